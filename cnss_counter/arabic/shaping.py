"""Joined letters: each logical letter becomes the presentation form its neighbours ask for.

A terminal draws cell by cell and joins nothing, so the forms are written out. They come from
Unicode's own decompositions; `tests/arabic` compares them with arabic-reshaper, whose import
would cost the login screen a tenth of its start.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cnss_counter.arabic.script import MARKS_ON_A_LETTER, is_mark, is_never_written

LAM = "ل"
ALEFS = frozenset("اأإآ")
_JOINING_WITHOUT_FORMS = frozenset("\u0640\u200d")  # tatweel, zero-width joiner
_BORROWED_FORMS = {"ݣ": "ڭ"}  # the Moroccan g has no forms of its own and is drawn like ng

Forms = dict[str, str]
"""The forms of a letter by kind: `isolated`, `initial`, `medial`, `final`."""


class Glyph(NamedTuple):
    """What fills one cell: the letters `text[start:end]`, and what is written for them."""

    start: int
    end: int
    written: str


class _Letter(NamedTuple):
    start: int
    end: int
    character: str
    marks: str
    joins_previous: bool  # as far as what stands between them allows


def shape(text: str) -> list[Glyph]:
    """The glyphs of `text` in logical order.

    Marks stay with their letter, lam and alef share a glyph, characters that are never written
    have none.
    """
    letters = _letters(text)
    joined = [False, *(_are_joined(*pair) for pair in pairwise(letters)), False]
    glyphs: list[Glyph] = []
    alef_is_taken = False
    for index, letter in enumerate(letters):
        if alef_is_taken:
            alef_is_taken = False
            continue
        before, after = joined[index], joined[index + 1]
        end, marks, name = letter.end, letter.marks, letter.character
        if name == LAM and after and letters[index + 1].character in ALEFS:
            alef = letters[index + 1]
            end, marks, name = (
                alef.end,
                (marks + alef.marks)[:MARKS_ON_A_LETTER],
                LAM + alef.character,
            )
            alef_is_taken, after = True, False
        form = forms().get(name, {}).get(_KINDS[before, after], name)
        glyphs.append(Glyph(letter.start, end, form + marks))
    return glyphs


_KINDS = {
    (False, False): "isolated",
    (False, True): "initial",
    (True, True): "medial",
    (True, False): "final",
}


@cache
def forms() -> dict[str, Forms]:
    """The presentation forms of every letter that has some, and of the four lam-alefs."""
    table: dict[str, Forms] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD)):  # between them, ligatures
        kind, *codes = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(letter, 16)) for letter in codes)
        if len(letters) == 1 or (letters[:1] == LAM and letters[1:] in ALEFS):
            table.setdefault(letters, {})[kind.strip("<>")] = chr(code)
    for letter, lender in _BORROWED_FORMS.items():
        table[letter] = table[lender]
    return table


def _letters(text: str) -> list[_Letter]:
    letters: list[_Letter] = []
    can_join = False
    for index, character in enumerate(text):
        if is_never_written(character):
            can_join = character == "\u200d"
        elif is_mark(character):
            if letters and len(letters[-1].marks) < MARKS_ON_A_LETTER:
                last = letters[-1]
                letters[-1] = last._replace(end=index + 1, marks=last.marks + character)
        else:
            letters.append(_Letter(index, index + 1, character, "", can_join))
            can_join = True
    return letters


def _are_joined(letter: _Letter, following: _Letter) -> bool:
    return (
        following.joins_previous
        and _can_join(letter.character, "initial")
        and _can_join(following.character, "final")
    )


def _can_join(character: str, kind: str) -> bool:
    return character in _JOINING_WITHOUT_FORMS or kind in forms().get(character, ())
