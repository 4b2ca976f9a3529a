"""The printing system, else the program that shows a file for printing.

Light to import: who prints is known before anybody logs in, and nothing is printed until then.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cnss_counter.errors import AnswerIsNo
from cnss_counter.storage.files import owners

if TYPE_CHECKING:
    from cnss_counter.storage.files.print_jobs import PrintJob, PrintState

_VIEWERS = ("xdg-open", "open")
_WINDOWS = ("powershell", "-NoProfile", "Start-Process", "-Verb", "Print", "-FilePath")

_ONE_SIDED = ("-o", "sides=one-sided")
"""Two copies on the two sides of one sheet could not be parted."""

_TAKEN = re.compile(r"request id is (?P<queue>\S+)-(?P<number>[0-9]+) ")
"""What `lp` answers, in English, when a queue has taken the file."""


class Printer(Protocol):
    """Takes papers, and says what became of them. Every method waits: call it from a thread."""

    look_every: float
    """Seconds between two questions about one job."""

    def send(self, paper: Path) -> PrintJob:
        """Give a file to the printing system: nothing is printed yet when this returns.

        Raises `AnswerIsNo`: `printer.shown` when a program shows the file and nobody has printed
        it yet; `printer.none` when nothing takes it, `printer.none_lent` where sudo lent the
        account (docs/decisions/0122). Either way the file is still wanted.
        """

    def look_up(self, job: PrintJob) -> PrintState:
        """What the printing system says of a job. Never raises."""

    def cancel(self, job: PrintJob) -> None:
        """Take a job back, if it still can be. Never raises."""


class SystemPrinter:
    """The default queue of this computer."""

    look_every = 1.0

    def send(self, paper: Path) -> PrintJob:
        job = _on_windows(paper) if sys.platform == "win32" else _queued(paper)
        if job is not None:
            return job
        if owners.lent_to():  # a viewer's “Open…” would read this account's files
            raise AnswerIsNo("printer.none_lent")
        if any(_start(viewer, str(paper)) for viewer in _VIEWERS):
            raise AnswerIsNo("printer.shown", file=str(paper))
        raise AnswerIsNo("printer.none", file=str(paper))

    def look_up(self, job: PrintJob) -> PrintState:
        from cnss_counter.services.printing import cups

        return cups.state_of(job)

    def cancel(self, job: PrintJob) -> None:
        if job.number:
            _start("cancel", job.name)


def _start(program: str, *arguments: str) -> bool:
    from cnss_counter.services.printing import subprocesses

    return subprocesses.start(program, *arguments)


def _queued(paper: Path) -> PrintJob | None:
    from cnss_counter.services.printing import subprocesses
    from cnss_counter.storage.files.print_jobs import PrintJob

    taken = subprocesses.ask("lp", *_ONE_SIDED, "-t", paper.name, str(paper))
    if not taken.is_well:
        return None
    told = _TAKEN.search(taken.said)
    if told is None:
        return PrintJob("", 0, paper.name)
    return PrintJob(told["queue"], int(told["number"]), paper.name)


def _on_windows(paper: Path) -> PrintJob | None:
    """Windows hands the file to whatever prints such files, and says nothing more."""
    from cnss_counter.storage.files.print_jobs import PrintJob

    return PrintJob("", 0, paper.name) if _start(*_WINDOWS, str(paper)) else None
