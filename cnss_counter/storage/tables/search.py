"""One search box: what was typed is understood as a number, a document, a phone or a name."""

from __future__ import annotations

import re

from cnss_counter.domain import identifiers, reference_number
from cnss_counter.domain.dates import read_date
from cnss_counter.domain.reference_number import ReferenceNumber
from cnss_counter.domain.search_results import Found, Person, UnderstoodAs
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import deposits, persons, sequences
from cnss_counter.text.numbers import compact, digits_meant, has_decimals, whole

_PHONE = re.compile(r"(?:0|212)([5-8]\d{8})")
_NUMBER = re.compile(r"\d{8,10}")
_SLASHED = re.compile(r"\d+(?:/\d*)+")
_WITH_SEPARATORS = re.compile(r"\d+[.\-]\d+[.\-]\d+")
_SIGNS = re.compile(r"[\W_]+")
_IDENTITY = re.compile(r"[A-Z]{1,2}\d{1,6}|[A-Z0-9]*\d[A-Z0-9]*")


def understand(typed: str) -> tuple[UnderstoodAs, str]:
    """What kind of thing was typed, and the key to look it up by."""
    text = whole(digits_meant(typed))
    number = compact(typed)
    if not number:
        return "nothing", ""
    if reference_number.looks_like_one(typed):
        return "reference", reference_number.spelt_or_reckoned(typed)
    if has_decimals(text):
        return "name", text  # of nobody: without its point it would be somebody's number
    if phone := _PHONE.fullmatch(identifiers.clean_phone(typed)):
        return "phone", f"0{phone[1]}"
    if _is_date(text):
        return "date", text
    if keys := number_keys(typed):
        return "immatriculation_number", keys[-1]
    if _IDENTITY.fullmatch(number) is None:
        return "name", text
    is_long = len(number) > identifiers.LONGEST_DOCUMENT and not number.isdigit()
    if is_long and _may_be_of_the_portal(text):
        return "portal_reference", text
    return ("name", text) if is_long else ("identity_number", number)


def _may_be_of_the_portal(text: str) -> bool:
    """Whether it has mostly digits, and letters alone nowhere but in front. Its form is published
    nowhere; a name beside a year, or a document beside a name, is none.
    """
    parts = [part for part in _SIGNS.split(text) if part]
    digits = sum(map(str.isdigit, text))
    return digits > sum(map(str.isalpha, text)) and not any(map(str.isalpha, parts[1:]))


def number_keys(typed: str) -> tuple[str, ...]:
    """The immatriculation numbers that were meant: as typed, then with the zero it may lack.

    Eight and ten digits are deposited with a warning, as they are. Empty for anything else.
    """
    number = compact(typed)
    if _NUMBER.fullmatch(number) is None or _is_date(whole(digits_meant(typed))):
        return ()
    return tuple(dict.fromkeys((number, number.zfill(9))))


def _is_date(text: str) -> bool:
    """A number with slashes is no number; one with points or hyphens, or with a month in words,
    is not when it is a day.
    """
    may_be = _WITH_SEPARATORS.fullmatch(text) is not None or any(map(str.isalpha, text))
    return _SLASHED.fullmatch(text) is not None or (may_be and read_date(text) is not None)


def find(database: Database, typed: str, before: int | None = None) -> Found:
    """The persons and requests that match, a page at a time; `before` gives the next page.

    Digits may also be an identity document's, or a phone: who has the number comes first. The
    end of a reference finds its request, unless somebody has these digits as their number.
    """
    kind, key = understand(typed)
    if kind == "reference" and _is_document(database, key, compact(typed)):
        kind, key = "identity_number", compact(typed)
    keys = number_keys(typed)
    found = _with_numbers(database, keys) if before is None else []
    if not found and (reference := _ending_so(database, typed)):
        kind, key, keys = "reference", reference, ()
    page = _page(database, kind, key, compact(typed), before)
    found += [person for person in page if person not in found]
    references = [key] if kind == "reference" else []
    of_portal = {} if found or before is not None else _from_the_portal(database, typed)
    if of_portal:
        kind, key, keys = "portal_reference", whole(digits_meant(typed)), ()
        references, found = list(of_portal), list(dict.fromkeys(of_portal.values()))
    requests = [line for person in found for line in deposits.of_person(database, person)]
    if references:
        requests = [line for line in requests if line.reference in references]
    return Found(
        understood_as=kind,
        query=key,
        persons=tuple(found),
        requests=tuple(sorted(requests, key=lambda line: line.deposited_at, reverse=True)),
        before=page[-1].id if len(page) == persons.PAGE else None,
        eight_digits=keys[0] if len(keys) > 1 else "",
    )


def _ending_so(database: Database, typed: str) -> str:
    """The reference of this counter of which `typed` is the end; "" for none.

    Its check digits tell the year: two years in which they are the same lie 97 apart.
    """
    end = reference_number.read_end(typed)
    if end is None:
        return ""
    for agency, counter, year in sequences.with_number(database, end.sequence):
        for prefix in deposits.prefixes(database):
            meant = ReferenceNumber(prefix, agency, counter, year, end.sequence)
            is_it = meant.check_digits == end.check_digits
            if is_it and deposits.person_of(database, str(meant)) is not None:
                return str(meant)
    return ""


def _from_the_portal(database: Database, typed: str) -> dict[str, Person]:
    """Whose requests came with this reference of the portal: its form is published nowhere, so
    what was typed may look like anything.
    """
    text = whole(digits_meant(typed))
    is_exact = has_decimals(text) or text.startswith("-")  # its sign may be no separator
    references = deposits.references_from_the_portal(database, text, is_exact=is_exact)
    persons_of = ((reference, deposits.person_of(database, reference)) for reference in references)
    return {reference: person for reference, person in persons_of if person is not None}


def _is_document(database: Database, reference: str, number: str) -> bool:
    """Whether what looks like a reference is none of a request, and somebody's document."""
    is_of_a_request = deposits.person_of(database, reference) is not None
    return not is_of_a_request and bool(persons.with_key(database, "identity", number, None))


def _with_numbers(database: Database, keys: tuple[str, ...]) -> list[Person]:
    return [person for key in keys for person in persons.with_number(database, key)]


def _page(
    database: Database, kind: UnderstoodAs, key: str, number: str, before: int | None
) -> list[Person]:
    """Everybody found by something else than an immatriculation number."""
    if kind == "reference":
        person = deposits.person_of(database, key)
        return [] if person is None else [person]
    if kind in ("identity_number", "immatriculation_number"):
        return persons.with_key(database, "identity", number, before)
    if kind == "phone":
        return persons.with_key(database, "phone", key, before)
    if kind == "name":
        return persons.with_names(database, key, before)
    return []
