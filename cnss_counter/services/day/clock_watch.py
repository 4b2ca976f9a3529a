"""A clock that went wrong is told; deposits go on once a supervisor has stated the time.

No counter has a better clock than its people: the time they state counts from then on, by the
seconds since the machine was started. One person's word alone moves nothing far, though: the
computer's clock, or what the journal had from it, bears it out (docs/decisions/0066, 0131). Two
people go on against both, and the receipt says so (docs/decisions/0124).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cnss_counter.clock import Clock
from cnss_counter.domain.deposit import Agreement
from cnss_counter.errors import BadInputError
from cnss_counter.services.access import agreements
from cnss_counter.storage.tables import journal
from cnss_counter.storage.tables.journal import FAR_AHEAD, JournalEntry
from cnss_counter.text.numbers import digits_meant

if TYPE_CHECKING:
    from cnss_counter.services.access.clerk_context import ClerkContext
    from cnss_counter.storage.driver import Database

_BACK = timedelta(minutes=2)
_NEAR = timedelta(hours=2)
"""A watch and a computer's clock that agree, whichever of them knows about summer time."""
_FARTHEST = timedelta(days=92)
"""After the last entry, on the word of two people alone: as long as a counter may be closed."""
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:hH. ]?([0-5][0-9])")


def is_suspect(now: datetime, last: JournalEntry | None) -> bool:
    """Whether the time is before the journal's last entry, or long after it.

    A new year decides the number of every reference, so it is believed for a day only.
    """
    if last is None:
        return False
    return last.at - now > _BACK or journal.is_far_ahead(now, last.at)


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

    def of_the_computer(self) -> datetime:
        """What the computer's clock says, whatever was stated."""
        return self._clock()

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


def asks_for_the_time(context: ClerkContext) -> bool:
    """Whether nothing can be deposited before a supervisor states the time.

    A training counter plays past days on purpose, so its clock is never suspect.
    """
    if context.is_training or (isinstance(context.clock, StatedClock) and context.clock.holds()):
        return False
    with context.reading() as database:
        return context.was_clock_suspect or is_suspect(context.now(), journal.head(database))


def stated(context: ClerkContext) -> tuple[Agreement, ...]:
    """The supervisor's word that the deposits of this session rest on, if there was one."""
    agreement = context.clock.agreement if isinstance(context.clock, StatedClock) else None
    return () if agreement is None else (agreement,)


def state_time(context: ClerkContext, code: str, password: str, moment: datetime) -> Agreement:
    """A supervisor states the time; it counts for this session, and the journal tells it.

    Raises `AccessError` as an agreement does, `BadInputError` (`time.training`,
    `time.before_the_journal`, `time.long_before_the_journal`, `time.far_after_the_journal`,
    `time.clock_follows`, `time.rests_on_a_word`).
    """
    if not isinstance(context.clock, StatedClock):
        raise BadInputError("time.training")
    supervisor, is_alone = agreements.second_person(context, code, password)
    said = moment.isoformat(timespec="minutes")
    read, computer = context.now(), context.clock.of_the_computer()
    with context.writing() as database:
        witnesses = _witnesses(context, database, computer)
        against = ""
        if witnesses is not None and not witnesses.bear_out(moment):
            witnesses.require_two_people(moment, is_alone=is_alone)
            last = witnesses.last.at.astimezone(moment.tzinfo)
            against = last.isoformat(timespec="minutes")
        agreement = Agreement(supervisor, said, "clock", is_alone, against)
        journal.append(
            database, moment, context.clerk.code, journal.TIME_STATED, "",
            {
                "stated": said, "clock": read, "supervisor": supervisor, "is_alone": is_alone,
                **({"against": against} if against else {}),
            },
        )  # fmt: skip
    context.clock.state(moment, agreement)
    return agreement


def last_entry_at(context: ClerkContext) -> datetime | None:
    """How far the journal has come: what a supervisor compares a time with."""
    with context.reading() as database:
        last = journal.head(database)
    return None if last is None else last.at.astimezone(context.now().tzinfo)


def read_moment(day: date | None, typed: str) -> datetime:
    """A day and a time as a supervisor reads them from a watch, in local time.

    Raises `BadInputError` naming the field (`time.day`, `time.time`).
    """
    if day is None:
        raise BadInputError("time.day", field="day")
    found = _TIME.fullmatch(digits_meant(typed))
    if found is None:
        raise BadInputError("time.time", field="time")
    return datetime(day.year, day.month, day.day, int(found[1]), int(found[2])).astimezone()


class _Witnesses(NamedTuple):
    """What a stated time is held against.

    `by_a_clock` is the newest entry that rests on nobody's word (`journal.last_by_a_clock`): were
    it the last one, each word would bear out the next (docs/decisions/0131).
    """

    computer: datetime
    is_computer_in_doubt: bool
    last: JournalEntry
    by_a_clock: JournalEntry

    def bear_out(self, moment: datetime) -> bool:
        """Whether more than words stand for a time.

        The computer's clock says the same; before the last entry that is believed for as long as
        a clock may run ahead untold. Or that clock is in doubt, and the time follows what the
        journal had from it as a good clock does.
        """
        is_said_twice = abs(moment - self.computer) <= _NEAR
        if is_suspect(moment, self.last):
            is_too_early = self.last.at - moment > FAR_AHEAD
            return is_said_twice and is_suspect(self.computer, self.last) and not is_too_early
        return is_said_twice or (
            self.is_computer_in_doubt and not is_suspect(moment, self.by_a_clock)
        )

    def require_two_people(self, moment: datetime, *, is_alone: bool) -> None:
        """Raise `BadInputError` unless two people say it, and it is no slip into a far year."""
        last, by_a_clock = self.last.at, self.by_a_clock.at
        if moment - last > _FARTHEST:
            raise _refusal("far_after_the_journal", moment, last)
        if not is_alone:
            return
        if not self.is_computer_in_doubt:
            raise _refusal("clock_follows", moment, self.computer)
        if last - moment > FAR_AHEAD:
            raise _refusal("long_before_the_journal", moment, last)
        if moment < last:
            raise _refusal("before_the_journal", moment, last)
        if is_suspect(moment, self.last):
            raise _refusal("far_after_the_journal", moment, last)
        raise _refusal("rests_on_a_word", moment, by_a_clock)


def _witnesses(context: ClerkContext, database: Database, computer: datetime) -> _Witnesses | None:
    """None before the first entry."""
    last, by_a_clock = journal.head(database), journal.last_by_a_clock(database)
    if last is None or by_a_clock is None:
        return None
    is_in_doubt = context.was_clock_suspect or is_suspect(computer, last)
    return _Witnesses(computer, is_in_doubt, last, by_a_clock)


def _refusal(code: str, moment: datetime, known: datetime) -> BadInputError:
    """`known`: what the time is too far from, told as the clock on the wall would."""
    told = f"{known.astimezone(moment.tzinfo):%d/%m/%Y %H:%M}"
    return BadInputError(f"time.{code}", field="day", last=told)
