"""A condition in a data file: a test of one answer, or the name of one of the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from cnss_counter.law.data_file import Table
from cnss_counter.rules.field_kinds import FIELD_KINDS
from cnss_counter.rules.named_conditions import ANSWER_TESTS, NAMED_CONDITIONS
from cnss_counter.rules.procedure import AnswerTest, Condition, Field, TestName


def condition(table: Table, key: str, default: str, fields: Iterable[Field]) -> Condition:
    """`when = { field = "…", is = "…" }`, or a named condition; `fields` are those it may test."""
    if not table.holds(key):
        return default
    if not table.holds_table(key):
        return table.take_name(key, NAMED_CONDITIONS)
    test = table.take_table(key)
    by_id = {field.id: field for field in fields}
    field = by_id[test.take_name("field", by_id)]
    asked = AnswerTest(field.id, name := _test(test, field), _VALUES[name](test, field))
    test.end()
    return asked


def _test(table: Table, field: Field) -> TestName:
    """The one test of the table, which the field's kind must know."""
    asked = [name for name in ANSWER_TESTS if table.holds(name)]
    if len(asked) != 1:
        raise table.refused("one_test", "field", known=", ".join(ANSWER_TESTS))
    if asked[0] not in FIELD_KINDS[field.kind].tests:
        raise table.refused("other_test", asked[0], name=field.id, kind=field.kind)
    return asked[0]


def _choice(table: Table, field: Field) -> str:
    return table.take_name("is", field.choices)


def _choices(table: Table, field: Field) -> tuple[str, ...]:
    return table.take_some("in", field.choices)


def _number(table: Table, _field: Field) -> int:
    return table.take("at_least", int)


def _day(table: Table, _field: Field) -> date:
    return table.take("before", date)


_VALUES: Mapping[TestName, Callable[[Table, Field], Any]] = {
    "is": _choice,
    "in": _choices,
    "at_least": _number,
    "before": _day,
}
"""How each test writes what the answer is compared with."""
