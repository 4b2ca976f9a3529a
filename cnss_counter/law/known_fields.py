"""The fields that the program reads by name, and what a procedure must ask to be served.

The rules, the receipt and the search know these ids. Under one of them a data file may not ask
something else: days that are no number, a pension answered by "perhaps".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cnss_counter.law.data_file import Table
from cnss_counter.rules.procedure import Field, Procedure


class KnownField(NamedTuple):
    """The kinds that the field may have, and, for a choice, the choices that are understood."""

    kinds: tuple[str, ...]
    choices: tuple[str, ...] = ()


def _chosen(*choices: str) -> KnownField:
    return KnownField(("choice",), choices)


_DAY = KnownField(("date", "date_not_in_future"))
_TEXT = KnownField(("text", "words"))
_COUNT = KnownField(("count_or_unknown",))
_MAYBE = _chosen("yes", "no", "unknown")
_YES_NO = _chosen("yes", "no")

_NAMES: Mapping[str, KnownField] = {
    "last_name": KnownField(("latin_name",)),
    "first_name": KnownField(("latin_name",)),
    "last_name_ar": KnownField(("arabic_name",)),
    "first_name_ar": KnownField(("arabic_name",)),
}
_OF_A_PERSON: Mapping[str, KnownField] = {
    "immatriculation_number": KnownField(("immatriculation_number",)),
    "identity_number": KnownField(("identity_number",)),
    **_NAMES,
    "birth_date": KnownField(("birth_date",)),
}
INSURED_PREFIXES = ("", "deceased_")
"""Who a procedure may be about: the applicant, or somebody who died."""

_KNOWN: Mapping[str, KnownField] = {
    **{prefix + one: known for prefix in INSURED_PREFIXES for one, known in _OF_A_PERSON.items()},
    "origin": _chosen("counter", "taawidaty"),
    "portal_reference": KnownField(("portal_reference", "reference", "text")),
    "portal_date": _DAY,
    "worker": _chosen("ordinary", "miner"),
    "identity_document": KnownField(("choice",)),
    "depositor_name": _TEXT,
    "depositor_tie": _TEXT,
    "phone": KnownField(("phone",)),
    "insurance_days": _COUNT,
    "underground_years": _COUNT,
    "activity_ceased": _MAYBE,
    "activity_ceased_on": _DAY,
    "basic_scheme_pension": _MAYBE,
    "other_scheme": _MAYBE,
    "force_majeure": _YES_NO,
    "force_majeure_reason": _TEXT,
    "applicant_language": _chosen("ar", "fr"),
    "applicant_quality": _chosen("surviving_spouse", "descendant", "guardian"),
    "signature_legalised": _YES_NO,
    "death_date": _DAY,
    "death_cause": _chosen("natural", "third_party_accident", "work_accident", "unknown"),
    "marriage_date": _DAY,
}
_KNOWN_OF_A_SURVIVOR: Mapping[str, KnownField] = {
    "name": _TEXT,
    "quality": _chosen("spouse", "orphan_of_one_parent", "orphan_of_both_parents"),
    "birth_date": KnownField(("birth_date",)),
    "situation": _chosen("none", "training", "studying", "disabled"),
    "dependent": _YES_NO,
}
_TO_IDENTIFY = ("identity_number", *_NAMES)
"""What every procedure asks of the applicant: the receipt is made out to them, and found by it."""

_OF_A_REFUND = (
    "insurance_days",
    "activity_ceased",
    "activity_ceased_on",
    "basic_scheme_pension",
    "other_scheme",
)
_NEEDED_BY: Mapping[str, tuple[str, ...]] = {
    "contribution_refund": ("immatriculation_number", "birth_date", *_OF_A_REFUND),
    "contribution_refund_of_survivors": (
        *("deceased_immatriculation_number", "deceased_birth_date"),
        *("death_date", "death_cause", "applicant_quality"),
        *_OF_A_REFUND,
    ),
}
"""What a right is assessed by; without it every verdict would be in doubt."""


def require_known_fields(table: Table, read: Procedure) -> None:
    """Refuse a field that says something else than its name, and a procedure that lacks one."""
    for place, field in places(read):
        _require_as_known(table, f"{place}.", field, _KNOWN)
    for number, field in enumerate(read.survivor_fields, 1):
        _require_as_known(table, f"survivor_fields.{number}.", field, _KNOWN_OF_A_SURVIVOR)
    needed = (*_TO_IDENTIFY, *_NEEDED_BY.get(read.right, ()))
    if read.insured_prefix:
        needed += tuple(read.insured_prefix + one for one in _OF_A_PERSON)
    _require_all(table, "sections", needed, read.fields)
    if read.survivor_fields or read.right == "contribution_refund_of_survivors":
        _require_all(table, "survivor_fields", _KNOWN_OF_A_SURVIVOR, read.survivor_fields)


def places(read: Procedure) -> Iterator[tuple[str, Field]]:
    """Each field of the form with its place in the file: `sections.2.fields.3`."""
    for number, section in enumerate(read.sections, 1):
        for line, field in enumerate(section.fields, 1):
            yield f"sections.{number}.fields.{line}", field


def _require_as_known(
    table: Table, place: str, field: Field, known: Mapping[str, KnownField]
) -> None:
    wanted = known.get(field.id)
    if wanted is None:
        return
    if field.kind not in wanted.kinds:
        kinds = ", ".join(wanted.kinds)
        raise table.refused("other_kind", f"{place}kind", name=field.id, known=kinds)
    for choice in field.choices if wanted.choices else ():
        if choice not in wanted.choices:
            known_choices = ", ".join(wanted.choices)
            raise table.refused("unknown_name", f"{place}choices", name=choice, known=known_choices)


def _require_all(table: Table, key: str, needed: Iterable[str], fields: Iterable[Field]) -> None:
    asked = {field.id for field in fields}
    for one in needed:
        if one not in asked:
            raise table.refused("field_missing", key, name=one)
