"""The days on which the counters are closed, and those on which they may have been."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cnss_counter.rules.contested_points import Grade


class Closure(NamedTuple):
    """Why the counters are closed, in both languages, and the text that closes them."""

    fr: str
    ar: str
    reference: str
    grade: Grade


class WeeklyDay(NamedTuple):
    """A day of each week, from 1 for Monday to 7 for Sunday."""

    weekday: int
    why: Closure

    def falls_on(self, day: date) -> bool:
        return day.isoweekday() == self.weekday


class FixedFeast(NamedTuple):
    """A feast on the same day of each year, from a year on."""

    month: int
    day: int
    since: int
    why: Closure

    def falls_on(self, day: date) -> bool:
        return (day.month, day.day) == (self.month, self.day) and day.year >= self.since


class FeastDate(NamedTuple):
    """When a moon feast began once. It is published where its two bounds are one day."""

    earliest: date
    latest: date
    reference: str
    grade: Grade

    @property
    def is_published(self) -> bool:
        return self.earliest == self.latest


class MoonFeast(NamedTuple):
    """A feast of so many days, on the dates that were published for it and no other."""

    days: int
    why: Closure
    dates: tuple[FeastDate, ...]

    def falls_on(self, day: date) -> bool:
        """Whether it is known to."""
        return any(one.is_published and self._covers(one, day) for one in self.dates)

    def may_fall_on(self, day: date) -> bool:
        """Whether nothing that was published for that year says that it does, or does not."""
        of_the_year = [one for one in self.dates if one.earliest.year == day.year]
        if not of_the_year:
            return True
        return any(not one.is_published and self._covers(one, day) for one in of_the_year)

    def _covers(self, one: FeastDate, day: date) -> bool:
        return one.earliest <= day and (day - one.latest).days < self.days


class GrantedDay(NamedTuple):
    """A day that was granted once."""

    day: date
    why: Closure

    def falls_on(self, day: date) -> bool:
        return day == self.day


class ClosedDays(NamedTuple):
    """`data/reference/closed_days.toml`; `days_in_doubt` follow a last day that may be closed."""

    days_in_doubt: int = 0
    weekly: tuple[WeeklyDay, ...] = ()
    fixed: tuple[FixedFeast, ...] = ()
    moon: tuple[MoonFeast, ...] = ()
    granted: tuple[GrantedDay, ...] = ()

    @property
    def known(self) -> Iterator[MoonFeast | FixedFeast | GrantedDay | WeeklyDay]:
        """Everything that closes the counters, a feast before the day of the week it falls on."""
        yield from self.moon
        yield from self.fixed
        yield from self.granted
        yield from self.weekly

    def closure(self, day: date) -> Closure | None:
        """Why the counters are known to be closed on a day; None where they are not."""
        return next((one.why for one in self.known if one.falls_on(day)), None)

    def possible_closure(self, day: date) -> Closure | None:
        """The moon feast that may fall on a day, its date of that year being unpublished."""
        return next((feast.why for feast in self.moon if feast.may_fall_on(day)), None)

    def next_working_day(self, day: date) -> date:
        """The first day after a day on which the counters are not known to be closed."""
        following = _later(day, 1)
        while self.closure(following) and following < date.max:
            following = _later(following, 1)
        return following

    def in_doubt_until(self, last_day: date) -> date:
        """The last day of deposit that a closed last day leaves in doubt.

        It is the last day itself where that day was open, and nothing makes it doubtful.
        """
        end = self.next_working_day(last_day) if self.closure(last_day) else last_day
        passed = (end - last_day).days + 1
        if any(self.possible_closure(_later(last_day, days)) for days in range(passed)):
            return max(end, _later(last_day, self.days_in_doubt))
        return end


NO_CLOSED_DAYS = ClosedDays()
"""Of a law that does not know them: every day is open."""


def _later(day: date, days: int) -> date:
    """So many days later, the calendar's last day at most."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
