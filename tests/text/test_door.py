"""What comes in at the door: typed, pasted, imported, given to a command."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnss_counter.rules.field_kinds import FIELD_KINDS, cleaned
from cnss_counter.rules.procedure import Field
from cnss_counter.text import clean, digit, display, logical, plain

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
        ("ﻷحمد", "لأحمد"),
        ("﷽", "بسم الله الرحمن الرحيم"),
        ("ﷺ", "صلى الله عليه وسلم"),
        ("ﺍﻟﺴﻼﻡ", "السلام"),
        ("عبد\u00a0الله", "عبد الله"),
        ("ﬁlali ﬂ ﬀ ﬃ ﬄ ﬆ", "filali fl ff ffi ffl st"),
        ("ＡＬＡＭＩ １２３", "ALAMI 123"),
        ("𝐀𝐥𝐚𝐦𝐢", "Alami"),
        ("१२३ ߁ 𝟙", "123 1 1"),
        ("D\u00a0\u2002\u3000\u2800E", "D    E"),
        ("9½ m², n° 3, 1ª", "9½ m², n° 3, 1ª"),
        ("\u064eم", "م"),
        ("م" + "\u064e" * 200, "م" + "\u064e" * 3),
        ("", ""),
    ],
)
def test_an_entry_is_cleaned(typed: str, written: str) -> None:
    assert clean(typed) == written


@pytest.mark.parametrize("apostrophe", "`´‘’‛′‵ʹʻʼʽʾʿˈˊˋ＇｀ꞌ՚׳")
def test_whatever_looks_like_an_apostrophe_is_one(apostrophe: str) -> None:
    assert clean(f"N{apostrophe}Diaye") == "N'Diaye"


@pytest.mark.parametrize("hyphen", "‐‑‒–—―−－﹘﹣⁃˗֊־⸺➖")
def test_whatever_looks_like_a_hyphen_is_one(hyphen: str) -> None:
    assert clean(f"El{hyphen}Idrissi") == "El-Idrissi"


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


def test_cleaning_keeps_the_spelling_that_folding_loses() -> None:
    assert [clean(name) for name in NAMES] == list(NAMES)


@pytest.mark.parametrize("typed", ["&é\"'(-è_çà", "١٢٣٤٥٦٧٨٩٠", "۱۲۳۴۵۶۷۸۹۰", "1234567890"])
def test_a_digit_field_takes_any_keyboards_digits(typed: str) -> None:
    assert "".join(map(digit, typed)) == "1234567890"


def test_a_digit_field_leaves_what_is_no_digit_to_be_corrected() -> None:
    assert "".join(map(digit, "12x4")) == "12x4"


@cache
def _of_another_face() -> tuple[str, ...]:
    """The letters that have a capital, or that the door changes."""
    letters = map(chr, range(0x20, 0x1F000))
    others = tuple(one for one in letters if one.upper() != one or clean(one) != one)
    assert len(others) > 3000
    return others


@pytest.mark.parametrize("kind", sorted(FIELD_KINDS))
def test_an_answer_that_is_clean_stays_as_it_is(kind: str) -> None:
    """Letters of another face have no capitals of their own, and are letters all the same."""
    clean_of = FIELD_KINDS[kind].clean
    typed = [text for one in _of_another_face() for text in (one, f"{one}123456", f"12{one}3")]
    once = [clean_of(text) for text in typed]
    assert [a for a, text in zip(once, typed, strict=True) if clean_of(a) != a] == []


@pytest.mark.parametrize("kind", sorted(FIELD_KINDS))
@given(typed=st.text(st.characters() | st.sampled_from("`´‘ʻ′–—ﷲﻷ١۲ـ\u00a0ﬁＡ"), max_size=30))
def test_an_answer_is_the_same_by_key_and_by_file(kind: str, typed: str) -> None:
    """On the screen `clean` makes the entry's text, which the field's kind reads; a file is read
    by the kind alone."""
    field = Field("asked", kind)
    assert cleaned(field, clean(typed)) == cleaned(field, typed)


def test_a_whole_answer_has_single_blanks() -> None:
    assert plain("  El\u00a0 Idrissi ") == "El Idrissi"


def test_a_secret_keeps_its_spelling_and_loses_what_cannot_be_seen() -> None:
    assert logical("l’été–ʿ`ﬁ\u200b\x07") == "l’été–ʿ`ﬁ"


@given(st.text(max_size=80))
def test_any_text_can_be_displayed_and_holds_no_control(text: str) -> None:
    for shown in (display(text), display(text, "R"), display(clean(text), "L")):
        assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs")]


def test_forms_that_no_letter_has_yet_are_no_reason_to_stop() -> None:
    assert clean("\ufdd3\ufde3") == ""
