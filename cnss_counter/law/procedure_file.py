"""A procedure as a file: `data/procedures/<id>.toml`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cnss_counter.law.data_file import Table
from cnss_counter.rules.eligibility.rights import RIGHTS
from cnss_counter.rules.field_kinds import FIELD_KINDS
from cnss_counter.rules.named_conditions import NAMED_CONDITIONS
from cnss_counter.rules.procedure import Field, PaperRule, Procedure, Section


def procedure(procedure_id: str, table: Table) -> Procedure:
    """A procedure from its file, checked: only known kinds, conditions, rights and keys."""
    read = Procedure(
        id=procedure_id,
        reference_prefix=_prefix(table),
        form_reference=table.take_text("form_reference"),
        right=table.take_name("right", RIGHTS),
        papers_reference=table.take_source("papers_reference"),
        insured_prefix=table.take("insured_prefix", str, ""),
        sections=tuple(_section(section) for section in table.take_tables("sections")),
        survivor_fields=_fields(table, "survivor_fields", required=False),
        papers=tuple(_paper(paper) for paper in table.take_tables("papers")),
    )
    table.end()
    _refuse_twice(table, "fields", [field.id for field in read.fields])
    _refuse_twice(table, "survivor_fields", [field.id for field in read.survivor_fields])
    _refuse_twice(table, "papers", [paper.id for paper in read.papers])
    _refuse_strange_neighbours(table, read.fields)
    _refuse_strange_neighbours(table, read.survivor_fields)
    if sum(paper.is_form for paper in read.papers) != 1:
        raise table.refused("one_form", "papers")
    return read


def _prefix(table: Table) -> str:
    """A reference begins with Latin capitals, so that nothing ever turns it around."""
    prefix = table.take_text("reference_prefix")
    if not (prefix.isascii() and prefix.isalpha() and prefix.isupper()):
        raise table.refused("wrong_type", "reference_prefix", expected="A…Z")
    return prefix


def _section(table: Table) -> Section:
    section = Section(table.take_text("id"), _fields(table, "fields"))
    table.end()
    return section


def _fields(table: Table, key: str, *, required: bool = True) -> tuple[Field, ...]:
    return tuple(_field(field) for field in table.take_tables(key, required=required))


def _field(table: Table) -> Field:
    field = Field(
        id=table.take_text("id"),
        kind=table.take_name("kind", FIELD_KINDS),
        required=table.take("required", bool, False),
        default=table.take("default", str, ""),
        choices=table.take_names("choices"),
        when=table.take_name("when", {"", *NAMED_CONDITIONS}, ""),
        minimum=table.take("minimum", int, 0),
        maximum=table.take("maximum", int, 80),
        beside=table.take("beside", str, ""),
        alternative=table.take("alternative", str, ""),
    )
    table.end()
    if FIELD_KINDS[field.kind].is_chosen != bool(field.choices):
        raise table.refused("choices", "choices")
    if field.choices and field.default not in ("", *field.choices):
        raise table.refused(
            "unknown_name", "default", name=field.default, known=", ".join(field.choices)
        )
    return field


def _paper(table: Table) -> PaperRule:
    paper = PaperRule(
        id=table.take_text("id"),
        when=table.take_name("when", NAMED_CONDITIONS, "always"),
        required_when=table.take_name("required_when", NAMED_CONDITIONS, "always"),
        is_form=table.take("is_form", bool, False),
    )
    table.end()
    return paper


def _refuse_twice(table: Table, key: str, ids: Sequence[str]) -> None:
    for one in ids:
        if ids.count(one) > 1:
            raise table.refused("twice", key, name=one)


def _refuse_strange_neighbours(table: Table, fields: Sequence[Field]) -> None:
    """`beside` and `alternative` name fields of the same form."""
    known: Collection[str] = {"", *(field.id for field in fields)}
    for field in fields:
        for neighbour in (field.beside, field.alternative):
            if neighbour not in known:
                raise table.refused("unknown_name", field.id, name=neighbour, known="")
