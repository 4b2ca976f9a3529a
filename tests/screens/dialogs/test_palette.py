"""The palette: a command by a few of its letters, whatever is on the screen."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.pick_list import PickList
from cnss_counter.paths import Home
from tests.screens.conftest import (
    LOG_IN,
    SUPERVISOR,
    SlowPrinter,
    deposited,
    training_counter,
)
from tests.screens.play import Play, shown
from tests.screens.remains import remains
from tests.screens.test_nothing_is_cut import keep, told
from tests.screens.test_nothing_remains import app_of

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")
AS_SUPERVISOR = (SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
IN_THE_FORM = (*LOG_IN, "f4", "123456789", "enter", "enter")


def title(screen: str) -> str:
    return FRENCH(f"screens.{screen}.title")


def lines_shown(play: Play) -> list[str]:
    """The lines that can be chosen, as they are read."""
    options = play.app.screen.query_one(PickList).options
    return [getattr(option.prompt, "plain", "") for option in options if option.id]


@pytest.mark.parametrize(
    ("typed", "screen"),
    [
        ("depliant", "leaflet"),
        ("DÉPLI", "leaflet"),
        ("imprimer le depl", "leaflet"),
        ("المطوية", "leaflet"),
        ("مطويه", "leaflet"),
        ("verrou", "lock"),
        ("f12", "lock"),
        ("ecran verrouiller", "lock"),
        ("إقفال", "lock"),
        ("اقفال", "lock"),
        ("aide", "help"),
        ("essai du", "test_card"),
        ("agents et mots", "staff"),
    ],
)
async def test_a_command_is_found_in_either_language_without_its_accents(
    home: Home, typed: str, screen: str
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ctrl+p", typed, "enter")
        assert title(screen) in play.text()


async def test_it_is_found_in_arabic_too_where_the_counter_speaks_arabic(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f7", "ctrl+p", "depliant", "enter")
        assert play.app.screen.KEY == "leaflet"  # type: ignore[attr-defined]


async def test_what_is_typed_stays_out_of_the_form_below(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM)
        play.app.screen.query_one("#last_name", Entry).focus()
        await play.type("BEN", "ctrl+p", "aide", "escape", "NANI")
        assert shown(play) == "request"
        assert play.app.screen.query_one("#last_name", Entry).value == "BENNANI"


async def test_keys_typed_at_once_reach_the_palette_then_the_screen_it_leads_to(
    home: Home,
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "ctrl+p", "rechercher", "enter", "ALAMI")
        assert title("find") in play.text()
        assert play.app.screen.query_one("#query", Entry).value == "ALAMI"


async def test_a_key_of_the_screen_below_is_pressed_there(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "enter", "ctrl+p", "aller aux pieces", "enter")
        assert shown(play) == "request"
        assert ((play.app.focused and play.app.focused.id) or "").startswith("paper-")


async def test_with_nothing_typed_enter_chooses_nothing_and_an_arrow_does(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "enter", "f9", "end", "f9", "space", "ctrl+p")
        await play.type("enter", "f9", "enter")
        assert title("palette") in play.text()
        await play.type("blabla", "enter")
        assert told(play).count(FRENCH("screens.palette.nothing").split(".")[0]) == 1
        await play.type("escape", "ctrl+p", "down", "enter")
        assert title("palette") not in play.text()


async def test_a_bar_code_read_into_it_does_nothing(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "ctrl+p", "RCS-000-1-2025-000001-23", "enter")
        assert title("palette") in play.text()


async def test_what_would_be_refused_to_this_clerk_is_not_in_it(home: Home) -> None:
    record = FRENCH("screens.menu.person_record")
    for who, is_offered in ((LOG_IN, False), (AS_SUPERVISOR, True)):
        async with training_counter(home) as play:
            await play.type(*who, "ctrl+p", "donner a une personne")
            assert (record in " ".join(lines_shown(play))) is is_offered


async def test_before_the_login_there_is_none_and_the_menu_names_none(home: Home) -> None:
    """The few commands that need no clerk are in the menu."""
    async with training_counter(home) as play:
        await play.type("ctrl+p")
        assert title("login") in play.text()
        await play.type("escape")
        assert FRENCH("screens.menu.palette") not in play.text()


async def test_it_has_what_only_home_offers_from_anywhere(home: Home) -> None:
    deposited(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ctrl+p", "accuses a imprimer", "enter")
        assert title("unprinted") in play.text()


async def test_what_home_does_not_offer_now_is_not_in_it_either(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ctrl+p", "accuses a imprimer", "enter")
        assert title("palette") in play.text()


async def test_leaving_a_receipt_that_nobody_has_is_asked_about(home: Home) -> None:
    reference = deposited(home, 1).reference
    async with training_counter(home, SlowPrinter()) as play:
        await play.type(*LOG_IN, "f3", reference, "enter", "enter")
        await play.type("enter")  # it waits at the printer
        await play.type("ctrl+p", "depliant", "enter")
        assert title("sure") in play.text()
        await play.type("enter")
        assert FRENCH("screens.receipt.leave_waiting") in play.text()


async def test_the_lock_lets_it_nowhere(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f12", "ctrl+p")
        assert title("lock") in play.text()


async def test_the_menu_names_it_first_with_its_key(home: Home) -> None:
    """A terminal that keeps Ctrl+P, or a keyboard without Latin letters, has Escape and Enter."""
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "escape")
        (line,) = (line for line in play.lines() if FRENCH("screens.menu.palette") in line)
        assert line.rstrip("┃ ").endswith(FRENCH("keys.palette.key"))
        await play.type("enter")
        assert title("palette") in play.text()


async def test_nothing_typed_in_it_remains(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "ctrl+p", "ZOUBAIRIX")
        assert remains(app_of(play), ("ZOUBAIRIX",))
        await play.type("escape")
        assert remains(app_of(play), ("ZOUBAIRIX",)) == {}


async def test_no_draft_is_held_while_it_waits(home: Home) -> None:
    """It asks what waits at the counter, drafts with their persons included."""
    name = "ZOUBAIRIX"
    keep(home, 1, last_name=name)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ctrl+p")
        assert remains(app_of(play), (name,)) == {}
