"""A paper given to a printing system, and what that system says of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

JobOutcome = Literal["completed", "failed", "cancelled", "waiting", "unknown"]


class PrintJob(NamedTuple):
    """Where to ask after a paper. `number` is 0 where the system told none: nobody can be asked.

    `server` is the printing system's own name for itself (a socket, or host and port), `title`
    what the job was called: numbers begin anew when a system is set up again.
    """

    server: str
    queue: str
    number: int
    title: str


class PrintState(NamedTuple):
    """What is known of a paper. `detail`: what is waited for or not known, as a key of words; of
    one that failed, the reasons in the printing system's own words.
    """

    outcome: JobOutcome
    detail: str = ""
