"""A paper at the printer is asked after until its end is known, by this window or a later one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cnss_counter.clock import Clock
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.printing import print_queue, receipt_copies
from cnss_counter.services.session import Session
from cnss_counter.storage.files.print_cleanup import PrintCleanup, sweep
from cnss_counter.storage.files.print_jobs import JobOutcome, PrintJob, PrintState
from testkit.clients import first_client
from tests.screens.conftest import Printer, SlowPrinter
from tests.services.conftest import PASSWORD, consent
from tests.services.printing.test_receipt_content import outcomes


@pytest.fixture
def original(session: Session) -> Path:
    """The receipt of a deposit, drawn for the printer."""
    return session.receipts.draw(
        session.deposit("one", session.assess(first_client()), consent()).reference
    )


def is_unprinted(session: Session, original: Path) -> bool:
    return receipt_copies.is_unprinted(session.context, original.stem)


def left_at(printer: Printer, session: Session, home: Home, original: Path) -> None:
    """The original was sent, and its person left."""
    handed = PrintCleanup(home)
    print_queue.send_receipt(session.context, printer, original, handed)
    handed.end()


def test_what_came_out_is_written_down_once_and_leaves_with_its_person(
    session: Session, home: Home, original: Path
) -> None:
    printer, handed = SlowPrinter(), PrintCleanup(home)
    printout = print_queue.send_receipt(session.context, printer, original, handed)
    assert is_unprinted(session, original)
    printer.state = PrintState("completed")
    assert [printout.look().outcome for _ in range(2)] == ["completed"] * 2
    assert not is_unprinted(session, original)
    assert original.exists()  # the person is still there
    handed.end()
    assert not original.exists()


@pytest.mark.parametrize(
    ("state", "is_there", "is_asked_again"),
    [
        (PrintState("waiting", "paused"), True, True),
        (PrintState("unknown", "silent"), True, True),
        (PrintState("unknown", "gone"), True, False),
        (PrintState("failed", "document-format-error"), True, False),
        (PrintState("cancelled"), True, False),
        (PrintState("completed"), False, False),
    ],
    ids=str,
)
def test_a_job_left_behind_is_asked_after_until_its_end_is_known(
    session: Session,
    home: Home,
    original: Path,
    *,
    state: PrintState,
    is_there: bool,
    is_asked_again: bool,
) -> None:
    printer = SlowPrinter("waiting", "paused")
    left_at(printer, session, home, original)
    sweep(home)  # a login between
    assert original.exists()
    printer.state = state
    print_queue.look_again(session.context, printer)
    assert original.exists() is is_there
    assert is_unprinted(session, original) is is_there
    assert bool(list(home.handed_over.iterdir())) is is_asked_again


def test_a_printing_system_that_is_silent_is_asked_once_in_a_round(
    session: Session, home: Home, original: Path
) -> None:
    class Counts(SlowPrinter):
        asked = 0

        def look_up(self, job: PrintJob) -> PrintState:
            self.asked += 1
            return super().look_up(job)

    printer = Counts("unknown", "silent")
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        left_at(printer, session, home, original.with_name(name))
    for state, asked in ((PrintState("unknown", "silent"), 1), (PrintState("waiting"), 3)):
        printer.state, printer.asked = state, 0
        print_queue.look_again(session.context, printer)
        assert printer.asked == asked


def test_a_paper_that_a_window_watches_is_left_to_it(
    session: Session, home: Home, original: Path
) -> None:
    printer, handed = SlowPrinter(), PrintCleanup(home)
    print_queue.send_receipt(session.context, printer, original, handed)
    printer.state = PrintState("completed")
    print_queue.look_again(session.context, printer)
    assert original.exists()
    handed.end()


def test_a_later_visit_goes_on_with_the_job_that_waits(
    session: Session, home: Home, original: Path
) -> None:
    printer = SlowPrinter("waiting", "paused")
    left_at(printer, session, home, original)
    handed = PrintCleanup(home)
    printout = print_queue.resume_receipt(session.context, printer, original, handed)
    assert printout is not None
    assert printout.state == PrintState("waiting", "paused")
    printer.state = PrintState("completed")
    printout.look()
    handed.end()
    assert not is_unprinted(session, original)
    assert not original.exists()
    assert list(home.handed_over.iterdir()) == []
    assert print_queue.resume_receipt(session.context, printer, original, handed) is None


def test_what_is_taken_back_is_asked_after_and_may_have_come_out_meanwhile(
    session: Session, home: Home, original: Path
) -> None:
    class TooLate(SlowPrinter):
        """The sheet was out before the order came."""

        def cancel(self, job: PrintJob) -> None:  # noqa: ARG002 – it has but one
            self.state = PrintState("completed")

    printout = print_queue.send_receipt(session.context, TooLate(), original, PrintCleanup(home))
    assert printout.take_back().outcome == "completed"
    assert not is_unprinted(session, original)


@pytest.mark.parametrize(
    ("outcome", "is_cancelled"),
    [("waiting", True), ("unknown", True), ("failed", False), ("completed", False)],
)
def test_what_may_still_come_is_taken_back_where_nothing_tells_too(
    outcome: JobOutcome, is_cancelled: bool
) -> None:
    printer = SlowPrinter(outcome)
    printout = print_queue.send(printer, Path("r.pdf"))
    printout.take_back()
    assert bool(printer.cancelled) is is_cancelled


def test_what_the_printing_system_does_not_know_is_not_taken_back() -> None:
    """Its number may be another person's job."""
    printer = SlowPrinter("unknown", "gone")
    printout = print_queue.send(printer, Path("r.pdf"))
    printout.take_back()
    assert printer.cancelled == []


