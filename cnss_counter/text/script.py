"""What a character is to a terminal: right-to-left, a mark, a control; and how wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

Direction = Literal["L", "R"]
"""The direction of a paragraph: left-to-right or right-to-left."""

_RIGHT_TO_LEFT = (
    (0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF),
)  # fmt: skip
_NEVER_WRITTEN = (
    (0x00, 0x1F), (0x7F, 0x9F),  # C0 and C1 controls: a terminal would obey them
    (0x061C, 0x061C), (0x200B, 0x200F), (0x2028, 0x202E),  # bidi, joiners, separators
    (0x2060, 0x206F), (0xFEFF, 0xFEFF),
    (0xD800, 0xDFFF),  # unpaired surrogates: no encoding takes them
    (0xFFF9, 0xFFFC), (0xFFFE, 0xFFFF), (0xE0000, 0xE0FFF),  # annotations, tags; U+FFFD is seen
)  # fmt: skip
_USUAL = frozenset(
    # What French and frames are written with: most lines are made of nothing else.
    map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x590), *range(0x2010, 0x2028),
              *range(0x2030, 0x2060), *range(0x2190, 0x2200), *range(0x2500, 0x2800)))
)  # fmt: skip

_STEERING = (
    (0x061C, 0x061C), (0x200C, 0x200C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069),
)  # fmt: skip

MARKS_ON_A_LETTER = 3
"""Shadda, a vowel and one more is all that a letter carries; the rest is a flood."""

LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE = "\u2066", "\u2067", "\u2069"
ISOLATING = frozenset("\u2066\u2067\u2069\u202d\u202c")
"""What sets a value apart, and LRO … PDF, which keep the order of a reference in it."""


def has_arabic(text: str) -> bool:
    """Whether a right-to-left character (letter, digit or mark) stands in `text`."""
    return not _USUAL.issuperset(text) and any(map(_is_right_to_left, text))


def needs_layout(text: str) -> bool:
    """Whether a terminal would misread `text` as it is: right-to-left, or a control."""
    if _USUAL.issuperset(text):
        return False
    return any(map(_is_right_to_left, text)) or any(map(is_never_written, text))


# Ranges and not patterns: a pattern over all of Unicode takes a moment to compile at each start.


@lru_cache(4096)
def _is_right_to_left(character: str) -> bool:
    return _is_within(_RIGHT_TO_LEFT, character)


@lru_cache(4096)
def is_never_written(character: str) -> bool:
    """Whether no surface may receive `character`: a control, a mark of direction, half of one."""
    return _is_within(_NEVER_WRITTEN, character)


def unseen(text: str) -> str:
    """The first character that nobody sees: a control, a mark of direction, one of no alphabet.

    "" when each can be seen. For what was written at leisure, and can be mended, not for what is
    typed at the counter, which is cleaned.
    """
    if text.isascii() and text.isprintable():
        return ""
    return next(filter(_is_unseen, text), "")


@lru_cache(4096)
def _is_unseen(character: str) -> bool:
    return is_never_written(character) or unicodedata.category(character)[0] == "C"


def parts_or_orders(character: str) -> bool:
    """Whether `character`, though never written, parts its neighbours or tells their order."""
    return _is_within(_STEERING, character)


def _is_within(ranges: Iterable[tuple[int, int]], character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


def first_direction(text: str) -> Direction | None:
    """The direction of the first letter of `text`; None when it has none (P2)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "L" if kind == "L" else "R"
    return None


def isolate(text: str, base: Direction | None = None) -> str:
    """`text` set apart in a sentence: a reference, a Latin value, a name.

    Whatever stands around it, it keeps its own order: between LRI and PDI, or RLI and PDI when
    it begins at the right (`base`; None: when its first letter is Arabic). The marks are 0 cells
    wide, and reach no surface but a text file.
    """
    is_arabic = (base or first_direction(text)) == "R"
    opening = RIGHT_TO_LEFT_ISOLATE if is_arabic else LEFT_TO_RIGHT_ISOLATE
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


def is_latin(letter: str) -> bool:
    """Whether a letter belongs to the Latin script, accents and transcriptions included."""
    return letter.isalpha() and (
        "A" <= letter <= "z" or "À" <= letter <= "ɏ" or "Ḁ" <= letter <= "ỿ"
    )


def is_arabic(letter: str) -> bool:
    """Whether a letter or a vowel mark belongs to the Arabic script, Maghreb letters included."""
    return "ؠ" <= letter <= "ٟ" or "ٮ" <= letter <= "ۓ" or "ݐ" <= letter <= "ݿ"
