"""What a character is to a terminal: right-to-left, a mark, a control; and how wide."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Direction = Literal["L", "R"]
"""The direction of a paragraph: left-to-right or right-to-left."""

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_NEVER_WRITTEN = (
    "\x00-\x1f\x7f-\x9f"  # C0 and C1 controls: a terminal would obey them
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # bidi, joiners, separators
    "\ud800-\udfff"  # unpaired surrogates: no encoding takes them
    "\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e0fff"  # annotations, tags; U+FFFD is seen
)
_has_right_to_left = re.compile(f"[{_RIGHT_TO_LEFT}]").search
_has_something_to_do = re.compile(f"[{_RIGHT_TO_LEFT}{_NEVER_WRITTEN}]").search
is_never_written = re.compile(f"[{_NEVER_WRITTEN}]").match

MARKS_ON_A_LETTER = 3
"""Shadda, a vowel and one more is all that a letter carries; the rest is a flood."""

LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE = "\u2066", "\u2067", "\u2069"


def has_arabic(text: str) -> bool:
    """Whether a right-to-left character (letter, digit or mark) stands in `text`."""
    return _has_right_to_left(text) is not None


def needs_layout(text: str) -> bool:
    """Whether a terminal would misread `text` as it is: right-to-left, or a control."""
    return _has_something_to_do(text) is not None


def first_direction(text: str) -> Direction | None:
    """The direction of the first letter of `text`; None when it has none (P2)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "L" if kind == "L" else "R"
    return None


def isolate(text: str) -> str:
    """`text` set apart in a sentence: a reference, a Latin value, a name.

    Whatever stands around it, it keeps its own order: between LRI and PDI, or RLI and PDI when
    its first letter is Arabic. The marks are 0 cells wide and never reach a surface.
    """
    opening = RIGHT_TO_LEFT_ISOLATE if first_direction(text) == "R" else LEFT_TO_RIGHT_ISOLATE
    return f"{opening}{text}{POP_ISOLATE}"


def is_mark(character: str) -> bool:
    """Whether `character` is drawn on the letter before it and takes no cell."""
    return unicodedata.category(character) in ("Mn", "Me")


def width(character: str) -> int:
    """The cells of one character: 0, 1, or 2 for East Asian wide ones."""
    if " " <= character <= "~":
        return 1
    if is_mark(character) or is_never_written(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cells(text: str) -> int:
    """The cells that `display(text)` fills: marks none, lam-alef one."""
    if needs_layout(text):
        from cnss_counter.arabic.layout import lay_out

        return lay_out(text).cells
    return sum(map(width, text))
