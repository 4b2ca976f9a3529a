"""Every letter that a name may have, and each way to type it: the person is found again."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest

from cnss_counter.rules.field_kinds import cleaned
from cnss_counter.rules.procedure import Field
from cnss_counter.text.folding import findable, fold, is_found
from testkit.fields import check_field

ON = date(2025, 9, 1)
LATIN, ARABIC = Field("last_name", "latin_name"), Field("last_name_ar", "arabic_name")
LIMBS = {LATIN: ("Be", "ra"), ARABIC: ("بن", "ري")}
"""What stands before and behind the letter that is tried."""


def repertoire(field: Field) -> Iterator[str]:
    """The letters that the door of this field takes, in the spelling that it gives them."""
    before, behind = LIMBS[field]
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        name = f"{before}{letter}{behind}"
        if unicodedata.category(letter)[0] == "L" and not check_field(field, name, ON):
            yield letter


def ways(name: str) -> Iterator[str]:
    """How somebody may type a name: capitals or none, in pieces, with signs nobody sees."""
    yield from (name, name.upper(), name.lower(), f"  {name} ", f"\u200f{name}\u200e")
    yield from (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    yield fold(name)


@pytest.mark.parametrize("field", [LATIN, ARABIC], ids=["latin", "arabic"])
def test_whoever_has_any_letter_in_a_name_is_found_however_it_is_typed(field: Field) -> None:
    before, behind = LIMBS[field]
    letters = list(repertoire(field))
    assert len(letters) > 200
    lost = [
        (letter, way)
        for letter in letters
        for name in (f"{before}{letter}{behind}",)
        for way in ways(name)
        if not is_found(way, findable((cleaned(field, name),)).split())
    ]
    assert list(islice(lost, 5)) == []


@pytest.mark.parametrize("sign", [*"-'’‘ʼʻ´`′‐‑‒–—―−ʿʾ＇", " ", "\u00a0"])
@pytest.mark.parametrize("name", ["N{}Guessan", "Aït{}Oubella", "D{}Angelo"])
def test_whatever_parts_a_name_may_be_typed_otherwise_or_left_out(name: str, sign: str) -> None:
    written = cleaned(LATIN, name.format(sign))
    assert check_field(LATIN, name.format(sign), ON) == ()
    known = findable((written,)).split()
    for other in ("-", "'", "’", " ", ""):
        typed = name.format(other)
        assert is_found(typed, known), (written, typed)
