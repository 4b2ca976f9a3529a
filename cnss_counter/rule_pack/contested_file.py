"""One contested point a file: `data/contested/<id>.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast, get_args

from cnss_counter.rule_pack.data_file import Table
from cnss_counter.rules.parameters import ContestedPoint, Grade, Parameter, Rival, RivalDay


def contested_point(
    point_id: str, table: Table, parameters: Mapping[str, Parameter]
) -> ContestedPoint:
    """A contested point from its file, checked: question, values, a source for each rival."""
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
    return point


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
        reference=row.take_text("reference"),
        grade=cast(Grade, row.take_name("grade", get_args(Grade))),
    )
    row.end()
    return rival
