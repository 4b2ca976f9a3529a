"""The readings of one request: every date on which the sources leave two answers open.

The legal age may be reached on several days, a value of the law may begin by several, and a
delay may end on several; each combination is a reading, judged alone and merged afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from cnss_counter.domain.dates import anniversaries
from cnss_counter.rules.parameters import (
    NO_RIVAL_DAYS,
    ContestedPoint,
    DatedValue,
    NoValueError,
    RivalDays,
)
from cnss_counter.rules.situation import Situation

Told = int | date
Choice = tuple[str, Told]
"""An open point and how it is read here."""
End = tuple[DatedValue, date]
"""The text that bounds a deposit, and the last day that it gives."""
Option = TypeVar("Option")


class Reading(NamedTuple):
    """One way to read the dates. None: not known, or the law gives no such day.

    `rival_days` holds the day by which this reading reads each contested point.
    """

    reached_on: date | None = None
    last_day: date | None = None
    age: DatedValue | None = None
    deadline: DatedValue | None = None
    choices: tuple[Choice, ...] = ()
    rival_days: RivalDays = NO_RIVAL_DAYS


def readings(situation: Situation) -> tuple[Reading, ...]:
    """Every reading of a situation; one empty reading when the legal age cannot be dated."""
    try:
        return tuple(_readings(situation)) or (Reading(),)
    except NoValueError:
        return (Reading(),)


def _readings(situation: Situation) -> Iterator[Reading]:
    for born, year in _fork("birth_year_alone", situation.born, _itself):
        point, ages = _legal_ages(situation, born)
        for age, miner in _fork(point, ages, _years):
            birthdays = anniversaries(born, age.value)
            for reached_on, leap in _fork("leap_day_birthday", birthdays, _itself):
                point, ends = _deadlines(situation, reached_on)
                for days, rivals in _rival_days(situation, reached_on):
                    known = ends if set(days.values()) <= {reached_on} else _ahead(ends, situation)
                    for end, limit in _fork(point, known, _last_day) or ((None, ()),):
                        deadline, last_day = end or (None, None)
                        choices = year + miner + leap + rivals + limit
                        yield Reading(reached_on, last_day, age, deadline, choices, days)


def _fork(
    point: str, options: Sequence[Option], told_as: Callable[[Option], Told]
) -> list[tuple[Option, tuple[Choice, ...]]]:
    """Each option; where there are several, marked with the open point and how it is told."""
    is_open = len(options) > 1
    return [(option, ((point, told_as(option)),) if is_open else ()) for option in options]


def _itself(day: date) -> Told:
    return day


def _years(age: DatedValue) -> Told:
    return int(age.value)


def _last_day(end: End) -> Told:
    return end[1]


def _legal_ages(situation: Situation, born: date) -> tuple[str, tuple[DatedValue, ...]]:
    """The legal age; both of them where no source says which birthday of a miner counts."""
    at, on = situation.parameters.at, situation.on
    ordinary, underground = at("legal_age", on), at("legal_age_of_miners", on)
    years = situation.number("underground_years")
    enough = years is None or years >= at("underground_years_minimum", on).value
    if not (situation.is_miner and enough):
        return "", (ordinary,)
    if years is None:
        return "underground_years_unknown", (underground, ordinary)
    if anniversaries(born, ordinary.value)[0] <= situation.last_age_day:
        return "miner_past_ordinary_age", (underground, ordinary)
    return "", (underground,)


def _rival_days(
    situation: Situation, reached_on: date
) -> list[tuple[RivalDays, tuple[Choice, ...]]]:
    """Every way to read the contested points together."""
    ways: list[tuple[RivalDays, tuple[Choice, ...]]] = [({}, ())]
    for point in situation.parameters.contested.values():
        days = _fork(point.id, _days_apart(situation, point, reached_on), _itself)
        ways = [
            ({**others, point.id: day}, choices + choice)
            for others, choices in ways
            for day, choice in days
        ]
    return ways


def _days_apart(situation: Situation, point: ContestedPoint, reached_on: date) -> list[date]:
    """The day of each rival, without those that fall on the same side of every first day."""
    days = {"legal_age_reached_on": reached_on, "retired_on": situation.retired_on(reached_on)}
    first_days = point.first_days
    apart: dict[tuple[bool, ...], date] = {}
    for rival in point.rivals:
        day = days[rival.dated_by]
        apart.setdefault(tuple(first_day <= day for first_day in first_days), day)
    return list(apart.values())


def _deadlines(situation: Situation, reached_on: date) -> tuple[str, list[End]]:
    """The last day, fixed or counted; both where the two texts meet, none where neither speaks.

    It counts from the legal age, and no text says from when for whoever died before it.
    """
    if situation.misses_the_age(reached_on):
        return "", []
    fixed = situation.parameters.find("deposit_last_day", reached_on)
    delay = situation.parameters.find("deposit_delay_years", reached_on)
    ends: list[End] = [(fixed, fixed.value)] if fixed else []
    if delay:
        ends += [(delay, day) for day in anniversaries(reached_on, delay.value)]
    point = "two_deadlines" if fixed and delay else "leap_day_deadline"
    return point, ends


def _ahead(ends: Sequence[End], situation: Situation) -> list[End]:
    """The last days that have not passed, where the law is opened by a later day than the age.

    No text says from which of the two its delay counts: what is in time by the age is in time by
    both, and what is late by the age is not known to be late.
    """
    return [end for end in ends if end[1] >= situation.on]
