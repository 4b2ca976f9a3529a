"""The register of field kinds: how an answer is cleaned, and what is wrong with it.

A kind is two small functions and a name. A data file may only use names of `FIELD_KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from cnss_counter.domain import identifiers
from cnss_counter.domain.dates import age_on, possible_days, read_date
from cnss_counter.rules.procedure import Field
from cnss_counter.rules.verdict import Finding
from cnss_counter.text import plain
from cnss_counter.text.numbers import compact, has_decimals, is_number, whole, without_blanks
from cnss_counter.text.script import is_arabic, is_latin

UNKNOWN = "unknown"


class FieldAnswer(NamedTuple):
    """One answer to check: already clean, not empty; `beside` is its neighbour's answer."""

    field: Field
    value: str
    on: date
    beside: str = ""

    def error(self, code: str, **values: str | int | date) -> Finding:
        return Finding(code, self.field.id, "error", values={"typed": self.value, **values})

    def warning(self, code: str, **values: str | int | date) -> Finding:
        return Finding(code, self.field.id, "warning", values={"typed": self.value, **values})


Findings = Iterator[Finding]


class FieldKind(NamedTuple):
    """How one kind of field is cleaned, then checked; `is_whole`: a number without decimals."""

    clean: Callable[[str], str]
    check: Callable[[FieldAnswer], Findings]
    is_whole: bool = False


def _choice(answer: FieldAnswer) -> Findings:
    if answer.value not in answer.field.choices:
        yield answer.error("choice_unknown", choices=", ".join(answer.field.choices))


def _text(answer: FieldAnswer) -> Findings:
    if len(answer.value) > answer.field.maximum:
        yield answer.error("text_too_long", maximum=answer.field.maximum)
    elif sum(map(str.isalpha, answer.value)) < answer.field.minimum:
        yield answer.error("text_too_short", minimum=answer.field.minimum)


def _latin_name(answer: FieldAnswer) -> Findings:
    return _name(answer, is_latin, "name_not_latin")


def _arabic_name(answer: FieldAnswer) -> Findings:
    return _name(answer, is_arabic, "name_not_arabic")


def _name(answer: FieldAnswer, belongs: Callable[[str], bool], code: str) -> Findings:
    letters = [letter for letter in answer.value if letter not in " -'"]
    if not letters or not all(map(belongs, letters)):
        yield answer.error(code)
    yield from _text(answer)


def _date(answer: FieldAnswer) -> Findings:
    day = read_date(answer.value)
    if day:
        yield from _in_life(answer, day)
    else:
        yield answer.error(_no_day(answer, "not_a_date"))


def _date_not_in_future(answer: FieldAnswer) -> Findings:
    day = read_date(answer.value)
    if day and day > answer.on:
        yield answer.error("date_in_future", on=answer.on)
    else:
        yield from _date(answer)


def _no_day(answer: FieldAnswer, code: str) -> str:
    """Why it is no day: a year or eight digits with decimals, which no person writes, or `code`."""
    year, _, _ = answer.value.partition(".")
    return "integer_expected" if len(year) >= 4 and has_decimals(answer.value) else code


def _in_life(answer: FieldAnswer, day: date) -> Findings:
    """A day that the date of birth beside it makes doubtful. One of the two is to be read again."""
    for born in possible_days(answer.beside)[:1]:
        if day < born:
            yield answer.warning("date_before_birth")
        elif (age := age_on(day, born)) < answer.field.minimum:
            yield answer.warning("date_in_childhood", age=age)


def _birth_date(answer: FieldAnswer) -> Findings:
    days = possible_days(answer.value)
    if not days:
        yield answer.error(_no_day(answer, "not_a_birth_date"))
    elif days[0] >= answer.on:
        yield answer.error("date_in_future", on=answer.on)
    elif (age := age_on(answer.on, days[0])) < answer.field.minimum:
        yield answer.warning("born_lately", age=age)


