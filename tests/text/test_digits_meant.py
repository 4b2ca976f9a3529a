"""Digits of every keyboard and script, wherever a number is meant."""

from __future__ import annotations

import sys
import unicodedata
from datetime import date
from functools import cache

import pytest

from cnss_counter.domain.dates import read_date
from cnss_counter.rules.field_kinds import FIELD_KINDS
from cnss_counter.storage.tables.search import understand
from cnss_counter.text.numbers import digits_meant

ROW = str.maketrans("1234567890", "&é\"'(-è_çà")
"""The row of digits of an AZERTY keyboard, without Shift."""


@cache
def zeros() -> list[str]:
    """The zero of each script that has digits, raised and lowered ones too."""
    every = map(chr, range(sys.maxunicode + 1))
    return [one for one in every if unicodedata.digit(one, None) == 0]


def in_script(zero: str, number: str) -> str:
    if unicodedata.category(zero) != "Nd":  # raised ones stand apart: ¹²³
        of_this_look = [
            chr(code)
            for code in range(0x00B2, 0x2090)
            if unicodedata.decomposition(chr(code)).split(" ")[0]
            == unicodedata.decomposition(zero).split(" ")[0]
        ]
        digits = {
            unicodedata.digit(one): one for one in of_this_look if unicodedata.digit(one, -1) >= 0
        }
    else:
        digits = {value: chr(ord(zero) + value) for value in range(10)}
    return "".join(digits.get(int(one), one) if one.isdecimal() else one for one in number)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("immatriculation_number", "250000001"),
        ("identity_number", "AB123456"),
        ("count_or_unknown", "2100"),
        ("digits", "1234567"),
        ("postal_code", "10090"),
        ("phone", "0612345678"),
        ("date", "10/03/1961"),
        ("birth_date", "1961"),
        ("reference", "T-2025-000123"),
    ],
)
def test_a_number_is_the_same_in_the_digits_of_any_script(kind: str, number: str) -> None:
    clean = FIELD_KINDS[kind].clean
    assert len(zeros()) > 60
    for zero in zeros():
        assert clean(in_script(zero, number)) == clean(number), hex(ord(zero))


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("immatriculation_number", "é(àààààà&", "250000001"),
        ("identity_number", "AB&é\"'(-", "AB123456"),
        ("identity_number", "K(-è_çà", "K567890"),
        ("count_or_unknown", "é&àà", "2100"),
        ("count_or_unknown", "_àà", "800"),
        ("postal_code", "&ààçà", "10090"),
        ("phone", "à-&é\"'(-è_", "0612345678"),
        ("date", '&à:à":&ç-&', "1961-03-10"),
        ("date", '&à;à";&ç-&', "1961-03-10"),
        ("birth_date", "&ç-&", "1961"),
        ("reference", "&é\"'(-", "123456"),
    ],
)
def test_a_number_of_the_unshifted_row_is_read_as_its_digits(
    kind: str, typed: str, meant: str
) -> None:
    assert FIELD_KINDS[kind].clean(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "AB12é45",
        "06-12-34",
        "'0612345678",
        '"250000001"',
        "(05) 22",
        "-5",
        "--",
        "Zoé",
        "Noé-Marie",
        "à Fès",
    ],
)
def test_signs_that_people_write_beside_digits_are_no_digits(typed: str) -> None:
    assert digits_meant(typed) == typed


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("250000001", "immatriculation_number"),
        ("AB123456", "identity_number"),
        ("0612345678", "phone"),
    ],
)
def test_the_search_reads_the_row_as_the_fields_do(number: str, kind: str) -> None:
    assert understand(number.translate(ROW)) == (kind, number)


def test_a_name_with_the_letters_of_the_row_stays_a_name() -> None:
    for name in ("Zoé", "Hélène", "Françoise", "N'Dèye", "Çà"):
        assert understand(name)[0] == "name", name


@pytest.mark.parametrize("typed", ["٢٠٢٥-٠٩-٠١", "۰۱/۰۹/۲۰۲۵", "à&:àç:éàé(", "０１.０９.２０２５"])
def test_a_day_is_read_from_any_keyboard(typed: str) -> None:
    assert read_date(typed) == date(2025, 9, 1)
