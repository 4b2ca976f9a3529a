"""One field by itself, as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from cnss_counter.rules.field_kinds import cleaned, remarks_on
from cnss_counter.rules.procedure import Field
from cnss_counter.rules.verdict import Finding
from cnss_counter.text import plain


def check_field(
    field: Field, typed: str, on: date, answers: Mapping[str, str] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """The errors and warnings of one field.

    `on` is the deposit date; `answers` the others of the form, for a field that reads its
    neighbour (`beside`) or may be left empty for another (`alternative`).
    """
    others = {other: plain(answer) for other, answer in answers.items()}
    return remarks_on(field, cleaned(field, typed), on, others)
