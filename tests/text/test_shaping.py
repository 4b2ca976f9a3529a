"""Joined letters: the forms of arabic-reshaper, with Unicode and the library as witnesses."""

from __future__ import annotations

import unicodedata

from arabic_reshaper import ArabicReshaper

from cnss_counter.text import display
from cnss_counter.text.shaping import forms, shape
from tests.text.strings import LETTERS, MARKS, random_texts


def written(text: str) -> str:
    return "".join(glyph.written for glyph in shape(text))


def test_the_forms_are_those_of_arabic_reshaper_on_5000_random_strings() -> None:
    reshaper = ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})
    alphabet = f"{LETTERS * 3}{MARKS}پڤگچ  ـ12(a-"
    for text in random_texts(seed=7, alphabet=alphabet, how_many=5000):
        assert written(text) == reshaper.reshape(text), text


LENT = str.maketrans({"ݣ": "ڭ", "ڨ": "ڤ"})


def test_every_form_is_the_one_that_unicode_gives_its_letter() -> None:
    for letters, written in forms().items():
        codes = " ".join(f"{ord(letter):04X}" for letter in letters.translate(LENT))
        for kind, form in written.items():
            assert unicodedata.decomposition(form) == f"<{kind}> {codes}"


def test_every_letter_of_a_moroccan_keyboard_has_forms() -> None:
    assert set("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپڤڭگݣچ") <= forms().keys()


def test_the_moroccan_g_joins_its_neighbours_as_ng_does() -> None:
    assert written("أݣادير") == written("أڭادير")
    assert forms()["ݣ"]["medial"] == "\ufbd6"


def test_a_qaf_with_three_dots_joins_its_neighbours_as_v_does() -> None:
    """On the matrix printer it stood alone in the middle of its word."""
    assert written("بلڨاسم") == display("بلڨاسم")[::-1] == written("بلڤاسم")
    assert "ڨ" not in display("ڨفصة")


def test_lam_alef_is_one_glyph_that_knows_both_letters() -> None:
    isolated, (_, joined) = shape("لا"), shape("بلا")
    assert [(glyph.start, glyph.end) for glyph in isolated] == [(0, 2)]
    assert isolated[0].written == "\ufefb"
    assert (joined.start, joined.end, joined.written) == (1, 3, "\ufefc")


def test_marks_between_lam_and_alef_stay_on_the_glyph() -> None:
    assert written("لَاً") == "\ufefb\u064e\u064b"


def test_a_flood_of_marks_is_cut_to_three() -> None:
    assert written("م" + "َ" * 200) == "\ufee1" + "َ" * 3


def test_a_mark_without_a_letter_is_not_written() -> None:
    assert written("\u064eab") == "ab"


def test_allah_keeps_its_letters() -> None:
    assert len(shape("عبد الله")) == 8
