"""Unicode's facts about one character that Python's own tables leave out or leave to derive."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

_UNASSIGNED = (
    # Where a character is not assigned yet, its block decides (DerivedBidiClass.txt, @missing).
    ("AL", 0x0600, 0x07BF),
    ("AL", 0x0860, 0x08FF),
    ("AL", 0xFB50, 0xFDCF),
    ("AL", 0xFDF0, 0xFDFF),
    ("AL", 0xFE70, 0xFEFF),
    ("AL", 0x10D00, 0x10D3F),
    ("AL", 0x10EC0, 0x10EFF),
    ("AL", 0x10F30, 0x10F6F),
    ("AL", 0x1EC70, 0x1ECBF),
    ("AL", 0x1ED00, 0x1ED4F),
    ("AL", 0x1EE00, 0x1EEFF),
    ("R", 0x0590, 0x085F),
    ("R", 0xFB1D, 0xFB4F),
    ("R", 0x10800, 0x10FFF),
    ("R", 0x1E800, 0x1EFFF),
    ("ET", 0x20A0, 0x20CF),
    ("BN", 0xFDD0, 0xFDEF),
)


@lru_cache(4096)
def bidi_class(character: str) -> str:
    """The Bidi_Class of `character`: `L`, `R`, `AL`, `EN`, … (UAX #9, table 4)."""
    assigned = unicodedata.bidirectional(character)
    if assigned:
        return assigned
    code = ord(character)
    if code & 0xFFFE == 0xFFFE:
        return "BN"  # U+xxFFFE and U+xxFFFF
    return next((kind for kind, first, last in _UNASSIGNED if first <= code <= last), "L")


def mirrored(character: str) -> str:
    """The character drawn for `character` in right-to-left text (UAX #9, L4)."""
    if not unicodedata.mirrored(character):
        return character
    return _pairs().get(character, character)


@cache
def _pairs() -> Mapping[str, str]:
    """The characters that mirror each other, loaded with the first bracket."""
    from bidi.mirror import MIRRORED

    pairs: dict[str, str] = MIRRORED
    return pairs


@lru_cache(512)
def closing_bracket(character: str) -> str | None:
    """The bracket that closes an opening one, as BD14 and BD16 compare them; else None."""
    if unicodedata.category(character) != "Ps" or not unicodedata.mirrored(character):
        return None
    return as_bracket(mirrored(character))


def as_bracket(character: str) -> str:
    """`character`, or its canonical equivalent: U+232A closes U+3008 too (BD16)."""
    return unicodedata.normalize("NFD", character)
