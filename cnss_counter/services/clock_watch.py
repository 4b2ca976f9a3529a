"""A clock that went wrong is told; deposits go on once a supervisor has stated the time.

No counter has a better clock than its people: the time they state counts from then on, by the
seconds since the machine was started.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cnss_counter.clock import Clock
from cnss_counter.errors import BadInputError
from cnss_counter.services import agreements
from cnss_counter.storage import journal
from cnss_counter.storage.journal import FAR_AHEAD, JournalEntry
from cnss_counter.storage.records import Agreement

if TYPE_CHECKING:
    from cnss_counter.services.seat import Seat

_BACK = timedelta(minutes=2)
_OVER_NEW_YEAR = timedelta(days=1)
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:hH. ]([0-5][0-9])")


def is_suspect(now: datetime, last: JournalEntry | None) -> bool:
    """Whether the time is before the journal's last entry, or long after it.

    A new year decides the number of every reference, so it is believed for a day only.
    """
    if last is None:
        return False
    since = now - last.at
    is_new_year = now.year != last.at.astimezone(now.tzinfo).year
    return since < -_BACK or since > (_OVER_NEW_YEAR if is_new_year else FAR_AHEAD)


class StatedClock:
    """The computer's clock, set right by what was stated."""

    def __init__(self, clock: Clock, seconds: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seconds = seconds
        self._offset = timedelta()
        self._stated: tuple[datetime, float] | None = None
        self.agreement: Agreement | None = None

    def __call__(self) -> datetime:
        return self._clock() + self._offset

    def state(self, moment: datetime, agreement: Agreement) -> None:
        """It is this moment now."""
        self._offset += moment - self()
        self._stated = (moment, self._seconds())
        self.agreement = agreement

    def holds(self) -> bool:
        """Whether a time was stated, and the computer's clock has not jumped since."""
        if self._stated is None:
            return False
        moment, seconds = self._stated
        expected = moment + timedelta(seconds=self._seconds() - seconds)
        return abs(self() - expected) <= _BACK


def asks_for_the_time(seat: Seat) -> bool:
    """Whether nothing can be deposited before a supervisor states the time.

    A training counter plays past days on purpose, so its clock is never suspect.
    """
    if seat.is_training or (isinstance(seat.clock, StatedClock) and seat.clock.holds()):
        return False
    with seat.store.reading() as database:
        return seat.was_clock_suspect or is_suspect(seat.now(), journal.head(database))


def stated(seat: Seat) -> tuple[Agreement, ...]:
    """The supervisor's word that the deposits of this session rest on, if there was one."""
    agreement = seat.clock.agreement if isinstance(seat.clock, StatedClock) else None
    return () if agreement is None else (agreement,)


def state_time(seat: Seat, code: str, password: str, moment: datetime) -> Agreement:
    """A supervisor states the time; it counts for this session, and the journal tells it.

    Raises `AccessError` as an agreement does, `BadInputError` (`time.training`).
    """
    if not isinstance(seat.clock, StatedClock):
        raise BadInputError("time.training")
    supervisor, is_alone = agreements.second_person(seat, code, password)
    said = moment.isoformat(timespec="minutes")
    agreement = Agreement(supervisor, said, "clock", is_alone)
    read = seat.now()
    with seat.store.writing() as database:
        journal.append(
            database, moment, seat.clerk.code, journal.TIME_STATED, "",
            {"stated": said, "clock": read, "supervisor": supervisor, "is_alone": is_alone},
        )  # fmt: skip
    seat.clock.state(moment, agreement)
    return agreement


def read_moment(day: date | None, typed: str) -> datetime:
    """A day and a time as a supervisor reads them from a watch, in local time.

    Raises `BadInputError` naming the field (`time.day`, `time.time`).
    """
    if day is None:
        raise BadInputError("time.day", field="day")
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        raise BadInputError("time.time", field="time")
    return datetime(day.year, day.month, day.day, int(found[1]), int(found[2])).astimezone()
