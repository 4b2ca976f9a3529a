"""One way to read the dates of a request."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cnss_counter.rules.parameters import NO_DAYS, NO_WAYS, DatedValue, Days, Ways

Told = int | date | str
Choices = tuple[tuple[str, Told], ...]
"""The open points, and how each is read here."""


class Reading(NamedTuple):
    """One way to read the dates. None: not known, or the law gives no such day.

    `age` is the legal age, `dated_from` what the day of reaching it comes from, `counted_from` what
    the beginning of the delay does; `latest_day` is the last day by the beginning that ends the
    delay last. `days` dates the values of the law, `ways` holds how each contested point is taken,
    `choices` those points that leave something open for this person.
    """

    reached_on: date | None = None
    last_day: date | None = None
    age: DatedValue | None = None
    deadline: DatedValue | None = None
    latest_day: date | None = None
    dated_from: tuple[DatedValue, ...] = ()
    counted_from: DatedValue | None = None
    choices: Choices = ()
    days: Days = NO_DAYS
    ways: Ways = NO_WAYS
