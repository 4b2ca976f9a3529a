"""One line for whatever prints line by line: set by arabic-reshaper and python-bidi.

A matrix printer and a terminal's scrolling output need no map from a cell back to its letter, so
the libraries do the whole work. What python-bidi leaves to its caller is done around it: marks
drawn after their letter (UAX #9, L3), mirrored brackets (L4), controls taken out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bidi import get_display

from cnss_counter.text.character import mirrored
from cnss_counter.text.isolation import with_isolates
from cnss_counter.text.script import (
    MARKS_ON_A_LETTER,
    Direction,
    is_mark,
    is_never_written,
    parts_or_orders,
)
from cnss_counter.text.shaping import BORROWED_FORMS

if TYPE_CHECKING:
    from arabic_reshaper import ArabicReshaper

_END = "\u034f"
"""The end of a cluster while it is ordered: a mark takes the level of its letter (W1, N0), so
that on whichever side of the letter it comes out tells which way the letter is read."""

_LENDERS = str.maketrans(BORROWED_FORMS)


def printed_line(text: str, base: Direction | None = None) -> str:
    """One line of logical text in visual order, joined, without controls; as `display` says."""
    apart, _ = with_isolates(text)
    steered = "".join(filter(_is_kept, apart)).translate(_LENDERS)
    joined: str = _reshaper().reshape(steered)
    ordered: str = get_display("".join(map(_closed, _clusters(joined))), base_dir=base)
    return "".join(cluster for cluster in _drawn(ordered) if not is_never_written(cluster[0]))


@cache
def _reshaper() -> ArabicReshaper:
    """Keeps vowels and the letters of the name of God; lam and alef still share a cell."""
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})


def _is_kept(character: str) -> bool:
    """No joiner alone: arabic-reshaper loses count of the letters behind one."""
    if character == _END:
        return False
    return not is_never_written(character) or parts_or_orders(character)


def _clusters(text: str) -> list[str]:
    """Each character with the marks on it; a mark without a letter is not written."""
    clusters: list[str] = []
    letter = -1
    for character in text:
        if not is_mark(character):
            if not is_never_written(character):
                letter = len(clusters)
            clusters.append(character)
        elif letter >= 0 and len(clusters[letter]) <= MARKS_ON_A_LETTER:
            clusters[letter] += character
    return clusters


def _closed(cluster: str) -> str:
    """A cluster whose order will matter when it is drawn, with its end."""
    return cluster + _END if len(cluster) > 1 or _has_two_sides(cluster) else cluster


def _has_two_sides(character: str) -> bool:
    return bool(unicodedata.mirrored(character))


def _drawn(ordered: str) -> Iterator[str]:
    """The clusters from left to right, each letter before its marks and turned as it is read."""
    place = 0
    while place < len(ordered):
        first = place
        if ordered[place] == _END:  # read from the right: the end comes first, the letter last
            place = _after_marks(ordered, place + 1) + 1
            yield mirrored(ordered[place - 1]) + ordered[first + 1 : place - 1][::-1]
            continue
        place += 1
        if _has_two_sides(ordered[first]) or ordered[place : place + 1] != _END:
            place = _after_marks(ordered, place)
        yield ordered[first:place].removesuffix(_END)


def _after_marks(ordered: str, place: int) -> int:
    """The place after the marks from `place` on, no further than their end."""
    while place < len(ordered) and is_mark(ordered[place]):
        place += 1
        if ordered[place - 1] == _END:
            break
    return place
