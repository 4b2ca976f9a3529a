"""The register of field kinds: all that is known of a kind of answer stands in its entry here.

A kind is cleaned, checked, typed, read back and printed by its entry; a data file may only use
names of `FIELD_KINDS`. Adding a kind touches nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from cnss_counter.domain import identifiers
from cnss_counter.domain.dates import day_of, read_date
from cnss_counter.domain.identifiers import MOROCCO
from cnss_counter.rules import answer_checks
from cnss_counter.rules.answer_checks import UNKNOWN, FieldAnswer, Findings
from cnss_counter.rules.procedure import Field, TestName
from cnss_counter.rules.verdict import Finding
from cnss_counter.text import Direction, plain
from cnss_counter.text.numbers import compact, digits_meant, has_decimals, whole, without_blanks

__all__ = ["FIELD_KINDS", "UNKNOWN", "FieldKind", "Written", "cleaned", "written"]


class Written(NamedTuple):
    """An answer as it is read back and printed: a text, or the key of one in the words."""

    text: str = ""
    key: str = ""


def as_it_is(_field: Field, answer: str) -> Written:
    """The answer itself."""
    return Written(answer)


def as_its_choice(field: Field, answer: str) -> Written:
    """The words of the choice."""
    return Written(key=f"choices.{field.id}.{answer}")


def as_a_day(_field: Field, answer: str) -> Written:
    """`10/03/1961`; what is no day, a year alone, as it is."""
    day = day_of(answer)
    return Written(f"{day:%d/%m/%Y}" if day else answer)


def as_a_count(_field: Field, answer: str) -> Written:
    """The number, or that nobody knows it."""
    return Written(key=_NOBODY_KNOWS[answer]) if answer in _NOBODY_KNOWS else Written(answer)


_NOBODY_KNOWS = {UNKNOWN: "states.unknown"}


def as_a_country(_field: Field, answer: str) -> Written:
    """Morocco in the language of whoever reads, any other as it was typed."""
    return Written(key=_HERE[MOROCCO]) if identifiers.is_morocco(answer) else Written(answer)


_HERE = {MOROCCO: "countries.morocco"}


class FieldKind(NamedTuple):
    """One kind of field.

    `clean` makes the answer of what was typed, `check` says what is wrong with it, `write` how
    it is read back, shown in its entry when the cursor has left it, and printed.

    Its entry is a list of choices (`is_chosen`), or a line that begins at the left or right
    (`starts`; None: as the interface does) and turns any keyboard's digit row into digits where
    nothing else is legal (`only_digits`). `words` are answers that may be typed as a word: each
    with the key of that word. `is_whole`: a number without decimals. `asks_why`: kept with a
    warning, it takes a reason. `tests` are those that a condition in a data file may ask of its
    answer. `sample` is an answer that is right.
    """

    clean: Callable[[str], str]
    check: Callable[[FieldAnswer], Findings]
    write: Callable[[Field, str], Written] = as_it_is
    is_chosen: bool = False
    starts: Direction | None = "L"
    only_digits: bool = False
    words: Mapping[str, str] = MappingProxyType({})
    is_whole: bool = False
    asks_why: bool = False
    tests: tuple[TestName, ...] = ()
    sample: str = "A"


_NOT_KNOWN = ("?", "؟")
"""What is typed for a number that nobody knows."""


def _clean_date(typed: str) -> str:
    day = read_date(typed)
    return day.isoformat() if day else digits_meant(typed)


def _clean_count(typed: str) -> str:
    text = without_blanks(whole(digits_meant(typed)))
    return UNKNOWN if text in _NOT_KNOWN else text


def _clean_number(typed: str) -> str:
    text = compact(typed)
    return UNKNOWN if text in (*_NOT_KNOWN, UNKNOWN.upper()) else text


def _clean_country(typed: str) -> str:
    country = plain(typed)
    return MOROCCO if identifiers.is_morocco(country) else country


def _clean_code(typed: str) -> str:
    return whole(digits_meant(typed))


_DAY = FieldKind(
    _clean_date, answer_checks.any_date, as_a_day, tests=("before",), sample="2025-08-20"
)

FIELD_KINDS: dict[str, FieldKind] = {
    "choice": FieldKind(
        plain, answer_checks.choice, as_its_choice, is_chosen=True, tests=("is", "in")
    ),
    "text": FieldKind(plain, answer_checks.text, starts=None),
    "reference": FieldKind(digits_meant, answer_checks.text),
    "portal_reference": FieldKind(
        _clean_code, answer_checks.portal_reference, sample="TAA-2025-0000001"
    ),
    "words": FieldKind(plain, answer_checks.in_words, starts=None),
    "country": FieldKind(
        _clean_country, answer_checks.in_words, as_a_country, starts=None, words=_HERE
    ),
    "district": FieldKind(plain, answer_checks.district, starts=None),
    "latin_name": FieldKind(plain, answer_checks.latin_name),
    "arabic_name": FieldKind(plain, answer_checks.arabic_name, starts="R", sample="أ"),
    "date": _DAY,
    "date_not_in_future": _DAY._replace(check=answer_checks.date_not_in_future),
    "birth_date": _DAY._replace(check=answer_checks.birth_date),
    "count_or_unknown": FieldKind(
        _clean_count,
        answer_checks.count_or_unknown,
        as_a_count,
        words=_NOBODY_KNOWS,
        is_whole=True,
        tests=("at_least",),
        sample="1",
    ),
    "digits": FieldKind(
        compact, answer_checks.digits, only_digits=True, is_whole=True, sample="1234567"
    ),
    "immatriculation_number": FieldKind(
        _clean_number,
        answer_checks.immatriculation_number,
        as_a_count,
        only_digits=True,
        words=_NOBODY_KNOWS,
        is_whole=True,
        asks_why=True,
        sample="123456789",
    ),
    "identity_number": FieldKind(
        compact, answer_checks.identity_number, is_whole=True, asks_why=True, sample="AB123456"
    ),
    "postal_code": FieldKind(
        _clean_code, answer_checks.postal_code, only_digits=True, is_whole=True, sample="10000"
    ),
    "phone": FieldKind(
        identifiers.clean_phone, answer_checks.phone, is_whole=True, sample="0612345678"
    ),
    "email": FieldKind(without_blanks, answer_checks.email, sample="a@b.ma"),
}


def cleaned(field: Field, typed: str) -> str:
    """The answer as the rules read it; what is wrong stays as typed, to be corrected."""
    return FIELD_KINDS[field.kind].clean(typed)


def written(field: Field, answer: str) -> Written:
    """A clean answer as people read it."""
    return FIELD_KINDS[field.kind].write(field, answer)


def remarks_on(
    field: Field, value: str, on: date, answers: Mapping[str, str]
) -> tuple[Finding, ...]:
    """What is wrong with a clean answer; `answers` are the others, clean too."""
    if value:
        answer = FieldAnswer(field, value, on, answers.get(field.beside, ""))
        kind = FIELD_KINDS[field.kind]
        if kind.is_whole and has_decimals(value):
            return (answer.error("integer_expected"),)
        return tuple(kind.check(answer))
    if not field.required or field.default:
        return ()
    if field.may_be_left_out(answers):
        is_named = answers.get(field.alternative, "")
        return () if is_named else (Finding("one_name", field.id, "warning"),)
    code = "required_in_one_script" if field.alternative else "required"
    return (Finding(code, field.id, "error"),)
