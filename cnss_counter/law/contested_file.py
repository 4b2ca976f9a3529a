"""One contested point a file: `data/contested/<id>.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast, get_args

from cnss_counter.law.data_file import Table
from cnss_counter.rules.finding_codes import FINDING_CODES
from cnss_counter.rules.parameters import (
    NEEDED_POINTS,
    ContestedPoint,
    Grade,
    Parameter,
    Rival,
    RivalDay,
)


def contested_point(
    point_id: str, table: Table, parameters: Mapping[str, Parameter]
) -> ContestedPoint:
    """A contested point from its file, checked: question, values, a source for each rival."""
    if point_id in FINDING_CODES:
        raise table.refused("finding_name", point_id, name=point_id)
    point = ContestedPoint(
        id=point_id,
        question=table.take_text("question"),
        values=tuple(_value(row, parameters) for row in table.take_tables("values")),
        rivals=tuple(_rival(row) for row in table.take_tables("rivals")),
    )
    table.end()
    days = [rival.dated_by for rival in point.rivals]
    for day in days:
        if days.count(day) > 1:
            raise table.refused("twice", "rivals", name=day)
    if point_id in NEEDED_POINTS:
        _require_together(table, point, NEEDED_POINTS[point_id])
    return point


def _require_together(table: Table, point: ContestedPoint, parameters: frozenset[str]) -> None:
    """Each of these parameters has its value here, and all of them begin on one day."""
    for missing in sorted(parameters - {parameter for parameter, _since in point.values}):
        raise table.refused("value_missing", "values", name=missing)
    for other in point.first_days[1:]:
        raise table.refused("other_day", "values", since=other.isoformat())


def _value(row: Table, parameters: Mapping[str, Parameter]) -> tuple[str, date]:
    """A value by its parameter and its first day; there must be such a value."""
    parameter, since = row.take_name("parameter", parameters), row.take("since", date)
    row.end()
    first_days = [value.since for value in parameters[parameter].values]
    if since not in first_days:
        known = ", ".join(day.isoformat() for day in first_days)
        raise row.refused("unknown_name", "since", name=since.isoformat(), known=known)
    return parameter, since


def _rival(row: Table) -> Rival:
    rival = Rival(
        dated_by=cast(RivalDay, row.take_name("dated_by", get_args(RivalDay))),
        sentence=row.take_text("sentence"),
        reference=row.take_source("reference"),
        grade=cast(Grade, row.take_name("grade", get_args(Grade))),
    )
    row.end()
    return rival
