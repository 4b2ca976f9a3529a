"""Papers given to the printer, and asked after until the printing system knows their end."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError, StoreError
from cnss_counter.services.printing import receipt_copies
from cnss_counter.storage.files import print_cleanup
from cnss_counter.storage.files.print_jobs import PrintState
from cnss_counter.storage.tables import journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnss_counter.services.access.clerk_context import ClerkContext
    from cnss_counter.services.printing.printer import Printer
    from cnss_counter.storage.files.print_cleanup import PrintCleanup
    from cnss_counter.storage.files.print_jobs import PrintJob


def _nothing(_: PrintJob) -> None:
    """Nothing is written down of a paper that came out."""


class Printout:
    """One paper at the printer. Its methods wait: call them from a thread.

    `state` is what was known last; `came_out` is done when the job is completed. Two threads may
    look at one moment: it has to bear being done twice.
    """

    def __init__(
        self, printer: Printer, job: PrintJob, came_out: Callable[[PrintJob], None] = _nothing
    ) -> None:
        self.look_every = printer.look_every
        self.state = PrintState("waiting", "queued")
        self._printer = printer
        self._job = job
        self._came_out = came_out

    def look(self) -> PrintState:
        """Ask the printing system. Raises `CounterError` when the end cannot be written down:
        it is not known then, and asked for again.
        """
        state = self._printer.look_up(self._job)
        if state.outcome == "completed" and self.state.outcome != "completed":
            self._came_out(self._job)
        self.state = state
        return state

    def take_back(self) -> PrintState:
        """Cancel what may still come, so that it does not come out twice; what is known then.

        A job that the printing system does not know is not taken back: its number may be
        somebody else's.
        """
        if self.state.outcome in {"waiting", "unknown"} and self.state.detail != "gone":
            self._printer.cancel(self._job)
            self.look()
        return self.state


def send(printer: Printer, paper: Path) -> Printout:
    """Give a paper that names no person to the printer. Raises `AnswerIsNo` as `Printer.send`."""
    return _looked_at(Printout(printer, printer.send(paper)))


def send_for_a_person(
    printer: Printer,
    paper: Path,
    handed: PrintCleanup,
    came_out: Callable[[PrintJob], None] = _nothing,
) -> Printout:
    """Give a person's paper to the printer. One that nothing took stays, to be opened there."""
    handed.begin(paper)
    try:
        job = printer.send(paper)
    except CounterError:
        handed.hold(paper)
        raise
    handed.sent(paper, job)
    return _watched(printer, paper, job, handed, came_out)


def send_receipt(
    context: ClerkContext, printer: Printer, paper: Path, handed: PrintCleanup
) -> Printout:
    """Give a receipt to the printer; that it came out is written down when that is known."""
    came_out = partial(_note_completed, context, paper)
    printout = send_for_a_person(printer, paper, handed, came_out)
    if printout.state.outcome != "completed":
        with suppress(StoreError):  # it is at the printer, whatever the disk says
            receipt_copies.note_outcome(context, paper, "waiting", context.clerk.code)
    return printout


def resume_receipt(
    context: ClerkContext, printer: Printer, paper: Path, handed: PrintCleanup
) -> Printout | None:
    """The job that an earlier visit left with this receipt; None when none is known."""
    job = handed.resume(paper)
    if job is None:
        return None
    came_out = partial(_note_completed, context, paper)
    return _watched(printer, paper, job, handed, came_out)


def look_again(context: ClerkContext, printer: Printer) -> None:
    """Ask after the papers that were waiting when their person left.

    What came out is written down and leaves the disk; of what has failed the paper stays. A
    printing system that is silent, or a disk that is full, ends the round: it is gone on with
    another time.
    """
    for left, job in print_cleanup.waiting(context.home):
        state = printer.look_up(job)
        if state.detail == "silent" and job.number:
            break
        if state.outcome == "completed":
            try:
                is_known = receipt_copies.note_outcome(
                    context, left.paper, "completed", journal.THE_COUNTER, job
                )
            except StoreError:
                break
            if is_known:  # else it stays: its name is a number that was given
                print_cleanup.take_away(context.home, left.paper)
        if state.outcome in {"completed", "failed", "cancelled"} or state.detail == "gone":
            left.forget()


def _note_completed(context: ClerkContext, paper: Path, job: PrintJob) -> None:
    receipt_copies.note_outcome(context, paper, "completed", context.clerk.code, job)


def _watched(
    printer: Printer,
    paper: Path,
    job: PrintJob,
    handed: PrintCleanup,
    came_out: Callable[[PrintJob], None],
) -> Printout:
    """A person's paper at the printer: no file is needed once it came out and they have left."""

    def done(job: PrintJob) -> None:
        came_out(job)
        handed.came_out(paper)

    return _looked_at(Printout(printer, job, done))


def _looked_at(printout: Printout) -> Printout:
    """Asked after at once; that it came out is written down at the next look, should this fail."""
    with suppress(StoreError):
        printout.look()
    return printout
