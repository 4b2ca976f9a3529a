"""IBM Plex Sans Arabic: where its two files are, and how wide a text is in it."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from cnss_counter.errors import DataFileError

Weight = Literal["regular", "semibold"]

FAMILY = "IBM Plex Sans Arabic"
WEIGHTS: dict[Weight, int] = {"regular": 400, "semibold": 600}
POINT = 25.4 / 72
"""Millimetres in one point."""

ASCENT = 0.97
DESCENT = 0.45
"""How far French and Arabic letters reach above and below the baseline, in ems."""

UNITS_PER_EM = 1000
ABSENT = {0x202F: "\u00a0", 0x2010: "-", 0x2011: "-", 0x2212: "\u2013", 0x2009: "\u00a0"}
"""Characters that the typeface does not have, and what is drawn for them."""


@cache
def font_file(weight: Weight) -> Path:
    """The TrueType file of one weight.

    Raises DataFileError (`font.missing`) when its package is not installed or was emptied.
    """
    import fontpkg  # costs 70 ms, which a text receipt need not pay

    try:
        file: Path = fontpkg.path(FAMILY, weight=WEIGHTS[weight])
    except fontpkg.FontpkgError as missing:
        raise DataFileError("font.missing", font=f"{FAMILY} {weight}") from missing
    if not file.is_file():
        raise DataFileError("font.missing", font=f"{FAMILY} {weight}")
    return file


@lru_cache(maxsize=4096)
def drawable(text: str) -> str:
    """The text with what the typeface lacks replaced by its nearest neighbour, or by `?`."""
    nearest = text.translate(ABSENT)
    return "".join(
        letter if letter in _letters() or unicodedata.category(letter) == "Cf" else "?"
        for letter in nearest
    )


def lacking(text: str) -> str:
    """The first letter that would be drawn as `?`; "" when the typeface has them all."""
    drawn = drawable(text)
    return next((was for was, now in zip(text, drawn, strict=True) if was != "?" == now), "")


def width_of(text: str, size: float, weight: Weight = "regular") -> float:
    """The width of one line, in millimetres, at a size in points."""
    return _ems(text, weight) * size * POINT


@lru_cache(maxsize=8192)
def _ems(text: str, weight: Weight) -> float:
    """The width of a line in ems: words and blanks, since no letter joins across a blank."""
    blanks = text.count(" ") * _advance(" ", weight)
    return blanks + sum(_advance(word, weight) for word in text.split(" ") if word)


@lru_cache(maxsize=4096)
def _advance(word: str, weight: Weight) -> float:
    """The width of a word in ems, shaped."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(drawable(word))
    buffer.guess_segment_properties()
    uharfbuzz.shape(_shaper(weight), buffer)
    units: int = sum(position.x_advance for position in buffer.glyph_positions)
    return units / UNITS_PER_EM


@cache
def _shaper(weight: Weight) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font_file(weight)))))


@cache
def _letters() -> frozenset[str]:
    return frozenset(map(chr, _shaper("regular").face.unicodes))
