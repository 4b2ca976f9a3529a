"""The readings of one request: every date on which the sources leave two answers open.

The legal age may be reached on several days, a contested point of the law may be read in several
ways, and a delay may end on several days; each combination is a reading, judged alone and merged
afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Generic, Literal, NamedTuple, TypeVar

from cnss_counter.domain.dates import anniversaries
from cnss_counter.rules.contested_points import WHICH_SPEAKS, ContestedPoint, Rival
from cnss_counter.rules.eligibility.deadlines import ends
from cnss_counter.rules.eligibility.reading import Choices, Reading, Told
from cnss_counter.rules.parameters import (
    AGES,
    DatedValue,
    Days,
    NoValueError,
    Way,
    Ways,
    spoken,
)
from cnss_counter.rules.situation import Situation

Ages = tuple[DatedValue, ...]
"""A legal age, and what else says that it is this one."""
Found = TypeVar("Found")

MINER = "miner_past_ordinary_age"


class Candidate(NamedTuple, Generic[Found]):
    """A combination of ways; two with the same effect are one reading."""

    takes: Mapping[str, Told]
    effect: object
    found: Found


def readings(situation: Situation) -> tuple[Reading, ...]:
    """Every reading of a situation; one empty reading when the legal age cannot be dated."""
    try:
        found = tuple(_readings(situation))
    except NoValueError:
        found = ()
    return found or (undated(situation),)


def undated(situation: Situation) -> Reading:
    """A reading for what no date of the person changes: the law is that of the deposit date."""
    on = situation.on
    days: Days = {"legal_age_reached_on": on, "retired_on": on, "born_on": date.min}
    return Reading(days={**days, **situation.days})


def _readings(situation: Situation) -> Iterator[Reading]:
    for born, year in _apart(_each("birth_year_alone", situation.born)):
        for (laws, ways), ages in _apart(_legal_ages(situation, born)):
            birthdays = anniversaries(born, laws[0].value)
            for reached_on, leap in _apart(_each("leap_day_birthday", birthdays)):
                days: Days = {**situation.days, "born_on": born, "legal_age_reached_on": reached_on}
                known = Reading(reached_on, age=laws[0], dated_from=laws, days=days, ways=ways)
                found = list(_from_the_age(situation, known))
                for reading, rest in _apart(_first_to_end(found, situation)):
                    yield reading._replace(choices=year + ages + leap + rest)


def _apart(candidates: Iterable[Candidate[Found]]) -> list[tuple[Found, Choices]]:
    """Each effect once, with the points that these candidates leave open."""
    kept: dict[object, Candidate[Found]] = {}
    for candidate in candidates:
        kept.setdefault(candidate.effect, candidate)
    taken: dict[str, set[Told | None]] = {}
    for point in dict.fromkeys(point for one in kept.values() for point in one.takes):
        taken[point] = {one.takes.get(point) for one in kept.values()}
    return [
        (
            one.found,
            tuple((point, told) for point, told in one.takes.items() if taken[point] - {told}),
        )
        for one in kept.values()
    ]


def _each(point: str, days: Sequence[date]) -> Iterator[Candidate[date]]:
    return (Candidate({point: day}, day, day) for day in days)


def _legal_ages(situation: Situation, born: date) -> Iterator[Candidate[tuple[Ages, Ways]]]:
    """Every legal age of somebody born that day, with the ways of the points about it."""
    days: Days = {**situation.days, "born_on": born}
    for ways in _ways(situation, days, _is_about_the_age):
        for point, laws in _ages(situation, days, ways):
            years = laws[0].value
            takes = {**_told(ways), **({point: years} if point else {})}
            yield Candidate(takes, years, (laws, ways))


def _ages(situation: Situation, days: Days, ways: Ways) -> Iterator[tuple[str, Ages]]:
    """The legal age, or a miner's, or both and why: the years are not known, or contested."""

    def law(parameter: str) -> DatedValue:
        return situation.parameters.at(parameter, days, ways)

    ordinary, years = law("legal_age"), situation.number("underground_years")
    if not situation.is_miner:
        yield "", (ordinary,)
        return
    underground, enough = law("legal_age_of_miners"), law("underground_years_minimum")
    contested = situation.parameters.contested.get(MINER)
    if years is None:
        yield from (("underground_years_unknown", (age,)) for age in (underground, ordinary))
    elif years < enough.value:
        yield "", (ordinary, enough)
    elif contested and _is_past(ordinary, situation, days["born_on"]):
        ages = {"legal_age": ordinary, "legal_age_of_miners": underground}
        yield from ((MINER, (age, enough)) for age in spoken(contested, ages))
    else:
        yield "", (underground, enough)


def _is_past(age: DatedValue, situation: Situation, born: date) -> bool:
    return anniversaries(born, age.value)[0] <= situation.last_age_day


