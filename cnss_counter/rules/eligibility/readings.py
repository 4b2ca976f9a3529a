"""The readings of one request: every date on which the sources leave two answers open.

The legal age may be reached on several days, and a delay may end on several; each
combination is a reading, judged alone and merged afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from cnss_counter.rules.dates import anniversaries
from cnss_counter.rules.parameters import DatedValue, NoValueError
from cnss_counter.rules.situation import Situation

Choice = tuple[str, int | date]
"""An open point and how it is read here."""
Option = TypeVar("Option")


class Reading(NamedTuple):
    """One way to read the dates. None: not known, or the law gives no such day."""

    reached_on: date | None = None
    last_day: date | None = None
    age: DatedValue | None = None
    deadline: DatedValue | None = None
    choices: tuple[Choice, ...] = ()


def readings(situation: Situation) -> tuple[Reading, ...]:
    """Every reading of a situation; one empty reading when the legal age cannot be dated."""
    try:
        return tuple(_readings(situation)) or (Reading(),)
    except NoValueError:
        return (Reading(),)


def _readings(situation: Situation) -> Iterator[Reading]:
    for born, year in _fork("birth_year_alone", situation.born):
        point, ages = _legal_ages(situation, born)
        for age, miner in _fork(point, ages):
            for reached_on, leap in _fork("leap_day_birthday", anniversaries(born, age.value)):
                point, ends = _deadlines(situation, reached_on)
                for (deadline, last_day), end in _fork(point, ends):
                    choices = year + miner + leap + end
                    yield Reading(reached_on, last_day, age, deadline, choices)


def _fork(point: str, options: Sequence[Option]) -> Iterator[tuple[Option, tuple[Choice, ...]]]:
    """Each option; where there are several, marked with the open point."""
    for option in options:
        yield option, ((point, _chosen(option)),) if len(options) > 1 else ()


def _chosen(option: object) -> int | date:
    """An option as a reader knows it: an age, a birth day, a last day."""
    match option:
        case DatedValue(value=int(age)):
            return age
        case (_, date() as last_day):
            return last_day
        case date():
            return option
    raise TypeError(option)


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


def _deadlines(
    situation: Situation, reached_on: date
) -> tuple[str, tuple[tuple[DatedValue | None, date | None], ...]]:
    """The last day, fixed or counted; both where the two texts meet, none where neither speaks."""
    fixed = situation.parameters.find("deposit_last_day", reached_on)
    delay = situation.parameters.find("deposit_delay_years", reached_on)
    ends: list[tuple[DatedValue | None, date | None]] = [(fixed, fixed.value)] if fixed else []
    if delay:
        ends += [(delay, day) for day in anniversaries(reached_on, delay.value)]
    point = "two_deadlines" if fixed and delay else "leap_day_deadline"
    return point, tuple(ends) or ((None, None),)
