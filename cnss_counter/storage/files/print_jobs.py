"""A paper given to a printing system, and what that system says of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

JobOutcome = Literal["completed", "failed", "cancelled", "waiting", "unknown"]


class PrintJob(NamedTuple):
    """What to ask this computer's printing system after. `number` is 0 where it told none: nobody
    can be asked.

    `title` is what the job was called, the name of its paper: numbers begin anew when a system is
    set up again.
    """

    queue: str
    number: int
    title: str

    @property
    def name(self) -> str:
        """As the printing system writes it."""
        return f"{self.queue}-{self.number}"


class PrintState(NamedTuple):
    """What is known of a paper. `detail`: what is waited for or not known, as a key of words; of
    one that failed, the reasons in the printing system's own words.
    """

    outcome: JobOutcome
    detail: str = ""
