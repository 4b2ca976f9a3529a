"""A receipt is left by choosing so: until it came out, its original waits to be printed."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from cnss_counter import wording
from cnss_counter.domain.deposit import Deposit
from cnss_counter.paths import Home
from cnss_counter.services.printing import print_queue, receipt_copies
from cnss_counter.storage.files.print_cleanup import PrintCleanup, sweep_the_day
from cnss_counter.storage.files.print_jobs import PrintJob, PrintState
from tests.screens.conftest import (
    CLERK,
    LOG_IN,
    NoPrinter,
    Printer,
    SlowPrinter,
    at_the_desk,
    training_counter,
)
from tests.screens.play import Play
from tests.screens.test_nothing_is_cut import TAKE_UP, as_told, keep, told

FRENCH = wording.load("fr")
TO_CONFIRMATION = (*TAKE_UP, "f9", "end", "f9", "space")
TITLE = FRENCH("screens.receipt.title")


def unprinted(home: Home) -> list[str]:
    with at_the_desk(home) as session:
        return [request.reference for request in receipt_copies.unprinted(session.context)]


def outcomes(home: Home, reference: str) -> list[tuple[int, str]]:
    """What the journal says became of the copies of a receipt."""
    with at_the_desk(home) as session, session.context.reading() as database:
        rows = database.execute(
            "SELECT body ->> '$.duplicate', body ->> '$.outcome' FROM journal"
            " WHERE kind = 'receipt_printed' AND entity = ? ORDER BY n",
            (reference,),
        )
        return [(int(number), outcome) for number, outcome in rows]


def is_home(play: Play) -> bool:
    return FRENCH("screens.home.title") in play.text()


async def open_the_list(play: Play) -> None:
    await play.type("down", "down", "down", "enter")
    assert FRENCH("screens.unprinted.title") in play.text()


@pytest.mark.parametrize(
    "burst",
    [
        ("f9", "f9", "f9", "f9"),
        ("f9", "pagedown", "pagedown", "pagedown"),
        ("f10",) * 4,
        ("f9", "enter", "enter", "enter"),
        ("f9", "end", "enter", "end", "enter"),
        ("f9", "f2", "down", "enter"),
    ],
    ids=" ".join,
)
async def test_a_burst_typed_on_confirmation_ends_at_the_receipt(
    home: Home, burst: tuple[str, ...]
) -> None:
    keep(home, 1)
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*TO_CONFIRMATION, *burst)
        assert TITLE in play.text()
        assert as_told(FRENCH("screens.receipt.leave_unprinted")) in told(play)
        assert printer.papers == []
        assert [file.name.count("duplicata") for file in home.receipts.glob("*.pdf")] == [0]


@pytest.mark.parametrize("key", ["f9", "f10", "pagedown", "pageup"])
async def test_no_key_that_goes_on_or_back_leaves_a_receipt_that_was_seen(
    home: Home, key: str
) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        await play.type(key, key)
        assert TITLE in play.text()
        assert FRENCH("keys.go_on.does") not in play.lines()[-2]


async def test_each_try_without_a_printer_says_that_it_was_one(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home, NoPrinter()) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        for tries in (1, 2, 3):
            await play.type(*(("enter",) if tries == 1 else ("down", "enter")))
            again = as_told(FRENCH("screens.receipt.tried_again", tries=tries, reason=""))
            assert (again in told(play)) is (tries > 1)


async def test_the_control_once_it_came_out_the_same_key_goes_on(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        await play.type("enter")
        assert FRENCH("printing.completed") in play.text()
        await play.type("f9")
        assert is_home(play)
    assert unprinted(home) == []


@pytest.mark.parametrize(
    ("key", "title"),
    [("f2", "home.title"), ("f3", "find.title"), ("f4", "find.title_for_request")],
)
async def test_another_errand_is_asked_about_and_the_cursor_starts_on_no(
    home: Home, key: str, title: str
) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        await play.type(key)
        assert as_told(FRENCH("screens.sure.leave_unprinted")) in told(play)
        await play.type(key, "enter")  # not asked twice over
        assert TITLE in play.text()
        await play.type(key, "down", "enter")
        assert FRENCH(f"screens.{title}") in play.text()
        assert TITLE not in play.text()
    assert len(unprinted(home)) == 1


async def test_an_errand_of_the_menu_is_asked_about_too(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        await play.type("escape", "end", "enter")  # close the counter
        assert as_told(FRENCH("screens.sure.leave_unprinted")) in told(play)
        await play.type("enter")
        assert play.app.is_running
        assert TITLE in play.text()


async def test_the_end_of_the_program_is_asked_about_too(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        for keys in (("ctrl+q", "ctrl+q", "enter"), ("escape", "ctrl+q", "f9", "escape")):
            await play.type(*keys)  # Ctrl+Q on the question asks no second one
            assert play.app.return_code is None
        assert TITLE in play.text()
        await play.type("ctrl+q")
        assert as_told(FRENCH("screens.sure.leave_unprinted")) in told(play)
        await play.type("down", "enter")
        assert play.app.return_code == 0
    assert len(unprinted(home)) == 1


async def test_another_clerk_who_sits_down_is_asked_too_and_no_key_leads_past_the_question(
    home: Home,
) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        await play.type("f12", "tab", "enter")
        question = as_told(FRENCH("screens.sure.leave_unprinted"))
        await play.type("f1", "f2", "f3", "f4", "f5", "f6", "f12", "ctrl+q")
        assert question in told(play)
        await play.type("escape")  # as Enter on no
        assert FRENCH("screens.lock.title") in play.text()
        await play.type("tab", "enter", "pageup", CLERK.password, "enter")
        assert TITLE in play.text()
        await play.type("f12", "tab", "enter", "down", "enter")
        assert FRENCH("screens.login.title") in play.text()
    assert len(unprinted(home)) == 1


async def test_a_receipt_that_came_out_is_left_without_a_question(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        await play.type("enter")
        await play.type("f12", "tab", "enter")
        assert FRENCH("screens.login.title") in play.text()


async def test_escape_the_face_and_the_lock_come_back_to_it(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        for keys in (("escape", "escape"), ("f6", "escape"), ("f12", CLERK.password, "enter")):
            await play.type(*keys)
            assert TITLE in play.text()
            assert as_told(FRENCH("screens.receipt.leave_unprinted")) in told(play)


async def test_left_unprinted_it_is_said_on_home_and_printed_from_there(home: Home) -> None:
    keep(home, 1)
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        await play.type("end", "enter")
        assert FRENCH("screens.home.unprinted", count=1) in play.text()
        (drawn,) = home.receipts.glob("*.pdf")
        before = drawn.read_bytes()
        drawn.unlink()  # as the close of the day does
        await open_the_list(play)
        assert drawn.stem in play.text()
        assert "ALAMI" not in play.text()
        await play.type("enter")
        assert "ALAMI" in play.text()
        await play.type("enter")
        assert FRENCH("printing.completed") in play.text()
        assert printer.papers == [drawn]
        assert drawn.read_bytes() == before
        await play.type("f9")
        assert as_told(FRENCH("screens.unprinted.nothing")) in told(play)
        await play.type("pageup")
        assert FRENCH("screens.home.unprinted", count=1) not in play.text()
    assert outcomes(home, drawn.stem) == [(0, "completed")]


async def test_a_request_found_offers_its_original_as_long_as_it_has_not_come_out(
    home: Home, alami: Deposit
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        assert FRENCH("screens.receipt.print_out") in play.text()
        assert FRENCH("screens.receipt.draw_again") not in play.text()
        await play.type("enter")
        assert FRENCH("screens.receipt.draw_again") in play.text()


async def test_nothing_is_called_printed_before_the_printing_system_says_so(
    home: Home, alami: Deposit
) -> None:
    printer = SlowPrinter("waiting", "paused")
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("enter")
        assert FRENCH("printing.waiting.paused") in play.text()
        assert FRENCH("printing.completed") not in play.text()
        await play.type("enter", "f9")  # a second Enter prints no second original
        assert len(printer.papers) == 1
        assert TITLE not in play.text()  # a request shown again; it is still there
        assert alami.reference in str(printer.papers[0])
        printer.state = PrintState("waiting", "no_paper")
        await play.until(as_told(FRENCH("printing.waiting.no_paper")))
        printer.state = PrintState("completed")
        await play.until(as_told(FRENCH("printing.completed")))
        await play.type("f9")
        assert is_home(play)
        assert not printer.papers[0].exists()
    assert outcomes(home, alami.reference) == [(0, "waiting"), (0, "completed")]


async def test_a_job_that_waits_keeps_its_file_and_is_asked_after_at_home(
    home: Home, alami: Deposit
) -> None:
    printer = SlowPrinter("waiting", "paused")
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("enter")
        await play.type("end", "enter")
        assert FRENCH("screens.home.unprinted", count=1) in play.text()
        assert printer.papers[0].exists()
        printer.state = PrintState("completed")
        await play.type("f2")
        await play.until(as_told(FRENCH("screens.home.unprinted", count=1)), is_there=False)
        assert not printer.papers[0].exists()
    assert unprinted(home) == []


class DumbPrinter(SlowPrinter):
    """Takes papers, and answers no question before the story lets it."""

    def __init__(self) -> None:
        super().__init__("waiting", "paused")
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.asked = 0

    def look_up(self, job: PrintJob) -> PrintState:
        self.asked += 1
        self.may_answer.wait()
        return super().look_up(job)


async def test_home_and_the_list_wait_for_no_printing_system(home: Home, alami: Deposit) -> None:
    printer = DumbPrinter()
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("enter")
        printer.may_answer.clear()
        try:
            await play.type("end", "enter")
            assert is_home(play)
            asked = printer.asked
            await play.type("f2", "f2")
            assert printer.asked <= asked + 1  # one round, however often Home comes
            await open_the_list(play)
            assert alami.reference in play.text()
            printer.state = PrintState("completed")
        finally:
            printer.may_answer.set()
        await play.type("pageup")
        await play.until(as_told(FRENCH("screens.home.unprinted", count=1)), is_there=False)


async def test_a_line_under_the_cursor_does_not_go_away_by_itself(
    home: Home, alami: Deposit
) -> None:
    printer = DumbPrinter()
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("enter")
        printer.may_answer.clear()
        try:
            await play.type("end", "enter")
            await play.type("down", "down", "down")
            printer.state = PrintState("completed")
        finally:
            printer.may_answer.set()
        await play.until(as_told(FRENCH("screens.home.unprinted", count=0)))
        await play.type("enter")
        assert as_told(FRENCH("screens.unprinted.nothing")) in told(play)


async def test_a_job_left_waiting_is_found_again_with_its_request(
    home: Home, alami: Deposit
) -> None:
    printer = SlowPrinter("waiting", "paused")
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("enter")
        await play.type("end", "enter")
        await open_the_list(play)
        await play.type("enter")
        assert FRENCH("printing.waiting.paused") in play.text()
        await play.type("down", "enter")  # prints anew: the first one is taken back
        assert [job.number for job in printer.cancelled] == [1]
        assert len(printer.papers) == 2


def printed_elsewhere(home: Home, reference: str, printer: Printer) -> None:
    """Another window finds the request, and prints its original."""
    with at_the_desk(home) as session:
        handed = PrintCleanup(home)
        print_queue.send_receipt(session.context, printer, session.receipts.draw(reference), handed)
        handed.end()


def saved_elsewhere(home: Home, reference: str, _: Printer) -> None:
    with at_the_desk(home) as session:
        session.receipts.save(reference, to=home.folder.parent / "saved.pdf")


@pytest.mark.parametrize("elsewhere", [printed_elsewhere, saved_elsewhere])
async def test_an_original_that_came_out_of_another_window_is_not_printed_here_as_well(
    home: Home, elsewhere: Callable[[Home, str, Printer], None]
) -> None:
    keep(home, 1)
    printer, other = Printer(), Printer()
    async with training_counter(home, printer) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        (reference,) = unprinted(home)
        elsewhere(home, reference, other)
        await play.type("enter")
        assert printer.papers == []
        assert as_told(FRENCH("errors.receipt.came_out_elsewhere")) in told(play)
        assert FRENCH("screens.receipt.print_duplicate") in play.text()
        await play.type("enter")
        assert [paper.name for paper in printer.papers] == [f"{reference}-duplicata-1.pdf"]
    numbers = [number for number, outcome in outcomes(home, reference) if outcome != "drawn"]
    assert numbers == [0, 1]


async def test_an_original_that_waits_for_another_window_is_shown_and_not_sent_as_well(
    home: Home,
) -> None:
    keep(home, 1)
    printer = SlowPrinter("waiting", "paused")
    async with training_counter(home, printer) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        (reference,) = unprinted(home)
        printed_elsewhere(home, reference, printer)
        await play.type("enter")
        assert len(printer.papers) == 1
        assert FRENCH("printing.waiting.paused") in play.text()
        await play.type("down", "enter")  # chosen: the other one is taken back first
        assert [job.number for job in printer.cancelled] == [1]
        assert len(printer.papers) == 2


async def test_a_day_closed_in_another_window_leaves_the_paper_on_this_screen(home: Home) -> None:
    keep(home, 1)
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        sweep_the_day(home)
        (drawn,) = home.receipts.glob("*.pdf")
        drawn.unlink()  # whoever else may have done that
        await play.type("enter")
        assert FRENCH("printing.completed") in play.text()
        assert printer.papers == [drawn]
        assert drawn.exists()


@pytest.mark.parametrize("outcome", ["cancelled", "failed"])
async def test_a_print_that_failed_does_not_use_up_the_original(
    home: Home, alami: Deposit, outcome: str
) -> None:
    printer = SlowPrinter()
    printer.state = PrintState(outcome, "document-format-error")  # type: ignore[arg-type]
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("enter")
        said = FRENCH(f"printing.{outcome}", reasons="document-format-error")
        assert as_told(said) in told(play)
        assert printer.papers[0].exists()
        assert FRENCH("screens.receipt.came_out") not in play.text()  # nobody has it
        await play.type("down", "enter")
        assert [paper.name for paper in printer.papers] == [f"{alami.reference}.pdf"] * 2
    assert unprinted(home) == [alami.reference]


@pytest.mark.parametrize(
    "printer",
    [SlowPrinter("unknown", "silent"), NoPrinter("printer.shown"), NoPrinter()],
    ids=["a system that says nothing", "a viewer", "no printer"],
)
async def test_where_only_an_eye_can_tell_the_clerk_says_that_the_person_has_it(
    home: Home, alami: Deposit, printer: Printer
) -> None:
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("enter")
        assert FRENCH("printing.completed") not in play.text()
        assert f"{alami.reference}.pdf" in "".join(line.strip("┃ ") for line in play.lines())
        await play.type("end", "up", "enter")
        assert is_home(play)
    assert unprinted(home) == []
    assert outcomes(home, alami.reference)[-1] == (0, "said")


async def test_a_receipt_that_could_not_be_drawn_says_that_the_request_is_deposited(
    home: Home,
) -> None:
    keep(home, 1)
    home.receipts.rmdir()
    home.receipts.write_text("a file where the folder should be")
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*TO_CONFIRMATION, "f9")
        assert TITLE in play.text()
        assert "La demande est déposée ; accusé non dessiné : " in told(play)
        home.receipts.unlink()
        await play.type("enter")
        assert FRENCH("printing.completed") in play.text()
        assert "duplicata" not in printer.papers[0].name
