"""The rule pack compiled beside the program's own `.pyc` files, as Python does with modules.

Parsing TOML costs a short command a fifth of its life. The compiled pack (JSON, below a line
with the time and the size of each file that it was made from) is void for any other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from cnss_counter.law.stamp import Stamp, first_line, keep
from cnss_counter.rules.closed_days import (
    ClosedDays,
    Closure,
    FeastDate,
    FixedFeast,
    GrantedDay,
    MoonFeast,
    WeeklyDay,
)
from cnss_counter.rules.contested_points import ContestedPoint, Rival
from cnss_counter.rules.parameters import DatedValue, Parameter, Parameters
from cnss_counter.rules.procedure import (
    AnswerTest,
    Condition,
    Field,
    PaperRule,
    Procedure,
    Section,
)

_RECORDS: tuple[type[Any], ...] = (
    *(Procedure, Section, Field, PaperRule, AnswerTest),
    *(Parameter, DatedValue, ContestedPoint, Rival),
    *(ClosedDays, Closure, WeeklyDay, FixedFeast, MoonFeast, FeastDate, GrantedDay),
)


def read(place: str, files: Stamp) -> tuple[Mapping[str, Procedure], Parameters] | None:
    """The pack compiled from just these files; None when there is none, or it is damaged."""
    try:
        with open(place, encoding="utf-8") as file:
            if not files or file.readline() != first_line(files):
                return None
            layout, fingerprint, procedures, parameters, contested, closed = json.load(file)
        if layout != _layout():
            return None
        return (
            {row[0]: _procedure(row) for row in procedures},
            Parameters(
                {row[0]: _parameter(row) for row in parameters},
                fingerprint,
                {row[0]: _contested_point(row, dict(map(_unit, parameters))) for row in contested},
                _closed_days(closed),
            ),
        )
    except (OSError, ValueError, TypeError, LookupError):
        return None


def write(
    place: str, files: Stamp, procedures: Mapping[str, Procedure], parameters: Parameters
) -> None:
    """Keep a pack for the next start; quietly not, where Python may not keep its own either."""
    records = (procedures, parameters.by_id, parameters.contested)
    rows = [[*by_id.values()] for by_id in records]
    pack = (_layout(), parameters.fingerprint, *rows, parameters.closed_days)
    keep(place, files, json.dumps(pack, default=str))


def _layout() -> list[list[str]]:
    """The fields of the records: a program being written has others from one day to the next."""
    return [list(record._fields) for record in _RECORDS]


def _procedure(row: list[Any]) -> Procedure:
    one = Procedure(*row)
    return one._replace(
        sections=tuple(Section(id_, _fields(fields)) for id_, fields in one.sections),
        papers=tuple(_paper(PaperRule(*paper)) for paper in one.papers),
        survivor_fields=_fields(one.survivor_fields),
    )


def _fields(rows: Iterable[Any]) -> tuple[Field, ...]:
    fields = (Field(*row) for row in rows)
    return tuple(
        field._replace(choices=tuple(field.choices), when=_condition(field.when))
        for field in fields
    )


def _paper(one: PaperRule) -> PaperRule:
    return one._replace(when=_condition(one.when), required_when=_condition(one.required_when))


def _condition(written: Any) -> Condition:
    """A name as it is; a test of an answer, which JSON keeps as an array."""
    if isinstance(written, str):
        return written
    one = AnswerTest(*written)
    return one._replace(value=_TESTED.get(one.test, _itself)(one.value))


def _parameter(row: list[Any]) -> Parameter:
    one = Parameter(*row)
    return one._replace(
        values=tuple(_value(DatedValue(*value), one.unit) for value in one.values),
        review_by=_day(one.review_by),
    )


def _value(one: DatedValue, unit: str) -> DatedValue:
    value = _VALUES.get(unit, _itself)(one.value)
    days = {name: _day(getattr(one, name)) for name in ("since", "until", "known_from")}
    return one._replace(value=value, **days)


def _unit(row: list[Any]) -> tuple[str, str]:
    """The id of a parameter, and its unit."""
    return row[0], row[1]


def _contested_point(row: list[Any], units: Mapping[str, str]) -> ContestedPoint:
    one = ContestedPoint(*row)
    values = tuple((parameter, _day(since)) for parameter, since in one.values)
    unit = units[values[0][0]]
    return one._replace(
        values=values, rivals=tuple(_rival(Rival(*row), unit) for row in one.rivals)
    )


def _closed_days(row: list[Any]) -> ClosedDays:
    in_doubt, weekly, fixed, moon, granted = row
    return ClosedDays(
        in_doubt,
        weekly=tuple(WeeklyDay(day, Closure(*why)) for day, why in weekly),
        fixed=tuple(
            FixedFeast(month, day, since, Closure(*why)) for month, day, since, why in fixed
        ),
        moon=tuple(
            MoonFeast(days, Closure(*why), tuple(_feast_date(*one) for one in dates))
            for days, why, dates in moon
        ),
        granted=tuple(GrantedDay(_day(day), Closure(*why)) for day, why in granted),
    )


def _feast_date(earliest: str, latest: str, *source: Any) -> FeastDate:
    return FeastDate(_day(earliest), _day(latest), *source)


def _rival(one: Rival, unit: str) -> Rival:
    value = one.value and _VALUES.get(unit, _itself)(one.value)
    return one._replace(known_from=_day(one.known_from), value=value)


def _day(written: Any) -> Any:
    return written and date.fromisoformat(written)


def _tiers(written: Any) -> Any:
    return tuple(map(tuple, written))


def _itself(written: Any) -> Any:
    return written


_VALUES: Mapping[str, Callable[[Any], Any]] = {"date": _day, "dirhams_a_month": _tiers}
"""The units whose values JSON does not keep as they are."""

_TESTED: Mapping[str, Callable[[Any], Any]] = {"in": tuple, "before": _day}
"""The same of what an answer is compared with."""
