"""Home: what can be done, what waits, and nobody's name."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from textual.widgets import Static

from cnss_counter import wording
from cnss_counter.app import CounterApp
from cnss_counter.domain.deposit import Deposit
from cnss_counter.forms.lines.no_break import with_blanks
from cnss_counter.forms.minimum_size import LEAST
from cnss_counter.paths import Home
from cnss_counter.screens.day.home import HomeScreen
from cnss_counter.services.day import training
from cnss_counter.storage.tables.persons import NUMBER_END
from tests.screens.conftest import (
    CLERK,
    LOG_IN,
    SUPERVISOR,
    at_the_desk,
    deposited,
    draft_of_client,
    training_counter,
)
from tests.screens.play import SMALL, Play, played, shown
from tests.screens.test_nothing_is_cut import as_told, told

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")


def keep_a_draft(home: Home, number: int) -> str:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, number)
        session.drafts.new(session.cleaned(draft))
        return draft.answer("immatriculation_number")


def said_in(play: Play, place: str) -> str:
    """What is written there, as running text, whichever way it is painted."""
    return as_told(with_blanks(str(play.app.screen.query_one(place, Static).content)))


async def test_a_draft_waits_without_its_person(home: Home) -> None:
    number = keep_a_draft(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        assert f"…{number[-3:]}" in play.text()
        assert number not in play.text()
        assert "ALAMI" not in play.text()


@pytest.mark.parametrize("size", [SMALL, LEAST], ids=str)
async def test_drafts_without_a_number_are_told_apart_by_document_and_time(
    home: Home, size: tuple[int, int]
) -> None:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)
        answers = {**draft.answers, "immatriculation_number": "", "last_name": "ALAMI"}
        for document in ("AB123456", "K567890", ""):
            answers["identity_number"] = document
            session.drafts.new(session.cleaned(draft._replace(answers=answers)))
        times = [f"{stored.saved_at:%H:%M}" for stored in session.drafts.all()]
    async with training_counter(home, size=size) as play:
        await play.type(*LOG_IN)
        said = ""
        for key in ("end", "up", "up"):
            await play.type(key)
            said += " ".join(play.text().replace("┃", "").split())
        assert all(ends in said for ends in ("…456", "…890"))
        assert any(f", {time}" in said for time in times)
        assert "ALAMI" not in said
        assert "AB123456" not in said


async def test_a_full_home_says_that_drafts_wait_below(home: Home) -> None:
    below = as_told(FRENCH("screens.home.drafts_below", count=1))
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        assert below not in told(play)  # the control: there is none
    keep_a_draft(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        assert below in told(play)


async def test_a_draft_is_taken_up_where_it_was_left(home: Home) -> None:
    number = keep_a_draft(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "enter")
        assert shown(play) == "request"
        assert number in play.text()


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("size", [SMALL, LEAST], ids=str)
async def test_a_form_that_is_left_is_told_to_be_kept_once(
    home: Home, size: tuple[int, int], language: wording.Language
) -> None:
    """Without its person, in the language of the screen, and only on the Home that follows."""
    number = keep_a_draft(home, 1)
    words = wording.load(language)
    kept = as_told(words("screens.home.kept", draft=""))
    async with training_counter(home, size=size) as play:
        await play.type(*LOG_IN, *(("f7",) if language == "ar" else ()))
        assert kept not in said_in(play, "#day")
        await play.type("end", "enter", "pageup")
        assert shown(play) == "home"
        day = said_in(play, "#day")
        assert kept in day
        assert language == "ar" or kept in told(play)
        assert number[-3:] in day
        assert "ALAMI" not in day
        await play.type("f3", "f2")
        assert shown(play) == "home"
        assert kept not in said_in(play, "#day")


async def test_a_form_left_blank_is_not_told_to_be_kept(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456782", "enter", "end", "enter")
        assert shown(play) == "request"
        await play.type("pageup")
        assert shown(play) == "home"
        assert as_told(FRENCH("screens.home.kept", draft="").strip()) not in told(play)


async def test_what_was_done_today_is_counted(home: Home, alami: Deposit) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        assert as_told(FRENCH("screens.home.deposits_today", count=1)) in told(play)
        assert alami.reference not in play.text()


async def test_nothing_is_counted_that_nobody_here_can_do_anything_about(home: Home) -> None:
    """A request waits for its control, and is not sent: neither can be done from here."""
    assert deposited(home, 11).is_selected_for_control
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        waits = said_in(play, "#waits")
    today = FRENCH("screens.home.deposits_today", count=1)
    assert waits == as_told(f"{today} {FRENCH('screens.home.no_backup')}")


async def test_another_clerk_sits_down_from_the_list(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "up", "enter")
        assert FRENCH("screens.login.title") in play.text()


async def test_closing_the_counter_ends_the_program(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "enter")
        assert not play.app.is_running


async def test_home_is_mirrored_in_arabic(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f7")
        (new_request,) = (line for line in play.lines() if "F4" in line and "F3" not in line)
        assert new_request.strip("┃ ").startswith("F4")


@pytest.mark.parametrize(("on", "is_told"), [(date(2027, 5, 1), False), (date(2027, 5, 2), True)])
async def test_a_number_of_the_law_past_its_review_is_told(
    home: Home, on: date, is_told: bool
) -> None:
    banner = FRENCH("screens.home.to_review", parameter=FRENCH("parameters.pension_monthly_amount"))
    counter = CounterApp(home, is_training=True, clock=training.PlayedClock(on))
    async with played(counter) as play:
        await play.type(*LOG_IN)
        assert (banner in play.text()) is is_told


async def test_a_draft_is_handed_over_from_home_and_told_by_whom(home: Home) -> None:
    keep_a_draft(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, *["down"] * 5, "enter")
        assert FRENCH("screens.hand_over.title") in play.text()
        assert "ALAMI" not in play.text()
        await play.type("enter", "enter")
        assert FRENCH("screens.handed_over.to", clerk=SUPERVISOR.name)[:40] in play.text()
        await play.type("enter")
        assert "…789" not in play.text()
        await play.type("end", "up", "enter")
        await play.type(SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
        assert FRENCH("screens.home.given_by", draft="", clerk="").strip() in play.text()
        # The line goes on below, and may part the two names.
        assert [name for name in CLERK.name.split() if name not in play.text()] == []


async def test_a_draft_without_a_number_is_handed_over_by_how_its_document_ends(
    home: Home,
) -> None:
    """As Home says it: two of them can be told apart."""
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)
        document = draft.answer("identity_number")
        answers = {**draft.answers, "immatriculation_number": ""}
        session.drafts.new(session.cleaned(draft._replace(answers=answers)))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, *["down"] * 5, "enter")
        assert FRENCH("screens.hand_over.title") in play.text()
        assert f"…{document[-NUMBER_END:]}" in play.text()
        assert document not in play.text()


async def test_receipts_that_the_database_does_not_know_are_told_before_home(home: Home) -> None:
    """An older copy was put back: said once, in the clerk's language, and work goes on."""
    (home.receipts / "RCS-000-1-2025-000009-23.pdf").write_bytes(b"%PDF")
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        assert FRENCH("screens.found.title") in play.text()
        assert "receipts/" in play.text()
        assert FRENCH("screens.trouble.kept") not in play.text()
        await play.type("f7")
        assert FRENCH("screens.found.title") not in play.text()
        assert "2025" in play.text()
        await play.type("f7", "enter")
        assert FRENCH("screens.home.title") in play.text()
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        assert FRENCH("screens.home.title") in play.text()


@pytest.mark.parametrize("goes_first", ["#day", "#waits", "PickList"])
async def test_home_that_is_going_piece_by_piece_is_told_nothing(
    home: Home, goes_first: str
) -> None:
    """As by chance: the campaign `hostile_text` ended the program so."""
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        shown = play.app.screen
        assert isinstance(shown, HomeScreen)
        await shown.query(goes_first).first().remove()
        await shown._tell_what_came_out()
        await play.type("f3")
        assert FRENCH("screens.find.title") in play.text()


async def test_home_left_before_the_printer_has_answered_is_left(home: Home) -> None:
    """What was asked after behind the screen comes too late for it, and ends nothing."""
    asked, answered = asyncio.Event(), asyncio.Event()

    async def slow() -> tuple[()]:
        asked.set()
        await answered.wait()
        return ()

    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        shown = play.app.screen
        assert isinstance(shown, HomeScreen)
        shown._still_unprinted = slow
        asking = asyncio.create_task(shown._tell_what_came_out())
        await asked.wait()
        await play.type("f3")
        assert not shown.is_attached
        answered.set()
        await asking
        assert FRENCH("screens.find.title") in play.text()
