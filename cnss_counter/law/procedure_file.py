"""A procedure as a file: `data/procedures/<id>.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from cnss_counter.law.condition_file import condition
from cnss_counter.law.data_file import Table
from cnss_counter.law.known_fields import INSURED_PREFIXES, places, require_known_fields
from cnss_counter.rules.answers import errors_among
from cnss_counter.rules.eligibility.rights import RIGHTS
from cnss_counter.rules.field_kinds import FIELD_KINDS, cleaned, remarks_on
from cnss_counter.rules.procedure import Field, PaperRule, Procedure, Section

_PREFIX = re.compile(r"[A-Z]{2,4}")
"""A reference begins with Latin capitals, so that nothing ever turns it around."""

_FORM = re.compile(r"[0-9A-Z]+(-[0-9A-Z]+)*")
"""The number of a form stands in the name of a file, and in order inside Arabic."""

LONGEST_ANSWER = 500
"""Letters of an answer: more than that no form of the counter has room for."""


def procedure(procedure_id: str, table: Table) -> Procedure:
    """A procedure from its file, checked: only known kinds, conditions, rights and keys."""
    sections: list[Section] = []
    for section in table.take_tables("sections"):
        sections.append(_section(section, [one for before in sections for one in before.fields]))
    fields = [field for section in sections for field in section.fields]
    read = Procedure(
        id=procedure_id,
        reference_prefix=table.take_like("reference_prefix", _PREFIX, "RCS"),
        form_reference=table.take_like("form_reference", _FORM, "310-1-32"),
        right=table.take_name("right", RIGHTS),
        papers_reference=table.take_source("papers_reference"),
        insured_prefix=table.take_name("insured_prefix", INSURED_PREFIXES, ""),
        sections=tuple(sections),
        survivor_fields=_survivor_fields(table),
        papers=tuple(_paper(paper, fields) for paper in table.take_tables("papers")),
    )
    table.end()
    table.refuse_twice("sections", [section.id for section in read.sections])
    table.refuse_twice("fields", [field.id for field in read.fields])
    table.refuse_twice("survivor_fields", [field.id for field in read.survivor_fields])
    table.refuse_twice("papers", [paper.id for paper in read.papers])
    _refuse_strange_neighbours(table, list(places(read)))
    lines = enumerate(read.survivor_fields, 1)
    _refuse_strange_neighbours(table, [(f"survivor_fields.{n}", field) for n, field in lines])
    if sum(paper.is_form for paper in read.papers) != 1:
        raise table.refused("one_form", "papers")
    require_known_fields(table, read)
    return read


def _section(table: Table, before: Iterable[Field]) -> Section:
    """A part of the form; a field may be asked because of an answer that stands before it."""
    section_id, earlier = table.take_id("id"), list(before)
    fields: list[Field] = []
    for row in table.take_tables("fields"):
        when = condition(row, "when", "", [*earlier, *fields])
        fields.append(_field(row)._replace(when=when))
    table.end()
    return Section(section_id, tuple(fields))


def _survivor_fields(table: Table) -> tuple[Field, ...]:
    """The questions of one survivor, each of which is always asked."""
    return tuple(_field(row) for row in table.take_tables("survivor_fields", required=False))


def _field(table: Table) -> Field:
    field = Field(
        id=table.take_id("id"),
        kind=table.take_name("kind", FIELD_KINDS),
        required=table.take("required", bool, False),
        default=table.take_letters("default", ""),
        choices=table.take_ids("choices"),
        minimum=table.take("minimum", int, 0),
        maximum=table.take("maximum", int, 80),
        beside=table.take_letters("beside", ""),
        alternative=table.take_letters("alternative", ""),
        excused_by=table.take_letters("excused_by", ""),
    )
    table.end()
    if FIELD_KINDS[field.kind].is_chosen != bool(field.choices):
        raise table.refused("choices", "choices")
    if field.choices and field.default not in ("", *field.choices):
        raise table.refused(
            "unknown_name", "default", name=field.default, known=", ".join(field.choices)
        )
    _refuse_strange_bounds(table, field)
    if field.default and _is_wrong(field):
        raise table.refused("wrong_default", "default", name=field.default)
    return field


def _refuse_strange_bounds(table: Table, field: Field) -> None:
    """A text or a number that nobody could type right, or that no paper has room for."""
    if not 0 <= field.minimum <= field.maximum or field.maximum == 0:
        raise table.refused("bounds", "minimum")
    if not FIELD_KINDS[field.kind].is_whole and field.maximum > LONGEST_ANSWER:
        raise table.refused("too_long", "maximum", most=str(LONGEST_ANSWER))


def _is_wrong(field: Field) -> bool:
    """Whether an answer that nobody typed would be refused, or be written otherwise."""
    answer = field.default
    remarks = remarks_on(field, answer, date.max, {})
    return cleaned(field, answer) != answer or any(errors_among(remarks))


def _paper(table: Table, fields: Iterable[Field]) -> PaperRule:
    fields = list(fields)
    paper = PaperRule(
        id=table.take_id("id"),
        when=condition(table, "when", "always", fields),
        required_when=condition(table, "required_when", "always", fields),
        is_form=table.take("is_form", bool, False),
    )
    table.end()
    if paper.is_form and (paper.when, paper.required_when) != ("always", "always"):
        raise table.refused("form_always", "is_form")
    return paper


def _refuse_strange_neighbours(table: Table, placed: Sequence[tuple[str, Field]]) -> None:
    """`beside`, `alternative` and `excused_by` name other fields of the same form."""
    for place, field in placed:
        others = {other.id for _place, other in placed} - {field.id}
        named = (field.beside, field.alternative, field.excused_by)
        for key, neighbour in zip(("beside", "alternative", "excused_by"), named, strict=True):
            if neighbour and neighbour not in others:
                known = ", ".join(sorted(others))
                raise table.refused("unknown_name", f"{place}.{key}", name=neighbour, known=known)
