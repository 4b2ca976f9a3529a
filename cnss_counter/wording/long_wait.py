"""What is said to whoever waits for another program of the counter."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cnss_counter.wording import Wording


class Holds(Protocol):
    """Who is waited for: a process (0 for one that is not told), since when (Unix)."""

    @property
    def process(self) -> int: ...

    @property
    def since(self) -> float: ...


def long_wait_words(holder: Holds, words: Wording) -> str:
    """Who has the turn, since when, and what to do if it hangs: in the one line of the keys."""
    if not holder.process:
        return words("long_wait.for_somebody")
    return words("long_wait.for_process", process=holder.process, time=_since(holder))


def command_line_words(holder: Holds, words: Wording) -> str:
    """The same, and by which command it ends."""
    if not holder.process:
        return words("long_wait.for_somebody")
    return words("long_wait.on_the_command_line", process=holder.process, time=_since(holder))


def _since(holder: Holds) -> str:
    return f"{datetime.fromtimestamp(holder.since).astimezone():%H:%M:%S}"
