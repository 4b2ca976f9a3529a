"""The legal numbers, each dated and sourced; never read beyond its dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from cnss_counter.rules.closed_days import NO_CLOSED_DAYS, ClosedDays
from cnss_counter.rules.contested_points import (
    NEEDED_POINTS,
    ContestedPoint,
    DatedBy,
    Grade,
    Rival,
)

Unit = Literal[
    "years",
    "months",
    "days",
    "persons",
    "percent",
    "date",
    "yes_no",
    "share",
    "dirhams_a_month",
    "day_of_a_person",
]

NEEDED: Mapping[str, Unit] = {
    "activity_must_have_ceased": "yes_no",
    "age_of_majority": "years",
    "birth_after_death_years": "years",
    "death_allowance_months": "months",
    "deceased_must_have_reached_legal_age": "yes_no",
    "deposit_delay_counts_from": "day_of_a_person",
    "deposit_delay_covers_survivors": "yes_no",
    "deposit_delay_years": "years",
    "deposit_last_day": "date",
    "invalidity_days": "days",
    "invalidity_days_of_last_year": "days",
    "legal_age": "years",
    "legal_age_of_miners": "years",
    "most_spouses": "persons",
    "near_threshold_percent": "percent",
    "no_basic_scheme_pension": "yes_no",
    "no_coordination_rights": "yes_no",
    "ordinary_pension_days": "days",
    "orphan_age_limit": "years",
    "orphan_age_limit_in_training": "years",
    "orphan_age_limit_studying": "years",
    "pension_minimum_days": "days",
    "pension_monthly_amount": "dirhams_a_month",
    "pension_passes_to_survivors": "yes_no",
    "refund_shares": "share",
    "share_ceiling": "percent",
    "share_of_orphan_of_both_parents": "percent",
    "share_of_orphan_of_one_parent": "percent",
    "share_of_spouses": "percent",
    "signature_legalisation": "yes_no",
    "survivor_must_be_dependent": "yes_no",
    "third_party_accident_opens_pension": "yes_no",
    "underground_years_minimum": "years",
    "work_accident_pays_elsewhere": "yes_no",
}
"""Every parameter that a rule reads, and what its values are."""

READ_WITH_THE_AGE = frozenset(
    {
        "activity_must_have_ceased",
        "deceased_must_have_reached_legal_age",
        "deposit_delay_counts_from",
        "deposit_delay_covers_survivors",
        "deposit_delay_years",
        "deposit_last_day",
        "near_threshold_percent",
        "no_basic_scheme_pension",
        "no_coordination_rights",
        "ordinary_pension_days",
        "pension_minimum_days",
        "pension_monthly_amount",
        "pension_passes_to_survivors",
        "refund_shares",
    }
)
"""What is read once the legal age is known; nothing else can be dated by what follows from it."""
FROM_THE_AGE: tuple[DatedBy, ...] = ("legal_age_reached_on", "retired_on")
AGES = frozenset({"legal_age", "legal_age_of_miners", "underground_years_minimum"})
"""What the legal age hangs on: of the rest, only what is read with it knows the birth."""

SURE: frozenset[Grade] = frozenset({"seed", "corroborated"})
"""What may say no: a source of any other grade leaves a verdict to the CNSS (rules.md §3)."""

Days = Mapping[DatedBy, date]
"""The days of one person; one that is not known is not there."""
NO_DAYS: Days = {}


class Way(NamedTuple):
    """How one reading takes a contested point, and how people are told it.

    A point with one rival left `is_settled`: what it says is then no surer than that rival.
    """

    rival: Rival
    told: int | date | str
    is_settled: bool = False


Ways = Mapping[str, Way]
"""How one reading takes each contested point, by the name of the point."""
NO_WAYS: Ways = {}


class NoValueError(LookupError):
    """No value of a parameter is in force for a person; caught where a condition is judged."""

    @property
    def parameter(self) -> str:
        return str(self.args[0])

    @property
    def day(self) -> date | None:
        """The day by which it was read; None where that day is not known."""
        day: date | None = self.args[1]
        return day


class DatedValue(NamedTuple):
    """A value in force from `since` to `until` (both included; None: until replaced).

    `value` has the type of its unit: an `int` of years, months, days, persons or percent, a
    `date`, a `bool`, the id of a share, the name of a day, or pairs (days from, dirhams a month).
    `known_from` is the day of its publication. `contested` names the contested point that it
    hangs on, or is empty.
    """

    since: date
    until: date | None
    value: Any
    reference: str
    grade: Grade
    known_from: date
    contested: str = ""

    def is_in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def read_as(self, way: Way) -> DatedValue:
        """The value as a rival has it, with the source that does."""
        rival, read = way.rival, self
        if rival.value is not None:
            read = read._replace(value=rival.value, reference=rival.reference)
        is_its_own = rival.value is not None or rival.grade not in SURE
        return read._replace(grade=rival.grade) if way.is_settled and is_its_own else read


def spoken(point: ContestedPoint, laws: Mapping[str, DatedValue]) -> Iterator[DatedValue]:
    """Of the parameters that speak of one thing, the one that each rival lets speak."""
    is_settled = len(point.rivals) == 1
    return (laws[one.parameter].read_as(Way(one, "", is_settled)) for one in point.rivals)


class Parameter(NamedTuple):
    """One file of `data/parameters/`; its values do not overlap and stand in order."""

    id: str
    unit: Unit
    dated_by: DatedBy
    values: tuple[DatedValue, ...]
    review_by: date | None = None

    def at(self, days: Days, ways: Ways = NO_WAYS) -> DatedValue | None:
        """The newest value that has begun for a person; None once that one has ended.

        It is read by the day that dates the parameter, or as a reading takes its contested point.
        """
        for value in self.values[::-1]:
            day = self.day_of(value, days, ways)
            if day and value.since <= day:
                way = ways.get(value.contested)
                read = value.read_as(way) if way else value
                return read if value.is_in_force(day) else None
        return None

    def known_on(self, day: date) -> Parameter:
        """The parameter without what was published later."""
        return self._replace(values=tuple(one for one in self.values if one.known_from <= day))

    def day_of(self, value: DatedValue, days: Days, ways: Ways) -> date | None:
        """The day of a person by which a reading reads a value."""
        way = ways.get(value.contested)
        return days.get((way and way.rival.dated_by) or self.dated_by)


class Parameters(NamedTuple):
    """All of them, with the fingerprint of the rule pack that they belong to."""

    by_id: Mapping[str, Parameter]
    fingerprint: str
    contested: Mapping[str, ContestedPoint] = {}
    closed_days: ClosedDays = NO_CLOSED_DAYS

    @property
    def delay_start(self) -> str:
        """The contested point about the day on which the delay begins; empty where none is."""
        about = "deposit_delay_counts_from"
        points = self.contested.values()
        return next((one.id for one in points if about in dict(one.values)), "")

    @property
    def missing_points(self) -> tuple[str, ...]:
        """The needed contested points of which this law has no file."""
        return tuple(sorted(NEEDED_POINTS.keys() - self.contested.keys()))

    def at(self, parameter: str, days: Days, ways: Ways = NO_WAYS) -> DatedValue:
        """The value in force for a person; raises `NoValueError`, never extrapolates."""
        value = self.find(parameter, days, ways)
        if value is None:
            raise NoValueError(parameter, days.get(self.by_id[parameter].dated_by))
        return value

    def find(self, parameter: str, days: Days, ways: Ways = NO_WAYS) -> DatedValue | None:
        """As `at`, or None where the law of that day is silent and says so by being silent."""
        return self.by_id[parameter].at(days, ways)

    def in_force(self, parameter: str, day: date) -> DatedValue:
        """The value in force for whoever it is dated by that day."""
        return self.at(parameter, {self.by_id[parameter].dated_by: day})

    def known_on(self, day: date) -> Parameters:
        """The law as it was known on a day: without what was published later."""
        points = (point.known_on(day) for point in self.contested.values())
        contested = {point.id: point for point in points if point.rivals}
        by_id = {one.id: one.known_on(day) for one in self.by_id.values()}
        return Parameters(by_id, f"{self.fingerprint}@{day}", contested, self.closed_days)

    def to_review(self, on: date) -> tuple[Parameter, ...]:
        """Those whose review date has passed: a banner, never a change of verdict."""
        return tuple(
            parameter
            for parameter in self.by_id.values()
            if parameter.review_by and parameter.review_by < on
        )
