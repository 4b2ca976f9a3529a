"""Numbers to be read across a desk."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cnss_counter.forms.lines.large_type import HEIGHT, large

REFERENCE = "RCS-041-1-2026-000123-57"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_a_reference_fits_a_small_screen_on_two_lines_cut_at_a_hyphen() -> None:
    lines = large(REFERENCE, 72)
    assert len(lines) == 2 * HEIGHT
    assert max(map(len, lines)) <= 72
    assert lines[:HEIGHT] == large("RCS-041-1-2026-", 72)
    assert lines[HEIGHT:] == large("000123-57", 72)


def test_on_a_wide_screen_it_is_one_line() -> None:
    assert len(large(REFERENCE, 110)) == HEIGHT


def test_no_two_letters_look_alike() -> None:
    drawn = [large(letter, 10) for letter in LETTERS]
    assert all(one != other for one, other in pairwise(sorted(drawn)))


@pytest.mark.parametrize("text", ["", "é", "\x1b[", "\u202e"])
def test_what_has_no_drawing_is_left_out(text: str) -> None:
    assert not any(line.strip() for line in large(text, 40))


def test_small_letters_are_drawn_as_capitals() -> None:
    assert large("alami", 40) == large("ALAMI", 40)


@pytest.mark.parametrize("width", [4, 7, 23, 80])
def test_no_line_is_wider_than_its_place(width: int) -> None:
    assert all(len(line) <= width for line in large("A" * 50, width))
