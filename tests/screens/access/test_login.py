"""A clerk sits down."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from cnss_counter import wording
from cnss_counter.app import CounterApp
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.forms.entry import Entry
from cnss_counter.paths import Home
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.day import training
from cnss_counter.storage.files import preferences
from cnss_counter.storage.files.homes import describe
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.typed import all_typed
from tests.screens.conftest import CLERK, LOG_IN, SUPERVISOR, training_counter

FRENCH = wording.load("fr")
REFUSED = FRENCH("errors.access.refused")
EMPTY = FRENCH("errors.account.empty")


async def test_a_newcomer_needs_nothing_but_the_training_login_screen(home: Home) -> None:
    async with training_counter(home) as play:
        shown = play.text()
        for account in (CLERK, SUPERVISOR):
            assert account.code in shown
            assert account.password in shown


async def test_code_and_password_typed_at_once_lead_home(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        assert FRENCH("screens.home.title") in play.text()
        assert CLERK.name in play.text()


@pytest.mark.parametrize(
    ("code", "password"), [(CLERK.code, "mauvais mot de passe"), ("INCONNU", CLERK.password)]
)
async def test_a_wrong_password_and_an_unknown_clerk_get_the_same_answer(
    home: Home, code: str, password: str
) -> None:
    async with training_counter(home) as play:
        await play.type(code, "enter", password, "enter")
        assert REFUSED in play.text()
        assert code in play.text()


async def test_after_a_refusal_only_the_password_is_typed_again(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(CLERK.code, "enter", "mauvais mot de passe", "enter")
        await play.type(CLERK.password, "enter")
        assert FRENCH("screens.home.title") in play.text()


async def test_a_password_is_never_shown(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(CLERK.code, "enter", "un secret bien à moi")
        assert "secret" not in play.text()


async def test_nothing_can_be_found_before_somebody_has_logged_in(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type("f3", "f4", "f2", "f12", "f5", "f6")
        assert FRENCH("screens.login.title") in play.text()


async def test_a_counter_that_cannot_be_opened_is_told_in_one_line(home: Home) -> None:
    home.database.write_bytes(b"not a database")
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        assert str(home.database)[:20] in play.text()
        assert FRENCH("screens.login.title") in play.text()


async def test_the_terminal_is_used_as_its_test_card_said(home: Home) -> None:
    preferences.write(home, preferences.Preferences(bidi="off"))
    async with training_counter(home) as play:
        organisation = FRENCH("screens.login.organisation_ar")
        assert organisation in play.text()  # as it stands in the file: no letter is joined


async def test_textual_puts_nothing_of_its_own_on_our_screens(home: Home) -> None:
    """Its toasts and tooltips, which we have none of, cost every screen two widgets."""
    training.prepare(home)
    counter = CounterApp(home, is_training=True)
    seen: list[str] = []

    async def look(pilot: Pilot[object]) -> None:
        await all_typed(counter)
        seen.extend(str(widget.id) for widget in counter.screen.walk_children())
        counter.exit()
        await pilot.pause()

    await counter.run_async(headless=True, auto_pilot=look)
    assert "title-line" in seen
    assert not [name for name in seen if name.startswith("textual-")]


async def test_nothing_typed_is_no_try(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type("enter")
        assert EMPTY in play.text()
        await play.type(CLERK.password)
        assert CLERK.password in play.app.screen.query_one("#code", Entry).value
        play.app.screen.query_one("#code", Entry).value = ""
        await play.type(CLERK.code, "enter", *["enter"] * 7)
        assert EMPTY in play.text()
        assert REFUSED not in play.text()
        await play.type(CLERK.password, "enter")
        assert FRENCH("screens.home.title") in play.text(), "no wait: nothing was counted"


@pytest.mark.parametrize("language", ["fr", "ar"])
async def test_a_real_home_that_says_training_is_not_played_and_the_login_says_why(
    tmp_path: Path, language: wording.Language
) -> None:
    """The red frame is painted by the file's word; the password opens nothing by it."""
    home = Home(tmp_path / "counter")
    agency = Agency("041", "Agence de Fès", "وكالة فاس", "Fès", "1")
    person = Clerk("A17", "Karima Bennani", ALL_ROLES)
    set_up(home, agency, person, "trois chats sur un mur bleu", cost=LOWEST_COST)
    describe(home, is_training=True)
    async with training_counter(home) as play:
        await play.type("A17", "enter", "trois chats sur un mur bleu", "enter")
        if language == "ar":
            await play.type("f7")
        assert FRENCH("screens.home.title") not in play.text()
        # The line to write may be broken after a long path; nothing of it is cut off.
        assert all(part in play.text() for part in ("kind", '"real"'))
