"""One legal number a file: `data/parameters/<id>.toml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, cast, get_args

from cnss_counter.law.data_file import Table
from cnss_counter.rules.contested_points import DatedBy, Grade
from cnss_counter.rules.parameters import (
    AGES,
    FROM_THE_AGE,
    NEEDED,
    READ_WITH_THE_AGE,
    DatedValue,
    Parameter,
    Unit,
)
from cnss_counter.rules.verdict import Refund

SHARES = ("none", *get_args(Refund))


def parameter(parameter_id: str, table: Table) -> Parameter:
    """A parameter from its file, checked: unit, dates in order, a source for each value."""
    if parameter_id not in NEEDED:
        raise table.refused("unread", "")
    unit = cast(Unit, table.take_name("unit", [NEEDED[parameter_id]]))
    read = Parameter(
        id=parameter_id,
        unit=unit,
        dated_by=cast(DatedBy, table.take_name("dated_by", days_of(parameter_id))),
        review_by=table.maybe("review_by", date),
        values=_in_order(table, [_value(row, unit) for row in table.take_tables("values")]),
    )
    table.end()
    return read


def days_of(parameter_id: str) -> tuple[DatedBy, ...]:
    """By which days a parameter may be dated: none that is not known yet where it is read."""
    if parameter_id in READ_WITH_THE_AGE:
        return get_args(DatedBy)
    unknown = FROM_THE_AGE if parameter_id in AGES else (*FROM_THE_AGE, "born_on")
    return tuple(day for day in get_args(DatedBy) if day not in unknown)


def _value(row: Table, unit: Unit) -> DatedValue:
    value = DatedValue(
        since=row.take("since", date),
        until=row.maybe("until", date),
        value=VALUES[unit](row),
        reference=row.take_source("reference"),
        grade=cast(Grade, row.take_name("grade", get_args(Grade))),
        known_from=row.take("known_from", date),
    )
    row.end()
    return value


def _in_order(table: Table, values: list[DatedValue]) -> tuple[DatedValue, ...]:
    """Values whose dates do not overlap: each begins after the one before it has ended."""
    for earlier, later in pairwise(values):
        if later.since <= (earlier.until or earlier.since):
            raise table.refused("dates_overlap", "values", since=later.since.isoformat())
    for number, value in enumerate(values, 1):
        if value.until and value.until < value.since:
            raise table.refused(
                "dates_overlap", f"values.{number}.until", since=value.since.isoformat()
            )
    return tuple(values)


def _count(row: Table) -> int:
    count = row.take("value", int)
    if count < 0:
        raise row.refused("wrong_type", "value", expected="number")
    return count


def _day(row: Table) -> date:
    return row.take("value", date)


def _yes_no(row: Table) -> bool:
    return row.take("value", bool)


def _share(row: Table) -> str:
    return row.take_name("value", SHARES)


def _tiers(row: Table) -> tuple[tuple[int, int], ...]:
    """Pairs (days from, dirhams a month), the days rising."""
    pairs = row.take("value", list)
    for pair in pairs:
        if not (isinstance(pair, list) and [type(part) for part in pair] == [int, int]):
            raise row.refused("wrong_type", "value", expected="tiers")
    if not pairs:
        raise row.refused("wrong_type", "value", expected="tiers")
    for (earlier, _), (later, _) in pairwise(pairs):
        if later <= earlier:
            raise row.refused("tiers_order", "value", earlier=str(earlier), later=str(later))
    return tuple((days, amount) for days, amount in pairs)


def _day_of_a_person(row: Table) -> str:
    return row.take_name("value", get_args(DatedBy))


VALUES: Mapping[Unit, Callable[[Table], Any]] = {
    "years": _count,
    "months": _count,
    "days": _count,
    "persons": _count,
    "percent": _count,
    "date": _day,
    "yes_no": _yes_no,
    "share": _share,
    "dirhams_a_month": _tiers,
    "day_of_a_person": _day_of_a_person,
}
"""How a value of each unit is written."""