def _from_the_age(situation: Situation, known: Reading) -> Iterator[Candidate[Reading]]:
    """The law and the last days for each day of retirement, in every way to read the law."""
    reached_on = known.days["legal_age_reached_on"]
    retirements = situation.retired_on(reached_on)
    for retired_on in retirements:
        days: Days = {**known.days, "retired_on": retired_on}
        if situation.died_before(reached_on):  # a birthday that nobody lived dates no law
            days = {**days, "legal_age_reached_on": situation.last_age_day}
        all_ways = list(_ways(situation, days, _is_about_what_follows))
        is_alone = len(retirements) == len(all_ways) == 1
        for ways in all_ways:
            reading = known._replace(days=days, ways={**known.ways, **ways})
            takes = {**_told(ways), "retirement_unknown": retired_on}
            law = () if is_alone else _law_in_doubt(situation, reading)
            yield from _each_end(situation, Candidate(takes, law, reading))


def _each_end(situation: Situation, one: Candidate[Reading]) -> Iterator[Candidate[Reading]]:
    """With each last day that its law gives; as it is where it gives none."""
    reading = one.found
    is_dated = reading.reached_on and not situation.died_before(reading.reached_on)
    # No text says from when the delay counts for whoever died before the legal age.
    found = list(ends(situation, reading.days, reading.ways)) if is_dated else []
    if not found:
        yield one
    for end in found:
        yield Candidate(
            {**one.takes, **({end.point: end.last_day} if end.point else {})},
            (end.last_day, one.effect),
            reading._replace(last_day=end.last_day, deadline=end.law, counted_from=end.start),
        )


def _first_to_end(
    candidates: Iterable[Candidate[Reading]], situation: Situation
) -> Iterator[Candidate[Reading]]:
    """Of the days on which a delay may begin, the one that ends it first.

    Each of them counts only where a deposit is within the one delay and after the other, or is
    late by the one and by the other may not be, its last day having been closed.
    """
    start = situation.parameters.delay_start
    alike: dict[object, list[Candidate[Reading]]] = {}
    for one in candidates:
        others = (choice for choice in one.takes.items() if choice[0] != start)
        alike.setdefault(tuple(others), []).append(one)
    for group in alike.values():
        lateness = {_lateness(one.found.last_day, situation) for one in group}
        kept = group if len(lateness) > 1 else [min(group, key=_last_day)]
        latest = max((one.found.last_day for one in group if one.found.last_day), default=None)
        yield from (one._replace(found=one.found._replace(latest_day=latest)) for one in kept)


def _lateness(
    last_day: date | None, situation: Situation
) -> Literal["in_time", "doubtful", "late"]:
    """Whether a deposit is after a last day, and whether its having been closed may excuse it."""
    if last_day is None or situation.on <= last_day:
        return "in_time"
    closed = situation.parameters.closed_days
    return "doubtful" if situation.on <= closed.in_doubt_until(last_day) else "late"


def _last_day(one: Candidate[Reading]) -> date:
    return one.found.last_day or date.max


def _law_in_doubt(situation: Situation, reading: Reading) -> tuple[object, ...]:
    """What the contested points and the day of retirement make of the law."""
    parameters = situation.parameters
    names = {name for point in parameters.contested.values() for name, _since in point.values}
    names |= {one.id for one in parameters.by_id.values() if one.dated_by == "retired_on"}
    names.discard("deposit_delay_counts_from")  # what it comes to is the last day
    if not (reading.reached_on and situation.died_before(reading.reached_on)):
        names.discard("deceased_must_have_reached_legal_age")
    found = (parameters.find(name, reading.days, reading.ways) for name in sorted(names))
    return tuple((one.since, one.value) if one else None for one in found)


def _ways(
    situation: Situation, days: Days, is_meant: Callable[[ContestedPoint], bool]
) -> Iterator[Ways]:
    """Every way to read these points together; rivals that come to the same are one."""
    options: list[list[tuple[str, Way]]] = []
    for point in situation.parameters.contested.values():
        if point.id in WHICH_SPEAKS or not is_meant(point):
            continue
        apart: dict[Told, Way] = {}
        for rival in point.rivals:
            told = _as_told(rival, days)
            apart.setdefault(told, Way(rival, told, len(point.rivals) == 1))
        options.append([(point.id, way) for way in apart.values()])
    return (dict(chosen) for chosen in product(*options))


def _as_told(rival: Rival, days: Days) -> Told:
    """The day by which, or from which, the law is read; yes or no; or another value."""
    if rival.dated_by:
        return days[rival.dated_by]
    if isinstance(rival.value, bool):
        return "yes" if rival.value else "no"
    told: Told = days.get(rival.value, rival.value)
    return told


def _is_about_the_age(point: ContestedPoint) -> bool:
    return any(parameter in AGES for parameter, _since in point.values)


def _is_about_what_follows(point: ContestedPoint) -> bool:
    return not _is_about_the_age(point)


def _told(ways: Ways) -> dict[str, Told]:
    return {point: way.told for point, way in ways.items()}
