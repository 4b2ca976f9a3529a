"""What CUPS says of a job: its own state, and the state and reasons of its printer.

Neither tells alone: a paused queue says `pending, none` of the job and `stopped, paused` of the
printer; one without paper, `processing` and `media-empty-error`. `lpstat -W completed` is never
believed: it lists a cancelled job like a printed one. Keywords: RFC 8011, sections 5.3.7, 5.3.8,
5.4.11 and 5.4.12; a dead device, `pending-held`, as CUPS does it.
"""

from __future__ import annotations

import csv
from itertools import pairwise
from urllib.parse import quote

from cnss_counter.services.printing import subprocesses
from cnss_counter.storage.files.print_jobs import PrintJob, PrintState

_PATIENCE = 3
"""Seconds for the printing system to answer."""

_QUESTION = """
{
    OPERATION Get-Job-Attributes
    GROUP operation-attributes-tag
    ATTR charset attributes-charset utf-8
    ATTR language attributes-natural-language en
    ATTR uri printer-uri $uri
    ATTR integer job-id $job
    ATTR name requesting-user-name $user
    ATTR keyword requested-attributes job-state,job-state-reasons,job-name
    STATUS successful-ok
    STATUS client-error-not-found
    DISPLAY job-state
    DISPLAY job-state-reasons
    DISPLAY job-name
}
{
    OPERATION Get-Printer-Attributes
    GROUP operation-attributes-tag
    ATTR charset attributes-charset utf-8
    ATTR language attributes-natural-language en
    ATTR uri printer-uri $uri
    ATTR keyword requested-attributes printer-state,printer-state-reasons
    STATUS successful-ok
    STATUS client-error-not-found
    DISPLAY printer-state
    DISPLAY printer-state-reasons
}
"""

_FIRST_NAMES = ("job-state", "printer-state")
"""How the lines of names begin, which say that the printing system has answered."""

GONE = PrintState("unknown", "gone")
"""The printing system answers, and knows no such job any more, or no such queue."""

SILENT = PrintState("unknown", "silent")
"""Nobody can be asked: no job number, no `ipptool` or `lpstat`, or no answer."""

_WAITED_FOR = (
    ("paused", "paused"),
    ("media-empty", "no_paper"),
    ("media-needed", "no_paper"),
    ("media-jam", "jam"),
    ("door-open", "open"),
    ("cover-open", "open"),
    ("toner-empty", "no_ink"),
    ("marker-supply-empty", "no_ink"),
    ("offline", "no_answer"),
    ("connecting-to-device", "no_answer"),
    ("timed-out", "no_answer"),
    ("shutdown", "no_answer"),
)
"""How a reason of the printer begins, and what the clerk is told; the first that holds."""


def state_of(job: PrintJob) -> PrintState:
    """What is known of a job now. Waits for the answer, at most some seconds."""
    if not job.number:
        return SILENT
    try:
        rows = [row for row in csv.reader(said_of(job).splitlines()) if row]
    except csv.Error:  # a value of more than 131,072 letters
        return SILENT
    if not any(row[0] in _FIRST_NAMES for row in rows):
        return SILENT
    told = _told(rows)
    if "printer-state" not in told:  # the queue was deleted, and its jobs with it
        return GONE
    if told.get("job-name", "") not in {"", job.title}:  # another one, of a system set up again
        return GONE
    return _state(told)


def said_of(job: PrintJob) -> str:
    """The answer in the printing system's own words: names and values, separated by commas.

    Asked is the printing system that this computer's programs speak to, and no other.
    """
    server = subprocesses.ask("lpstat", "-H", patience=_PATIENCE).said.strip()
    if not server:
        return ""
    return subprocesses.ask(
        "ipptool", "-c", "-T", str(_PATIENCE), "-d", f"job={job.number}",
        _address(server, job.queue), "/dev/stdin", given=_QUESTION, patience=2 * _PATIENCE,
    ).said  # fmt: skip


def _address(server: str, queue: str) -> str:
    """Where the queue is asked; a socket's path stands in the place of the host."""
    host = quote(server, safe="") if server.startswith("/") else server
    return f"ipp://{host}/printers/{quote(queue, safe='')}"


def _told(rows: list[list[str]]) -> dict[str, str]:
    """A line of names and, where there are any, the line of their values; twice."""
    told: dict[str, str] = {}
    for names, values in pairwise(rows):
        if names[0] in _FIRST_NAMES and values[0] not in _FIRST_NAMES:
            told |= zip(names, values, strict=False)
    return told


def _state(told: dict[str, str]) -> PrintState:
    reasons = told.get("job-state-reasons", "")
    match told.get("job-state"):
        case None:
            return GONE
        case "completed":
            return PrintState("completed")
        case "canceled":
            return PrintState("cancelled")
        case "aborted":
            return PrintState("failed", reasons)
        case state:
            return PrintState("waiting", _waited_for(str(state), told))


def _waited_for(state: str, told: dict[str, str]) -> str:
    for reason in told.get("printer-state-reasons", "").split(","):
        for beginning, detail in _WAITED_FOR:
            if reason.startswith(beginning):
                return detail
    if state == "pending-held":
        return "held"
    if told["printer-state"] == "stopped":
        return "stopped"
    return "printing" if state == "processing" else "queued"