def test_two_who_look_at_one_job_write_down_its_end_once(
    session: Session, home: Home, original: Path
) -> None:
    printer = SlowPrinter()
    here, there = PrintCleanup(home), PrintCleanup(home)
    first = print_queue.send_receipt(session.context, printer, original, here)
    second = print_queue.resume_receipt(session.context, printer, original, there)
    assert second is not None
    printer.state = PrintState("completed")
    first.look()
    second.look()
    assert outcomes(session, original.stem) == [(0, "waiting"), (0, "completed")]
    print_queue.send_receipt(session.context, printer, original, here)  # the control: another job
    assert outcomes(session, original.stem)[2:] == [(0, "completed")]


def test_a_job_of_a_deposit_that_the_database_put_back_does_not_know_is_forgotten(
    home: Home, clock: Clock, tmp_path: Path
) -> None:
    before = Home(tmp_path / "before")
    shutil.copytree(home.folder, before.folder)
    session = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    original = session.receipts.draw(
        session.deposit("one", session.assess(first_client()), consent()).reference
    )
    printer = SlowPrinter()
    left_at(printer, session, home, original)
    session.log_out()
    for folder in (home.handed_over, home.receipts):
        shutil.copytree(folder, before.folder / folder.name, dirs_exist_ok=True)
    printer.state = PrintState("completed")
    session = log_in(before, "a17", PASSWORD, clock=clock, training=True)
    assert len(list(before.handed_over.iterdir())) == 1  # the control: it waits
    print_queue.look_again(session.context, printer)
    assert list(before.handed_over.iterdir()) == []
    assert outcomes(session, original.stem) == []
    assert (before.receipts / original.name).exists()  # it tells which number was given
    session.log_out()


@pytest.mark.parametrize(
    "name",
    [
        "RCS-000-1-2025-000099-00.pdf",
        "{reference}-duplicata-1.pdf",
        "{reference}-duplicata-99999999999999999999.pdf",
        "{reference}-duplicata-0.pdf",
        "310-1-32-0123456789ab.pdf",
    ],
)
def test_a_mark_has_nothing_written_down_of_a_copy_that_was_never_made(
    session: Session, home: Home, original: Path, name: str
) -> None:
    home.handed_over.mkdir()
    said = {"paper": name.format(reference=original.stem), "job": ["q", 1]}
    (home.handed_over / "abcd").write_text(json.dumps(said))
    print_queue.look_again(session.context, Printer())
    assert outcomes(session, original.stem) == []
    assert is_unprinted(session, original)
    assert list(home.handed_over.iterdir()) == []


def test_an_end_that_cannot_be_written_down_is_not_known_yet() -> None:
    disk = ["full"]

    def came_out(_: PrintJob) -> None:
        if disk:
            raise StoreError("store.disk_full", file="counter.db")

    printout = print_queue.Printout(Printer(), PrintJob("q", 1, "r.pdf"), came_out)
    with pytest.raises(StoreError):
        printout.look()
    assert printout.state.outcome == "waiting"
    disk.clear()
    assert printout.look().outcome == "completed"
