"""What may be wrong with an answer, kind by kind: one small function each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from cnss_counter.domain import identifiers
from cnss_counter.domain.dates import age_on, anniversaries, day_of, possible_days
from cnss_counter.domain.request import MOST_LETTERS
from cnss_counter.rules.procedure import Field
from cnss_counter.rules.verdict import Finding, Severity
from cnss_counter.text import quoted
from cnss_counter.text.numbers import has_decimals, is_number
from cnss_counter.text.script import is_arabic, is_latin

UNKNOWN = "unknown"

OLDEST = 120
"""Years: longer than anybody lived. A year of the Hijri calendar is six centuries behind."""


class FieldAnswer(NamedTuple):
    """One answer to check: already clean, not empty; `beside` is its neighbour's answer."""

    field: Field
    value: str
    on: date
    beside: str = ""

    def error(self, code: str, **values: str | int | date) -> Finding:
        return self._finding(code, "error", values)

    def warning(self, code: str, **values: str | int | date) -> Finding:
        return self._finding(code, "warning", values)

    def _finding(
        self, code: str, severity: Severity, values: Mapping[str, str | int | date]
    ) -> Finding:
        typed = quoted(self.value, MOST_LETTERS)
        return Finding(code, self.field.id, severity, values={"typed": typed, **values})


Findings = Iterator[Finding]


def choice(answer: FieldAnswer) -> Findings:
    if answer.value not in answer.field.choices:
        yield answer.error("choice_unknown", choices=", ".join(answer.field.choices))


def text(answer: FieldAnswer) -> Findings:
    if len(answer.value) > answer.field.maximum:
        yield answer.error("text_too_long", maximum=answer.field.maximum)
    elif sum(map(str.isalpha, answer.value)) < answer.field.minimum:
        yield answer.error("text_too_short", minimum=answer.field.minimum)


def portal_reference(answer: FieldAnswer) -> Findings:
    """As the portal printed it. Its form is published nowhere: odd is only what none can have."""
    yield from text(answer)
    signs = answer.value.translate(_PARTS_A_REFERENCE)
    if has_decimals(answer.value) or not (
        signs.isascii() and signs.isalnum() and any(map(str.isdigit, signs))
    ):
        yield answer.warning("reference_unusual")


_PARTS_A_REFERENCE = dict.fromkeys(map(ord, " -/._:"))


def in_words(answer: FieldAnswer) -> Findings:
    """A place or a person as people call them, and not what another field asks for."""
    yield from text(answer)
    if "@" in answer.value or not any(map(str.isalpha, answer.value)):
        yield answer.warning("letters_expected")


def district(answer: FieldAnswer) -> Findings:
    """A district may have a number for its name, not one of a telephone or of the post."""
    yield from text(answer)
    is_number = not any(map(str.isalpha, answer.value))
    if "@" in answer.value or (is_number and sum(map(str.isdigit, answer.value)) > 3):
        yield answer.warning("letters_expected")


def latin_name(answer: FieldAnswer) -> Findings:
    return _name(answer, is_latin, "name_not_latin")


def arabic_name(answer: FieldAnswer) -> Findings:
    return _name(answer, is_arabic, "name_not_arabic")


def _name(answer: FieldAnswer, belongs: Callable[[str], bool], code: str) -> Findings:
    letters = [letter for letter in answer.value if letter not in " -'"]
    if not letters or not all(map(belongs, letters)):
        yield answer.error(code)
    yield from text(answer)


def any_date(answer: FieldAnswer) -> Findings:
    day = day_of(answer.value)
    if not day:
        yield answer.error(_no_day(answer, "not_a_date"))
    elif doubts := list(_in_life(answer, day)):
        yield from doubts
    elif _is_long_ago(answer, day):
        yield answer.warning("date_long_ago", limit=OLDEST)


def date_not_in_future(answer: FieldAnswer) -> Findings:
    day = day_of(answer.value)
    if day and day > answer.on:
        yield answer.error("date_in_future", on=answer.on)
    else:
        yield from any_date(answer)


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


def _is_long_ago(answer: FieldAnswer, day: date) -> bool:
    return anniversaries(day, OLDEST)[-1] < answer.on


def birth_date(answer: FieldAnswer) -> Findings:
    days = possible_days(answer.value)
    if not days:
        yield answer.error(_no_day(answer, "not_a_birth_date"))
    elif days[0] >= answer.on:
        yield answer.error("date_in_future", on=answer.on)
    elif (age := age_on(answer.on, days[0])) < answer.field.minimum:
        yield answer.warning("born_lately", age=age)
    elif _is_long_ago(answer, days[0]):
        yield answer.warning("birth_year_old", age=age)


def count_or_unknown(answer: FieldAnswer) -> Findings:
    if answer.value == UNKNOWN:
        return
    if not is_number(answer.value):
        yield answer.error("not_a_count", maximum=answer.field.maximum)
    elif len(answer.value.lstrip("0")) > 9 or int(answer.value) > answer.field.maximum:
        yield answer.error("count_too_large", maximum=answer.field.maximum)


def digits(answer: FieldAnswer) -> Findings:
    length = len(answer.value)
    if not is_number(answer.value) or not answer.field.minimum <= length <= answer.field.maximum:
        yield answer.error("not_so_many_digits", count=answer.field.maximum)


def immatriculation_number(answer: FieldAnswer) -> Findings:
    if answer.value == UNKNOWN:
        yield answer.warning("number_unknown")
        return
    yield from _remarked(answer, identifiers.immatriculation_number(answer.value))


def identity_number(answer: FieldAnswer) -> Findings:
    return _remarked(answer, identifiers.identity_number(answer.value, answer.beside))


def postal_code(answer: FieldAnswer) -> Findings:
    return _remarked(answer, identifiers.postal_code(answer.value, answer.beside))


def phone(answer: FieldAnswer) -> Findings:
    return _remarked(answer, identifiers.phone(answer.value))


def email(answer: FieldAnswer) -> Findings:
    return _remarked(answer, identifiers.email(answer.value))


def _remarked(answer: FieldAnswer, remark: identifiers.Remark | None) -> Findings:
    if remark:
        say = answer.warning if remark.is_warning else answer.error
        yield say(remark.code, **remark.values)
