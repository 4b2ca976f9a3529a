"""A procedure as data: its sections of fields, its papers, the right it assesses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

TestName = Literal["is", "in", "at_least", "before"]


class AnswerTest(NamedTuple):
    """A condition that a data file writes itself: `{ field = "worker", is = "miner" }`.

    `test` is a name of the register (`named_conditions.ANSWER_TESTS`), `value` what the answer is
    compared with: a choice, several, a count, a day.
    """

    field: str
    test: TestName
    value: Any


Condition = str | AnswerTest
"""A name of the register of named conditions, or a test of one answer."""


class Field(NamedTuple):
    """One question of the form. `id` is the answer's key, the widget's id and the label's key.

    `kind` names a field kind of the register (`field_kinds`). `when` is a condition; empty
    means always asked. `choices` are ids, for the kind
    `choice`. `minimum` and `maximum` bound a count, the length of a text, or both ends of
    the number of digits; a date is doubtful below so many years of age. `beside` is the field
    whose answer changes how this one is read (the document of a number, the birth before a
    date), `alternative` the field that may be filled instead (the same name in the other
    script), `excused_by` the one that says why both are empty (a person with one name).
    """

    id: str
    kind: str
    required: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    when: Condition = ""
    minimum: int = 0
    maximum: int = 80
    beside: str = ""
    alternative: str = ""
    excused_by: str = ""

    def may_be_left_out(self, answers: Mapping[str, str]) -> bool:
        """Whether another of the answers stands for this one, or says why there is none."""
        return any(answers.get(field) for field in (self.alternative, self.excused_by))


class Section(NamedTuple):
    """A part of the paper form, in its order; the label is `sections.<id>`."""

    id: str
    fields: tuple[Field, ...]


class PaperRule(NamedTuple):
    """A paper of the checklist: asked when, required when."""

    id: str
    when: Condition = "always"
    required_when: Condition = "always"
    is_form: bool = False


class Procedure(NamedTuple):
    """One file of `data/procedures/`. `papers_reference` names the text that asks the papers.

    `insured_prefix` stands before the ids that speak of the insured person when somebody
    else applies (`deceased_`). `survivor_fields` are the questions of one line of the list
    of survivors; a procedure without such a list has none.
    """

    id: str
    reference_prefix: str
    form_reference: str
    right: str
    sections: tuple[Section, ...]
    papers: tuple[PaperRule, ...]
    papers_reference: str = ""
    insured_prefix: str = ""
    survivor_fields: tuple[Field, ...] = ()

    @property
    def has_survivors(self) -> bool:
        return bool(self.survivor_fields)

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    def field(self, field_id: str) -> Field:
        return next(field for field in self.fields if field.id == field_id)

    def asks(self, field_id: str) -> Field | None:
        """The field of this id; None where this procedure has none."""
        return next((field for field in self.fields if field.id == field_id), None)

    def insured(self, field_id: str) -> str:
        """The id under which this procedure asks something of the insured person."""
        return self.insured_prefix + field_id
