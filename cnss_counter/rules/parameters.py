"""The legal numbers, each dated and sourced; never read beyond its dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from cnss_counter.rules.closed_days import NO_CLOSED_DAYS, ClosedDays

Unit = Literal["years", "days", "percent", "date", "yes_no", "share", "dirhams_a_month"]
DatedBy = Literal["legal_age_reached_on", "deposited_on", "died_on"]
Grade = Literal["seed", "corroborated", "single", "read", "own", "contradicted"]
RivalDay = Literal["legal_age_reached_on", "retired_on"]
"""The days of one person by which a contested value may be read."""

NEEDED: Mapping[str, Unit] = {
    "activity_must_have_ceased": "yes_no",
    "age_of_majority": "years",
    "deceased_must_have_reached_legal_age": "yes_no",
    "deposit_delay_years": "years",
    "deposit_last_day": "date",
    "legal_age": "years",
    "legal_age_of_miners": "years",
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
    "underground_years_minimum": "years",
}
"""Every parameter that a rule reads, and what its values are."""

NEEDED_POINTS: Mapping[str, frozenset[str]] = {
    "start_of_the_reform": frozenset(
        {"pension_minimum_days", "pension_monthly_amount", "refund_shares"}
    ),
}
"""Every contested point that the program's own law must have, with what begins there together.

Without it a pension that is open on one reading would be given up unknowingly.
"""

RivalDays = Mapping[str, date]
"""The day by which one reading reads each contested point."""
NO_RIVAL_DAYS: RivalDays = {}


class NoValueError(LookupError):
    """No value of a parameter is in force on a day; caught where a condition is judged."""

    @property
    def parameter(self) -> str:
        return str(self.args[0])

    @property
    def day(self) -> date:
        day: date = self.args[1]
        return day


class DatedValue(NamedTuple):
    """A value in force from `since` to `until` (both included; None: until replaced).

    `value` has the type of its unit: an `int` of years, days or percent, a `date`, a
    `bool`, the id of a share, or pairs (days from, dirhams a month). `contested` names the
    contested point on which its first day hangs, or is empty.
    """

    since: date
    until: date | None
    value: Any
    reference: str
    grade: Grade
    contested: str = ""

    def is_in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Parameter(NamedTuple):
    """One file of `data/parameters/`; its values do not overlap and stand in order."""

    id: str
    unit: Unit
    dated_by: DatedBy
    values: tuple[DatedValue, ...]
    review_by: date | None = None

    def at(self, day: date, rival_days: RivalDays = NO_RIVAL_DAYS) -> DatedValue | None:
        """The value in force on a day, the newest when its end was left open.

        A contested value is read on the day that `rival_days` gives its contested point.
        """
        for value in self.values[::-1]:
            if value.is_in_force(rival_days.get(value.contested, day)):
                return value
        return None


class Rival(NamedTuple):
    """One reading of a contested point: the day that counts, and what the source says of it."""

    dated_by: RivalDay
    sentence: str
    reference: str
    grade: Grade


class ContestedPoint(NamedTuple):
    """One file of `data/contested/`: readings that the sources oppose, and what to ask the CNSS.

    `values` names each value that hangs on it, by its parameter and its first day. A point with
    one rival left is settled.
    """

    id: str
    question: str
    values: tuple[tuple[str, date], ...]
    rivals: tuple[Rival, ...]

    @property
    def first_days(self) -> tuple[date, ...]:
        return tuple(sorted({since for _parameter, since in self.values}))


class Parameters(NamedTuple):
    """All of them, with the fingerprint of the rule pack that they belong to."""

    by_id: Mapping[str, Parameter]
    fingerprint: str
    contested: Mapping[str, ContestedPoint] = {}
    closed_days: ClosedDays = NO_CLOSED_DAYS

    @property
    def missing_points(self) -> tuple[str, ...]:
        """The needed contested points of which this law has no file."""
        return tuple(sorted(NEEDED_POINTS.keys() - self.contested.keys()))

    def at(self, parameter: str, day: date, rival_days: RivalDays = NO_RIVAL_DAYS) -> DatedValue:
        """The value in force on a day; raises `NoValueError`, never extrapolates."""
        value = self.by_id[parameter].at(day, rival_days)
        if value is None:
            raise NoValueError(parameter, day)
        return value

    def find(
        self, parameter: str, day: date, rival_days: RivalDays = NO_RIVAL_DAYS
    ) -> DatedValue | None:
        """As `at`, or None where the law of that day is silent and says so by being silent."""
        return self.by_id[parameter].at(day, rival_days)

    def to_review(self, on: date) -> tuple[Parameter, ...]:
        """Those whose review date has passed: a banner, never a change of verdict."""
        return tuple(
            parameter
            for parameter in self.by_id.values()
            if parameter.review_by and parameter.review_by < on
        )
