"""One search box: what was typed is understood as a number, a document, a phone or a name."""

from __future__ import annotations

import re

from cnss_counter.domain import reference_number
from cnss_counter.domain.dates import read_date
from cnss_counter.domain.found import Found, Person, UnderstoodAs
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import deposits, persons
from cnss_counter.text import plain
from cnss_counter.text.numbers import has_decimals, whole

_SEPARATORS = re.compile(r"[\s./\-()]+")
_REFERENCE = re.compile(r"[A-Z]{1,5}\d{10,20}")
_PHONE = re.compile(r"(?:0|\+?212|00212)([5-8]\d{8})")
_NUMBER = re.compile(r"\d{8,9}")
_EIGHT_DIGITS = re.compile(r"\d{8}")
_SLASHED = re.compile(r"\d+(?:/\d*)+")
_WITH_SEPARATORS = re.compile(r"\d+[.\-]\d+[.\-]\d+")
_IDENTITY = re.compile(r"[A-Z]{1,2}\d{1,6}|[A-Z0-9]*\d[A-Z0-9]*")


def understand(typed: str) -> tuple[UnderstoodAs, str]:
    """What kind of thing was typed, and the key to look it up by."""
    text = whole(plain(typed))
    compact = _SEPARATORS.sub("", text).upper()
    if not compact:
        return "nothing", ""
    if has_decimals(text):
        return "name", text  # of nobody: without its point it would be somebody's number
    if _REFERENCE.fullmatch(compact):
        return "reference", reference_number.spelt(text)
    if phone := _PHONE.fullmatch(compact):
        return "phone", f"0{phone[1]}"
    if _is_date(text):
        return "date", text
    if _NUMBER.fullmatch(compact):
        return "immatriculation_number", compact.zfill(9)
    if _IDENTITY.fullmatch(compact):
        return "identity_number", compact
    return "name", text


def _is_date(text: str) -> bool:
    """A number with slashes is no number; one with points or hyphens is not when it is a day."""
    is_parted = _WITH_SEPARATORS.fullmatch(text) is not None
    return _SLASHED.fullmatch(text) is not None or (is_parted and read_date(text) is not None)


def find(database: Database, typed: str, before: int | None = None) -> Found:
    """The persons and requests that match; at most 50 persons, `before` gives the next page."""
    kind, key = understand(typed)
    eight = _eight_digits(typed) if kind == "immatriculation_number" else ""
    found = _persons(database, kind, key, before)
    if eight:
        found += _persons(database, kind, eight, before)
    requests = [line for person in found for line in deposits.of_person(database, person)]
    if kind == "reference":
        requests = [line for line in requests if line.reference == key]
    return Found(
        understood_as=kind,
        query=key,
        persons=tuple(found),
        requests=tuple(sorted(requests, key=lambda line: line.deposited_at, reverse=True)),
        before=found[-1].id if len(found) == persons.PAGE else None,
        eight_digits=eight,
    )


def _eight_digits(typed: str) -> str:
    """A number as typed, without the zero it is read with: a card may well bear it so."""
    compact = _SEPARATORS.sub("", whole(plain(typed)))
    return compact if _EIGHT_DIGITS.fullmatch(compact) else ""


def _persons(database: Database, kind: UnderstoodAs, key: str, before: int | None) -> list[Person]:
    if kind == "immatriculation_number":
        return persons.with_number(database, key)
    if kind == "reference":
        person = deposits.person_of(database, key)
        return [] if person is None else [person]
    if kind == "identity_number":
        return persons.with_key(database, "identity", key, before)
    if kind == "phone":
        return persons.with_key(database, "phone", key, before)
    if kind == "name":
        return persons.with_names(database, key, before)
    return []
