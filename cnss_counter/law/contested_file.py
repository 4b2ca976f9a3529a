"""One contested point a file: `data/contested/<id>.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast, get_args

from cnss_counter.law.data_file import Table
from cnss_counter.law.parameter_file import VALUES, days_of
from cnss_counter.rules.contested_points import (
    NEEDED_POINTS,
    WHICH_SPEAKS,
    ContestedPoint,
    DatedBy,
    Grade,
    Rival,
)
from cnss_counter.rules.finding_codes import FINDING_CODES
from cnss_counter.rules.parameters import AGES, READ_WITH_THE_AGE, Parameter


def contested_point(
    point_id: str, table: Table, parameters: Mapping[str, Parameter]
) -> ContestedPoint:
    """A contested point from its file, checked: question, values, a source for each rival."""
    if point_id in FINDING_CODES and point_id not in WHICH_SPEAKS:
        raise table.refused("finding_name", point_id, name=point_id)
    question = table.take_text("question")
    values = tuple(_value(row, parameters) for row in table.take_tables("values"))
    named = {parameter: parameters[parameter] for parameter, _since in values}
    rivals = tuple(_rival(row, point_id, named) for row in table.take_tables("rivals"))
    point = ContestedPoint(point_id, question, values, rivals)
    table.end()
    for number, rival in enumerate(rivals, 1):
        if _key(rival) != (known := _key(rivals[0])):
            raise table.refused("one_reading", f"rivals.{number}.{_key(rival)}", known=known)
    readings = [str(rival.dated_by or rival.parameter or rival.value) for rival in rivals]
    for reading in readings:
        if readings.count(reading) > 1:
            raise table.refused("twice", "rivals", name=reading)
    if point_id in WHICH_SPEAKS:
        _require(table, point, WHICH_SPEAKS[point_id])
    if point_id in NEEDED_POINTS:
        _require_together(table, point, NEEDED_POINTS[point_id])
    return point


def _key(rival: Rival) -> str:
    """What a rival takes otherwise, as its file names it."""
    return "dated_by" if rival.dated_by else "parameter" if rival.parameter else "value"


def _require(table: Table, point: ContestedPoint, parameters: frozenset[str]) -> None:
    """Each of these parameters has a value here."""
    for missing in sorted(parameters - {parameter for parameter, _since in point.values}):
        raise table.refused("value_missing", "values", name=missing)


def _require_together(table: Table, point: ContestedPoint, parameters: frozenset[str]) -> None:
    """Each of these parameters has its value here, and all of them begin on one day."""
    _require(table, point, parameters)
    for other in point.first_days[1:]:
        raise table.refused("other_day", "values", since=other.isoformat())


def _value(row: Table, parameters: Mapping[str, Parameter]) -> tuple[str, date]:
    """A value by its parameter and its first day; a reading must be able to read it otherwise."""
    contestable = sorted(parameters.keys() & (READ_WITH_THE_AGE | AGES))
    parameter, since = row.take_name("parameter", contestable), row.take("since", date)
    row.end()
    first_days = [value.since for value in parameters[parameter].values]
    if since not in first_days:
        known = ", ".join(day.isoformat() for day in first_days)
        raise row.refused("unknown_name", "since", name=since.isoformat(), known=known)
    return parameter, since


def _rival(row: Table, point_id: str, parameters: Mapping[str, Parameter]) -> Rival:
    """One reading: which parameter speaks, another day to read by, or another value."""
    known = ("parameter",) if point_id in WHICH_SPEAKS else ("dated_by", "value")
    read_otherwise = [key for key in ("dated_by", "value", "parameter") if row.holds(key)]
    if len(read_otherwise) != 1 or read_otherwise[0] not in known:
        key = (*read_otherwise, known[0])[0]
        raise row.refused("one_reading", key, known=", ".join(known))
    rival = Rival(
        sentence=row.take_text("sentence"),
        reference=row.take_source("reference"),
        grade=cast(Grade, row.take_name("grade", get_args(Grade))),
        known_from=row.take("known_from", date),
    )
    if point_id in WHICH_SPEAKS:
        rival = rival._replace(parameter=row.take_name("parameter", WHICH_SPEAKS[point_id]))
    elif row.holds("dated_by"):
        days = set.intersection(*(set(days_of(parameter)) for parameter in parameters))
        rival = rival._replace(dated_by=cast(DatedBy, row.take_name("dated_by", days)))
    else:
        units = {parameter.unit for parameter in parameters.values()}
        if len(units) > 1:
            raise row.refused("other_units", "value", names=", ".join(sorted(parameters)))
        rival = rival._replace(value=VALUES[units.pop()](row))
    row.end()
    return rival
