"""Controls in any order, as a damaged file may bring them: laid out, never an error."""

from __future__ import annotations

from itertools import product

import pytest

from cnss_counter.text import Direction
from cnss_counter.text.layout import lay_out

CONTROLS = "\u2066\u2067\u2068\u2069\u202b\u202c\u202e\n\u2029\x00 a\u0645"


BEYOND_A_PARAGRAPH = (
    "\u2068\u202c\u0645\x85\u202c\u2069", "\u2067 \u202c\x85\x85\u2069",
    "\u2067a\u2029\u2029\u2069", "\u20661\u202c\u2029\u2069\n",
)  # fmt: skip


@pytest.mark.parametrize("base", ["L", "R"])
def test_an_isolate_does_not_go_on_beyond_a_paragraph(base: Direction) -> None:
    for text in BEYOND_A_PARAGRAPH:
        assert lay_out(text, base).text.strip() in ("", "a", "1", "\u0645", "\ufee1")


@pytest.mark.parametrize("base", ["L", "R"])
def test_any_three_controls_before_a_letter_leave_the_letter(base: Direction) -> None:
    for text in map("".join, product(CONTROLS, repeat=3)):
        assert "a" in lay_out(f"{text}a", base).text
