"""Contested points: readings that the sources oppose, as data, and what to ask the CNSS."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

DatedBy = Literal["legal_age_reached_on", "retired_on", "born_on", "deposited_on", "death_date"]
"""The day of one person on which a value of the law is read."""
Grade = Literal["seed", "corroborated", "single", "read", "own", "contradicted"]
"""How sure a source is: the documents that were given, several that agree, and what is less."""


class Rival(NamedTuple):
    """One reading of a contested point, what its source says, and since when that is known.

    It takes another day to read the values by (`dated_by`), another value (`value`), or lets one
    of two parameters speak (`parameter`): one of the three, the same for all rivals of a point.
    """

    sentence: str
    reference: str
    grade: Grade
    known_from: date
    dated_by: DatedBy | None = None
    value: Any = None
    parameter: str = ""


class ContestedPoint(NamedTuple):
    """One file of `data/contested/`.

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

    @property
    def is_about_a_day(self) -> bool:
        """Whether its rivals take another day of the person, which depends on the end of work."""
        rival = self.rivals[0]
        return bool(rival.dated_by) or rival.value in get_args(DatedBy)

    def known_on(self, day: date) -> ContestedPoint:
        """The point as it stood: without the sources that were not published yet."""
        return self._replace(rivals=tuple(one for one in self.rivals if one.known_from <= day))


NEEDED_POINTS: Mapping[str, frozenset[str]] = {
    "start_of_the_reform": frozenset(
        {"deposit_delay_years", "pension_minimum_days", "pension_monthly_amount", "refund_shares"}
    ),
}
"""Every contested point that the program's own law must have, with what begins there together.

Without it a pension that is open on one reading would be given up unknowingly.
"""

WHICH_SPEAKS: Mapping[str, frozenset[str]] = {
    "miner_past_ordinary_age": frozenset({"legal_age", "legal_age_of_miners"}),
    "two_deadlines": frozenset({"deposit_delay_years", "deposit_last_day"}),
}
"""The points whose rivals say which of two parameters speaks where both do.

When both do is for the rules to tell: a miner past the ordinary age, a day that two texts bound.
"""
