"""The one clock. Everything below the services is given a date, and never asks for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

Clock = Callable[[], datetime]
"""Returns the present moment, aware, in local time."""


def system_clock() -> datetime:
    """The computer's clock: local time with its offset."""
    return datetime.now().astimezone()


def played_clock(on: date) -> Clock:
    """A clock of the training counter: always the given day, with the real time of day."""

    def now() -> datetime:
        present = system_clock()
        return datetime.combine(on, time(present.hour, present.minute, present.second)).astimezone()

    return now
