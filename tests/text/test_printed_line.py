"""A line set by the two libraries is the line of the screen, letter for letter."""

from __future__ import annotations

import pytest
from arabic_reshaper import ArabicReshaper
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from cnss_counter.text import Direction, display
from cnss_counter.text.layout import lay_out
from cnss_counter.text.script import is_never_written
from tests.text.strings import LETTERS, MARKS, SENTENCES, random_references, random_texts

BASES: tuple[Direction | None, ...] = (None, "L", "R")


@pytest.mark.parametrize("base", BASES)
def test_5000_random_lines_are_set_as_on_the_screen(base: Direction | None) -> None:
    alphabet = f"{LETTERS * 2}{MARKS}پڤگچݣ  ـ12(a-)«»[]<>,.%;:/bcé"
    for text in random_texts(seed=11, alphabet=f"{alphabet}م", how_many=5000):
        line = f"{text}م"  # a line without Arabic is shown as it is
        assert display(line, base) == lay_out(line, base).text, line


@pytest.mark.parametrize("base", BASES)
def test_references_are_set_as_on_the_screen(base: Direction | None) -> None:
    for reference in random_references(seed=3, how_many=160):
        for sentence in SENTENCES:
            line = sentence.format(reference)
            assert display(line, base) == lay_out(line, base).text, line


def test_alone_the_libraries_turn_a_reference_and_a_bracket_around_and_move_vowels() -> None:
    def alone(text: str) -> str:
        shown: str = get_display(ArabicReshaper({"delete_harakat": False}).reshape(text))
        return shown

    assert "32-1-310" in alone("ملف 310-1-32")
    assert "310-1-32" in display("ملف 310-1-32")
    assert alone("(أ)") == ")\ufe83("
    assert display("(أ)") == "(\ufe83)"
    assert alone("مُ") == "\u064f\ufee1"
    assert display("مُ") == "\ufee1\u064f"


def test_a_bracket_with_a_vowel_on_it_is_mirrored_all_the_same() -> None:
    assert display("م(ُم)") == "(\ufee1)\u064f\ufee1"
    assert lay_out("م(ُم)").text == "(\ufee1)\u064f\ufee1"


def test_what_steers_the_order_is_never_written() -> None:
    assert display("م\u2066ab\u2069\u200f\u034f\ud800\x1b") == "ab\ufee1"


@given(st.text(alphabet=f"{LETTERS}{MARKS}لا12-(\u200c\u200d\u034f\u2067\u2069\ufdd3\ud800 a"))
def test_any_line_is_printed_and_no_control_is_left(text: str) -> None:
    assert not any(map(is_never_written, display(text)))
