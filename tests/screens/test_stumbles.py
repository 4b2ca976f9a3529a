"""Where a clerk who had never seen the counter stumbled, played again."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cnss_counter import wording
from cnss_counter.app import CounterApp
from cnss_counter.domain.deposit import Deposit
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.forms.entry import Entry
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from testkit.deposits import remember
from testkit.player import SEEN
from tests.screens.conftest import (
    CLERK,
    LOG_IN,
    ON,
    SUPERVISOR,
    Printer,
    at_the_desk,
    draft_of_client,
    training_counter,
)
from tests.screens.play import Play, played, shown
from tests.screens.request.test_request_form import known, stage

FRENCH = wording.load("fr")
TAKE_UP = (*LOG_IN, "end", "enter")


def keep(home: Home, number: int, **changes: Any) -> None:
    """A draft of one of the twelve clients waits on Home."""
    with at_the_desk(home) as session:
        session.drafts.new(session.cleaned(draft_of_client(session, number)._replace(**changes)))


def title(screen: str) -> str:
    return FRENCH(f"screens.{screen}.title")


def focused(play: Play) -> str | None:
    return play.app.focused.id if play.app.focused is not None else None


def spaced(text: str) -> str:
    """With single blanks only and no frames, as an eye reads it."""
    return " ".join(re.sub("[\u2500-\u259f]", " ", text).split())


def row_of(sheet: str, label: str) -> str:
    return next(line for line in sheet.splitlines() if line.startswith(f"{label} "))


async def test_a_name_in_arabic_letters_takes_the_star_from_the_latin_one() -> None:
    last_name = FRENCH.label("last_name")
    written = known(last_name="", first_name="", last_name_ar="العلمي", first_name_ar="")
    for draft, is_starred in ((RequestDraft("contribution_refund"), True), (written, False)):
        async with stage(draft) as app:
            assert ("*" in row_of(app.sheet(), last_name)) is is_starred
            assert "*" in row_of(app.sheet(), FRENCH.label("first_name"))
            assert FRENCH("screens.request.one_script") in app.sheet()


async def test_eight_digits_are_read_with_their_zero_and_it_can_be_refused(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "12345678")
        assert spaced(FRENCH("screens.find.eight_digits")) in spaced(play.text())
        await play.type("enter", "down", "enter")
        assert play.app.screen.query_one("#immatriculation_number", Entry).value == "12345678"


async def test_a_date_opens_no_request_for_a_new_person(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "01/02/2024", "enter", "f9")
        assert spaced(FRENCH("screens.find.date", query="01/02/2024")) in spaced(play.text())
        assert FRENCH("screens.find.title_for_request") in play.text()


async def test_nine_digits_are_read_as_they_are(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789")
        assert FRENCH("screens.find.eight_digits") not in play.text()


async def test_the_read_back_counts_the_papers_that_are_missing(home: Home) -> None:
    with at_the_desk(home) as session:
        papers = draft_of_client(session, 7).attachments
    given = {name: papers[name] for name in ("request_form", "immatriculation_card")}
    absent = Attachment("absent", "à la maison")
    keep(home, 7, attachments=dict.fromkeys(papers, absent) | given)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        missing = len(papers) - len(given)
        said = FRENCH("screens.check_answers.provisional", count=missing)
        assert spaced(said) in spaced(play.text())


@pytest.mark.parametrize("client", [1, 7])
async def test_the_form_and_its_read_back_say_which_request_it_is(home: Home, client: int) -> None:
    keep(home, client)
    with at_the_desk(home) as session:
        asked = FRENCH(f"procedures.{draft_of_client(session, client).procedure}.short")
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert asked in play.lines()[1]
        await play.type("f9")
        assert shown(play) == "check_answers"
        assert asked in play.text()


async def test_up_and_down_lead_from_field_to_field() -> None:
    async with stage(known()) as app:
        app.go_to("last_name")
        await app.type("Down")
        assert app.focused_id == "first_name"
        await app.type("Up", "Up")
        assert app.focused_id == "identity_number"


async def test_page_up_from_a_change_goes_back_to_the_read_back(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", SEEN, "down", "down", "down", "enter")
        assert shown(play) == "request"
        await play.type("pageup")
        assert title("check_answers") in play.text()
        await play.type("pageup", "pageup")
        assert title("home") in play.text()


async def test_the_line_under_the_cursor_of_a_fresh_list_is_the_one_changed(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", "end", "enter")
        assert focused(play) == "paper-request_form"


async def test_escape_from_the_supervisor_leads_back_to_what_was_being_done(
    home: Home, alami: Deposit
) -> None:
    number = alami.draft.answer("immatriculation_number")
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", number, "enter", "down", "enter")
        assert title("supervisor") in play.text()
        await play.type("escape")
        assert FRENCH("screens.find.title_for_request") in play.text()
        assert play.app.screen.query_one("#query", Entry).value == number


async def test_escape_from_the_supervisor_of_the_guard_leads_back_to_the_form(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", SEEN, "down", "down", "down", "enter")
        assert title("supervisor") in play.text()
        await play.type("escape")
        assert shown(play) == "request"


@pytest.mark.parametrize(
    ("who", "field"),
    [((CLERK.code, CLERK.password), "code"), ((SUPERVISOR.code, "autre chose"), "password")],
)
async def test_who_may_not_agree_is_told_so_at_the_code(
    home: Home, who: tuple[str, str], field: str
) -> None:
    """The password is right; it is somebody else who is wanted. And the control: a wrong one."""
    keep(home, 2)
    code, password = who
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", SEEN, "down", "down", "down", "enter")
        await play.type("Elle préfère le remboursement", "enter", code, "enter", password, "f9")
        assert title("supervisor") in play.text()
        assert focused(play) == field


async def test_a_mended_field_of_a_survivor_loses_its_error_at_once(home: Home) -> None:
    keep(home, 7, survivors=())
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f8", "shift+tab", "enter", "f9")
        assert FRENCH("findings.required") in play.text()
        before = play.text().count(FRENCH("findings.required"))
        await play.type("LAHLOU Zineb")
        assert play.text().count(FRENCH("findings.required")) == before - 1


async def test_a_draft_taken_up_after_a_restart_is_played_on_its_day(home: Home) -> None:
    keep(home, 1)
    counter = CounterApp(home, is_training=True, clock=training.PlayedClock())
    async with played(counter) as play:
        await play.type(*TAKE_UP)
        assert FRENCH("outcomes.favourable") in play.text()
        await play.type("f2")
        assert spaced(FRENCH.date(ON)) in spaced(play.text())


async def test_without_the_form_it_is_printed_for_signature(home: Home) -> None:
    keep(home, 1, attachments={})
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*TAKE_UP, "f8", "tab", "tab")
        assert spaced(FRENCH("screens.request.print_form")) in spaced(play.text())
        await play.type("f11")
        assert title("form_printed") in play.text()
        (paper,) = printer.papers
        assert paper.name.startswith("310-1-32-")
        assert paper.read_bytes().startswith(b"%PDF")
        await play.type("escape")
        assert shown(play) == "request"
        assert not paper.exists()  # it names a person, and it is in the person's hands


async def test_the_menu_prints_the_form_too_where_a_terminal_keeps_its_key(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "escape")
        assert FRENCH("screens.menu.print_form") in play.text()


@pytest.mark.parametrize("number", [1, 7])
async def test_every_yes_stands_before_its_no(home: Home, number: int) -> None:
    with at_the_desk(home) as session:
        procedure = session.procedures[draft_of_client(session, number).procedure]
    for field in (*procedure.fields, *procedure.survivor_fields):
        if {"yes", "no"} <= set(field.choices):
            assert field.choices[:2] == ("yes", "no"), field.id


async def test_a_draft_is_thrown_away_once_the_clerk_is_sure(home: Home) -> None:
    keep(home, 1)
    heading = FRENCH("screens.home.drafts")
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "delete")
        assert title("sure") in play.text()
        await play.type("enter")  # the cursor starts on no
        assert heading in play.text()
        await play.type("end", "delete", "down", "enter")
        assert title("home") in play.text()
        assert heading not in play.text()
    with at_the_desk(home) as session, session.context.store.reading() as database:
        kinds = [kind for (kind,) in database.execute("SELECT kind FROM journal ORDER BY n")]
        assert "draft_discarded" in kinds


async def test_delete_on_an_errand_does_nothing(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "delete")
        assert title("home") in play.text()


@pytest.mark.parametrize("leaving", ["f2", "pageup"])
async def test_a_form_in_which_nothing_was_typed_leaves_no_draft(home: Home, leaving: str) -> None:
    """An immatriculation has no place for the number typed in Find: its form begins blank."""
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "tab", "space", "space", "enter", "enter")
        assert shown(play) == "request"
        await play.type("tab", "tab", "tab", leaving)
        assert title("home") in play.text()
        assert FRENCH("screens.home.drafts") not in play.text()


@pytest.mark.parametrize(("typed", "is_kept"), [("", False), ("x", True)])
async def test_a_known_person_s_form_is_kept_when_something_was_typed(
    home: Home, typed: str, is_kept: bool
) -> None:
    with at_the_desk(home) as session:
        remember(session, draft_of_client(session, 1))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "enter")
        assert shown(play) == "request"
        await play.type(*["tab"] * 4, typed, "tab", "f2")
        assert (FRENCH("screens.home.drafts") in play.text()) is is_kept


async def test_after_a_card_home_names_the_client_and_the_key(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "home", "enter", "down", "enter")
        assert spaced(FRENCH("screens.client_card.next")) in spaced(play.text())
        await play.type("escape")
        client = training.clients()[1].title.fr
        assert spaced(FRENCH("screens.home.playing", client=client)) in spaced(play.text())
        await play.type("enter")  # the cursor stands on the new request
        assert FRENCH("screens.find.title_for_request") in play.text()


@pytest.mark.parametrize(
    ("first", "field", "second"),
    [(1, "immatriculation_number", 7), (7, "deceased_immatriculation_number", 1)],
)
async def test_a_form_left_in_a_field_that_the_next_procedure_has_not(
    home: Home, first: int, field: str, second: int
) -> None:
    """The form is kept from one person to the next; the field being left is the last one's."""
    keep(home, second)
    keep(home, first)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "up", "enter")
        play.app.screen.query_one(f"#{field}").focus()
        await play.type("end", "f2", "end", "enter")
        assert shown(play) == "request"
        assert not play.app.screen.query(f"#{field}:focus")
        with at_the_desk(home) as session:
            assert len(session.drafts.all()) == 2