def _count_or_unknown(answer: FieldAnswer) -> Findings:
    if answer.value == UNKNOWN:
        return
    if not is_number(answer.value):
        yield answer.error("not_a_count", maximum=answer.field.maximum)
    elif len(answer.value.lstrip("0")) > 9 or int(answer.value) > answer.field.maximum:
        yield answer.error("count_too_large", maximum=answer.field.maximum)


def _digits(answer: FieldAnswer) -> Findings:
    length = len(answer.value)
    if not is_number(answer.value) or not answer.field.minimum <= length <= answer.field.maximum:
        yield answer.error("not_so_many_digits", count=answer.field.maximum)


def _immatriculation_number(answer: FieldAnswer) -> Findings:
    return _remarked(answer, identifiers.immatriculation_number(answer.value))


def _identity_number(answer: FieldAnswer) -> Findings:
    return _remarked(answer, identifiers.identity_number(answer.value, answer.beside))


def _postal_code(answer: FieldAnswer) -> Findings:
    return _remarked(answer, identifiers.postal_code(answer.value, answer.beside))


def _phone(answer: FieldAnswer) -> Findings:
    return _remarked(answer, identifiers.phone(answer.value))


def _email(answer: FieldAnswer) -> Findings:
    return _remarked(answer, identifiers.email(answer.value))


def _remarked(answer: FieldAnswer, remark: identifiers.Remark | None) -> Findings:
    if remark:
        say = answer.warning if remark.is_warning else answer.error
        yield say(remark.code, **remark.values)


def _clean_date(typed: str) -> str:
    day = read_date(typed)
    return day.isoformat() if day else plain(typed)


def _clean_count(typed: str) -> str:
    return without_blanks(whole(plain(typed)))


def _clean_code(typed: str) -> str:
    return whole(plain(typed))


FIELD_KINDS: dict[str, FieldKind] = {
    "choice": FieldKind(plain, _choice),
    "text": FieldKind(plain, _text),
    "latin_name": FieldKind(plain, _latin_name),
    "arabic_name": FieldKind(plain, _arabic_name),
    "date": FieldKind(_clean_date, _date),
    "date_not_in_future": FieldKind(_clean_date, _date_not_in_future),
    "birth_date": FieldKind(_clean_date, _birth_date),
    "count_or_unknown": FieldKind(_clean_count, _count_or_unknown, is_whole=True),
    "digits": FieldKind(compact, _digits, is_whole=True),
    "immatriculation_number": FieldKind(compact, _immatriculation_number, is_whole=True),
    "identity_number": FieldKind(compact, _identity_number, is_whole=True),
    "postal_code": FieldKind(_clean_code, _postal_code, is_whole=True),
    "phone": FieldKind(identifiers.clean_phone, _phone, is_whole=True),
    "email": FieldKind(without_blanks, _email),
}


def cleaned(field: Field, typed: str) -> str:
    """The answer as the rules read it; what is wrong stays as typed, to be corrected."""
    return FIELD_KINDS[field.kind].clean(typed)


def check_field(
    field: Field, typed: str, on: date, answers: Mapping[str, str] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """The errors and warnings of one field.

    `on` is the deposit date; `answers` the others of the form, for a field that reads its
    neighbour (`beside`) or may be left empty for another (`alternative`).
    """
    return remarks_on(field, cleaned(field, typed), on, answers)


def remarks_on(
    field: Field, value: str, on: date, answers: Mapping[str, str]
) -> tuple[Finding, ...]:
    """`check_field` for an answer that is clean already."""
    if value:
        answer = FieldAnswer(field, value, on, answers.get(field.beside, ""))
        kind = FIELD_KINDS[field.kind]
        if kind.is_whole and has_decimals(value):
            return (answer.error("integer_expected"),)
        return tuple(kind.check(answer))
    if not field.required or field.default or plain(answers.get(field.alternative, "")):
        return ()
    code = "required_in_one_script" if field.alternative else "required"
    return (Finding(code, field.id, "error"),)
