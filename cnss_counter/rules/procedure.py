"""A procedure as data: its sections of fields, its papers, the right it assesses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form. `id` is the answer's key, the widget's id and the label's key.

    `kind` names a field kind of the register (`field_kinds`). `when` names a condition of
    the register; empty means always asked. `choices` are ids, for the kind `choice`.
    """

    id: str
    kind: str
    required: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    when: str = ""
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper form, in its order; the label is `sections.<id>`."""

    id: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class PaperRule:
    """A paper of the checklist: asked when, required when (names of conditions)."""

    id: str
    when: str = ""
    required_when: str = ""
    is_form: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """One file of `data/procedures/`."""

    id: str
    reference_prefix: str
    form_reference: str
    right: str
    sections: tuple[Section, ...]
    papers: tuple[PaperRule, ...]
    has_survivors: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    def field(self, field_id: str) -> Field:
        return next(field for field in self.fields if field.id == field_id)
