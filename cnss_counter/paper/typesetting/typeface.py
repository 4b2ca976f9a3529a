"""The two typefaces of paper: where their files are, and how wide a text is in them.

IBM Plex Sans Arabic has French and Arabic. A word with a letter that it lacks, Turkish or Polish,
is set in Noto Sans, whose files come with the program (`data/typeface`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal, get_args

from cnss_counter.errors import DataFileError
from cnss_counter.paper.typesetting.nearest_letter import SAME_LOOK, nearest
from cnss_counter.paths import data_folder

Weight = Literal["regular", "semibold"]
Face = Literal["first", "second"]

FAMILY = "IBM Plex Sans Arabic"
SECOND_FAMILY = "Noto Sans"
FACES: tuple[Face, ...] = get_args(Face)
WEIGHTS: dict[Weight, int] = {"regular": 400, "semibold": 600}
POINT = 25.4 / 72
"""Millimetres in one point."""

ASCENT = 0.97
DESCENT = 0.45
"""How far French and Arabic letters reach above and below the baseline, in ems."""

UNITS_PER_EM = 1000
_WORDS = re.compile("[ \u00a0]+|[^ \u00a0]+")


@cache
def font_file(weight: Weight, face: Face = "first") -> Path:
    """The TrueType file of one weight.

    Raises DataFileError (`font.missing`) when it is not installed or was emptied.
    """
    file = _first_file(weight) if face == "first" else second_file(weight)
    if not file.is_file():
        family = FAMILY if face == "first" else SECOND_FAMILY
        raise DataFileError("font.missing", font=f"{family} {weight}")
    return file


def second_file(weight: Weight) -> Path:
    return data_folder() / "typeface" / f"noto_sans_{weight}.ttf"


def _first_file(weight: Weight) -> Path:
    import fontpkg  # costs 70 ms, which a text receipt need not pay

    try:
        file: Path = fontpkg.path(FAMILY, weight=WEIGHTS[weight])
    except fontpkg.FontpkgError as missing:
        raise DataFileError("font.missing", font=f"{FAMILY} {weight}") from missing
    return file


@lru_cache(maxsize=4096)
def drawable(text: str) -> str:
    """The text with what both typefaces lack as its nearest neighbour, or told by its number."""
    return "".join(nearest(letter, _either()) for letter in text)


def lacking(text: str) -> str:
    """The first letter that neither typeface can draw; "" when there is none."""
    return next((one for one in text if one not in SAME_LOOK and one != drawable(one)), "")


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[tuple[Face, str], ...]:
    """A drawable text, cut where the typeface changes.

    A word is not cut for one letter of it: it would be of two faces, and its marks would stand
    beside their letters. Arabic beside that letter stays in the first, which alone has it.
    """
    faces: list[Face] = []
    for word in _WORDS.findall(text):
        is_whole = all(letter in _letters("first") or not letter.isprintable() for letter in word)
        faces.extend(
            "first" if is_whole or letter not in _letters("second") else "second" for letter in word
        )
    letters = groupby(zip(faces, text, strict=True), itemgetter(0))
    return tuple((face, "".join(letter for _, letter in some)) for face, some in letters)


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
    shaped = (_shaped(part, face, weight) for face, part in parts(drawable(word)))
    return sum(shaped) / UNITS_PER_EM


def _shaped(text: str, face: Face, weight: Weight) -> int:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_shaper(face, weight), buffer)
    units: int = sum(position.x_advance for position in buffer.glyph_positions)
    return units


@cache
def _shaper(face: Face, weight: Weight) -> Any:
    import uharfbuzz

    file = str(font_file(weight, face))
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file)))


@cache
def _letters(face: Face) -> frozenset[str]:
    return frozenset(map(chr, _shaper(face, "regular").face.unicodes))


@cache
def _either() -> frozenset[str]:
    return _letters("first") | _letters("second")
