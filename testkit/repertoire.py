"""Every letter that a name may have at the door, in words of a few."""

from __future__ import annotations

from collections.abc import Sequence

from cnss_counter.text import clean
from cnss_counter.text.script import is_arabic, is_latin, is_mark

EVERY = tuple(map(chr, range(0x20, 0x20000)))
LATIN = tuple(letter for letter in EVERY if is_latin(letter) and clean(letter) == letter)
"""Turkish, Polish, Vietnamese, African, and what Arabic is transcribed with."""

ARABIC = tuple(
    letter
    for letter in EVERY
    if is_arabic(letter) and not is_mark(letter) and clean(letter) == letter
)
ARABIC_WITH_MARKS = tuple(
    f"م{mark}م" for mark in EVERY if is_arabic(mark) and is_mark(mark) and clean(f"م{mark}")[1:]
)


def names(letters: Sequence[str], of: int = 12) -> list[str]:
    """All letters, in names of two words."""
    words = ["".join(letters[start : start + of]) for start in range(0, len(letters), of)]
    return [" ".join(words[start : start + 2]) for start in range(0, len(words), 2)]
