"""What comes in at the door: typed, pasted, imported; and how it is found again."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnss_counter.text import clean, digits, display, fold

NAMES = (
    "محمد لحلو السلامي",
    "عبد الله",
    "فاطمة الزهراء",
    "داود رزوق",
    "الإسلام لا",
    "مُحَمَّد بن علي",
    "ملف 310-1-32 (الرباط)",
    "الصندوق CNSS بالرباط",
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("310\u20111\u201132", "310-1-32"),
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("١٬٢٥٠٫٥٠", "1.250,50"),
        ("مـحـمـد", "محمد"),
        ("\ufefb", "لا"),
        ("\ufdf2", "الله"),
        ("\u202eabc\u202c\u2066\u200f\u061c", "abc"),
        ("a\u200bb\u200cc\u200dd\ufeff\u2060", "abcd"),
        ("a\x00b\x1b[31mc\x7f\x9b", "ab[31mc"),
        ("080\u00a0203\u202f33\u200933", "080 203 33 33"),
        ("nom\tprénom\nville", "nom prénom ville"),
        ("e\u0301", "é"),
        ("ا\u0654", "أ"),
        ("ab\ud800c", "abc"),
        ("\u064eم", "م"),
        ("م" + "\u064e" * 200, "م" + "\u064e" * 3),
        ("", ""),
    ],
)
def test_an_entry_is_cleaned(typed: str, written: str) -> None:
    assert clean(typed) == written


@given(st.text(st.characters() | st.sampled_from("مَّلاﻻ\ufe8d\u202e\u0300\u200d٣"), max_size=60))
def test_cleaning_is_finished_the_first_time(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not [c for c in once if unicodedata.category(c)[0] == "C"]
    once.encode()


@pytest.mark.parametrize("name", NAMES)
def test_text_copied_from_a_terminal_comes_back_in_reading_order(name: str) -> None:
    assert clean(display(name)) == name


@pytest.mark.parametrize("word", ["محمد", "السلامي", "فاطمة", "الله", "بن"])
def test_forms_already_in_reading_order_stay_in_it(word: str) -> None:
    forms = display(word)[::-1]
    assert clean(forms) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إدريس", "ادريس"),
        ("آمنة", "امنه"),
        ("فاطمة", "فاطمه"),
        ("يحيى", "يحيي"),
        ("مُحَمَّد", "محمد"),
        ("مـحمد", "محمد"),
        ("أݣادير", "أگادير"),
        ("أݣادير", "اكادير"),
        ("أڭادير", "أکادير"),
        ("ڤيلا", "فيلا"),
        ("پاريس", "باريس"),
        ("ڨفصة", "قفصه"),
        ("رؤوف", "رووف"),
        ("عائشة", "عايشه"),
        ("سناء", "سنا"),
        ("Mohamed", "MOHAMED"),
        ("Aïcha", "aicha"),
        ("Aït  Ali ", "ait ali"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("١٢٣", "123"),
    ],
)
def test_spellings_that_people_take_for_one_another_are_found_together(
    one: str, other: str
) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("محمد", "أحمد"), ("علي", "عالي"), ("Ali", "Alia")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_cleaning_keeps_the_spelling_that_folding_loses() -> None:
    assert [clean(name) for name in NAMES] == list(NAMES)


@pytest.mark.parametrize("typed", ["&é\"'(-è_çà", "١٢٣٤٥٦٧٨٩٠", "۱۲۳۴۵۶۷۸۹۰", "1234567890"])
def test_a_digit_field_takes_any_keyboards_digits(typed: str) -> None:
    assert digits(typed) == "1234567890"


def test_a_digit_field_leaves_what_is_no_digit_to_be_corrected() -> None:
    assert digits("12x4") == "12x4"


@given(st.text(max_size=80))
def test_any_text_can_be_displayed_and_holds_no_control(text: str) -> None:
    for shown in (display(text), display(text, "R"), display(clean(text), "L")):
        assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs")]


def test_forms_that_no_letter_has_yet_are_no_reason_to_stop() -> None:
    assert clean("\ufdd3\ufde3") == ""
