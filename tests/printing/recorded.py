"""What a real CUPS 2.4 said of jobs in each plight, word for word, and what a clerk is to be told.

`real_cups.py` asks a real one again and compares; where there is none, `test_printer.py` has a
stand-in say the same.
"""

from __future__ import annotations

from typing import NamedTuple

from cnss_counter.storage.files.print_jobs import PrintState

_JOB = "job-state,job-state-reasons,job-name\n"
_PRINTER = "printer-state,printer-state-reasons\n"


class Plight(NamedTuple):
    """What `ipptool -c` prints of a job called `paper.pdf`, and what follows from it."""

    said: str
    state: PrintState


def _plight(job: str, printer: str, state: PrintState) -> Plight:
    return Plight(f"{_JOB}{job}\n{_PRINTER}{printer}\n" if job else f"{_JOB}{_PRINTER}{printer}\n",
                  state)  # fmt: skip


PRINTED = _plight(
    "completed,processing-to-stop-point,paper.pdf", "idle,none", PrintState("completed")
)
PAUSED = _plight("pending,none,paper.pdf", "stopped,paused", PrintState("waiting", "paused"))
CANCELLED = _plight(
    "canceled,processing-to-stop-point,paper.pdf", "stopped,paused", PrintState("cancelled")
)
NO_PAPER = _plight(
    "processing,job-printing,paper.pdf",
    'processing,"media-empty-error,toner-low-warning"',
    PrintState("waiting", "no_paper"),
)
DEAD = _plight(
    "pending-held,resources-are-not-ready,paper.pdf", "idle,none", PrintState("waiting", "held")
)
FORGOTTEN = _plight("", "idle,none", PrintState("unknown", "gone"))
DELETED = Plight(f"{_JOB}{_PRINTER}", PrintState("unknown", "gone"))

REAL = {
    "printed": PRINTED,
    "a paused queue": PAUSED,
    "cancelled": CANCELLED,
    "no paper": NO_PAPER,
    "a dead device": DEAD,
    "forgotten": FORGOTTEN,
    "a queue that was deleted": DELETED,
}
"""Each of them can be brought about on a real one."""

OF_THE_STANDARD = {
    "refused by the printer": _plight(
        "aborted,document-format-error,paper.pdf",
        "idle,none",
        PrintState("failed", "document-format-error"),
    ),
    "a jam": _plight(
        "processing,job-printing,paper.pdf", "stopped,media-jam-error", PrintState("waiting", "jam")
    ),
    "switched off": _plight(
        "processing,job-printing,paper.pdf",
        "processing,offline-report",
        PrintState("waiting", "no_answer"),
    ),
    "an open cover": _plight(
        "processing,job-printing,paper.pdf",
        "stopped,cover-open-error",
        PrintState("waiting", "open"),
    ),
    "at work": _plight(
        "processing,job-printing,paper.pdf", "processing,none", PrintState("waiting", "printing")
    ),
    "another job's number, of a system set up again": _plight(
        "completed,none,other.pdf", "idle,none", PrintState("unknown", "gone")
    ),
    "no answer": Plight("", PrintState("unknown", "silent")),
}
"""The same words in the places that RFC 8011 gives them; nobody brought them about."""
