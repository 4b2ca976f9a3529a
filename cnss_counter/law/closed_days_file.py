"""The closed days as one file: `data/reference/closed_days.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar, cast, get_args

from cnss_counter.law.data_file import Table
from cnss_counter.rules.closed_days import (
    ClosedDays,
    Closure,
    FeastDate,
    FixedFeast,
    GrantedDay,
    MoonFeast,
    WeeklyDay,
)
from cnss_counter.rules.contested_points import Grade
from cnss_counter.text.script import has_arabic

Read = TypeVar("Read")

_A_LEAP_YEAR = 2000
"""A feast on 29 February would be one."""


def closed_days(table: Table) -> ClosedDays:
    """The closed days from their file, checked: real days in order, a source for each."""
    read = ClosedDays(
        days_in_doubt=_count(table, "days_in_doubt", 1, 31),
        weekly=tuple(_weekly_day(row) for row in table.take_tables("weekly")),
        fixed=tuple(_fixed_feast(row) for row in table.take_tables("fixed")),
        moon=tuple(_moon_feast(row) for row in table.take_tables("moon")),
        granted=tuple(_granted_day(row) for row in table.take_tables("granted", required=False)),
    )
    table.end()
    _require_order(table, "weekly", [str(one.weekday) for one in read.weekly])
    _require_order(table, "fixed", [f"{one.month:02}-{one.day:02}" for one in read.fixed])
    _require_order(table, "granted", [one.day.isoformat() for one in read.granted])
    return read


def _weekly_day(row: Table) -> WeeklyDay:
    return _ended(row, WeeklyDay(_count(row, "weekday", 1, 7), _closure(row)))


def _fixed_feast(row: Table) -> FixedFeast:
    month, day = _count(row, "month", 1, 12), _count(row, "day", 1, 31)
    try:
        date(_A_LEAP_YEAR, month, day)
    except ValueError:
        raise row.refused("wrong_type", "day", expected="day_of_month") from None
    return _ended(row, FixedFeast(month, day, _count(row, "since", 1900, 2100), _closure(row)))


def _moon_feast(row: Table) -> MoonFeast:
    days, why = _count(row, "days", 1, 7), _closure(row)
    dates = tuple(_feast_date(one) for one in row.take_tables("dates"))
    for earlier, later in pairwise(dates):
        if later.earliest <= earlier.latest:
            raise row.refused("dates_overlap", "dates", since=later.earliest.isoformat())
    return _ended(row, MoonFeast(days, why, dates))


def _feast_date(row: Table) -> FeastDate:
    """A day that was published, or the bounds between which it must be."""
    day = row.maybe("day", date)
    earliest = day or row.take("earliest", date)
    latest = day or row.take("latest", date)
    if not day and latest <= earliest:
        raise row.refused("dates_overlap", "latest", since=earliest.isoformat())
    return _ended(row, FeastDate(earliest, latest, row.take_source("reference"), _grade(row)))


def _granted_day(row: Table) -> GrantedDay:
    return _ended(row, GrantedDay(row.take("day", date), _closure(row)))


def _closure(row: Table) -> Closure:
    fr, ar = row.take_text("fr"), row.take_text("ar")
    if not has_arabic(ar):
        raise row.refused("not_arabic", "ar")
    return Closure(fr, ar, row.take_source("reference"), _grade(row))


def _grade(row: Table) -> Grade:
    return cast(Grade, row.take_name("grade", get_args(Grade)))


def _count(row: Table, key: str, least: int, most: int) -> int:
    count = row.take(key, int)
    if not least <= count <= most:
        raise row.refused(
            "wrong_type", key, expected="number_between", least=str(least), most=str(most)
        )
    return count


def _ended(row: Table, read: Read) -> Read:
    """What was read of a row, once nothing is left in it."""
    row.end()
    return read


def _require_order(table: Table, key: str, days: Sequence[str]) -> None:
    """Each after the one before it, and so none twice."""
    for earlier, later in pairwise(days):
        if later <= earlier:
            raise table.refused("dates_overlap", key, since=later)
