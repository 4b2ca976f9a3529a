"""What opens above a question, and gives it back as it was."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter import wording
from cnss_counter.domain.deposit import Deposit
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.pick_list import PickList
from cnss_counter.forms.question import Question
from cnss_counter.paths import Home
from cnss_counter.storage.files import preferences
from testkit.deposits import remember
from tests.screens.conftest import LOG_IN, Printer, at_the_desk, draft_of_client, training_counter
from tests.screens.play import LARGE, shown
from tests.screens.test_nothing_is_cut import as_told, keep

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")
NUMBER = "123456789"
IN_THE_FORM = (*LOG_IN, "f4", NUMBER, "enter", "enter")


PRESSED = {
    "go_on": "f9",
    "go_back": "pageup",
    "help": "f1",
    "why": "f5",
    "applicant_face": "f6",
    "papers": "f8",
    "print_form": "f11",
    "lock": "f12",
}


def title(screen: str) -> str:
    return FRENCH(f"screens.{screen}.title")


async def test_escape_opens_the_menu_and_closes_it_without_losing_a_key(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ALA", "escape")
        assert title("menu") in play.text()
        await play.type("escape", "MI")
        assert play.app.screen.query_one("#query", Entry).value == "ALAMI"


async def test_a_command_of_the_menu_is_its_key(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "escape")
        lines = play.lines()
        find = FRENCH("screens.menu.find")
        (line,) = (line for line in lines if find in line)
        assert line.rstrip("┃ ").endswith(FRENCH("keys.find.key"))
        await play.type(*["down"] * below_the_heading(lines, line), "enter")
        assert title("find") in play.text()


@pytest.mark.parametrize("key", PRESSED)
async def test_a_key_of_the_form_chosen_by_its_line_does_what_it_does(home: Home, key: str) -> None:
    """By the menu and by the palette: the screen below has keys that the list above has not."""
    keep(home, 1)
    by_name = ("ctrl+p", FRENCH(f"screens.menu.{key}"), "enter")
    reached = []
    for way in ((PRESSED[key],), by_name, ("escape", key, "enter")):
        async with training_counter(home, Printer()) as play:
            await play.type(*LOG_IN, "end", "enter", way[0])
            if way[0] == "escape":
                play.app.screen.query_one(PickList).go_to(key)
            await play.type(*(way[-1:] if way[0] == "escape" else way[1:]))
            assert isinstance(play.app.screen, Question)
            reached.append((play.app.screen.KEY, play.app.focused and play.app.focused.id))
    assert reached[1:] == [reached[0]] * 2


def below_the_heading(lines: list[str], line: str) -> int:
    """How often Down leads to a line of the menu, from its first command."""
    first = next(at for at, text in enumerate(lines) if FRENCH("screens.menu.here") in text) + 1
    return lines.index(line) - first


async def test_the_menu_has_no_command_that_does_nothing_here(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type("escape")
        told = play.text()
        for needs_a_clerk in ("find", "new_request", "lock", "change_clerk", "why"):
            assert FRENCH(f"screens.menu.{needs_a_clerk}") not in told
        assert FRENCH("screens.menu.leave") in told


async def test_the_counter_can_be_closed_before_anybody_has_logged_in(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type("escape", "end", "enter")
        assert not play.app.is_running


async def test_help_tells_the_law_of_the_field_under_the_cursor(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM, "f1")
        told = " ".join(play.text().split())
        said = FRENCH.help("origin")
        assert said is not None
        assert said.source.split(",")[0] in told
        await play.type("escape")
        assert shown(play) == "request"


@pytest.mark.parametrize("keys", [("f1",), (*LOG_IN, "f1"), (*LOG_IN, "f3", "f1")])
async def test_every_screen_has_its_own_help(home: Home, keys: tuple[str, ...]) -> None:
    async with training_counter(home) as play:
        await play.type(*keys)
        assert title("help") in play.text()
        assert FRENCH("screens.help.nothing") not in play.text()


async def test_why_shows_value_threshold_and_source_of_what_fails(home: Home) -> None:
    with at_the_desk(home) as session:
        remember(session, draft_of_client(session, 2))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "234567891", "enter", "enter", "f5")
        told = play.text()
        assert FRENCH("outcomes.other_right") in told
        assert "1500" in told
        assert "1320" in told
        assert "Loi 02.24" in told


async def test_why_says_what_the_law_would_say_of_another_fact_and_f6_does_not(
    home: Home,
) -> None:
    with at_the_desk(home) as session:
        remember(session, draft_of_client(session, 1))
    async with training_counter(home, size=LARGE) as play:
        await play.type(*LOG_IN, "f4", NUMBER, "enter", "enter", "f5")
        waited = as_told(FRENCH("screens.why.change.date", day=date(2026, 3, 11)))
        for said in ("screens.why.other_facts", "outcomes.unfavourable"):
            assert FRENCH(said) in play.text()
        assert waited in as_told(play.text())
        assert as_told(FRENCH("screens.why.change.days", count=3240)) in as_told(play.text())
        await play.type("escape", "f6")
        assert waited not in as_told(play.text())
        assert FRENCH("outcomes.unfavourable") not in play.text()


async def test_why_is_silent_on_other_facts_where_none_would_change_it(home: Home) -> None:
    with at_the_desk(home) as session:
        remember(session, draft_of_client(session, 2))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "234567891", "enter", "enter", "f5")
        assert FRENCH("outcomes.other_right") in play.text()
        assert FRENCH("screens.why.other_facts") not in play.text()


async def test_why_does_nothing_where_there_is_no_verdict(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f5")
        assert title("home") in play.text()


async def test_the_applicant_reads_the_reference_in_both_languages(
    home: Home, alami: Deposit
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("f6")
        told = play.text()
        assert f"1. {FRENCH('screens.receipt.face')}" in told
        assert "█" in told


async def test_a_terminal_is_asked_how_it_shows_arabic_and_that_is_remembered(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type("escape", "end", "up", "enter")
        assert title("test_card") in play.text()
        await play.type("down", "enter")
        assert preferences.read(home).terminals == {"unknown": "terminal"}


async def test_the_leaflet_is_printed_in_the_language_asked(home: Home) -> None:
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "down", "down", "down", "enter", "enter", "escape")
        assert [paper.name for paper in printer.papers] == ["notice-ar.pdf"]
        assert printer.papers[0].read_bytes().startswith(b"%PDF")
        assert title("home") in play.text()


async def test_turning_to_another_errand_keeps_the_draft(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM, "space", "f1", "f2")
        assert title("home") in play.text()
        assert f"…{NUMBER[-3:]}" in play.text()
