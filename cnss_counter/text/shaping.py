"""Joined letters: each logical letter becomes the presentation form its neighbours ask for.

A terminal draws cell by cell and joins nothing, so the forms are written out: those of
arabic-reshaper's tables. The library itself gives no map from a form back to its letters, which
a cursor needs; where none is needed, it does the work (`arabic.printed_line`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec
from itertools import pairwise
from types import ModuleType
from typing import Any, NamedTuple

from cnss_counter.text.script import MARKS_ON_A_LETTER, is_mark, is_never_written

LAM = "ل"
ALEFS = frozenset("اأإآ")
_JOINING_WITHOUT_FORMS = frozenset("\u0640\u200d")  # tatweel, zero-width joiner
BORROWED_FORMS = {"ݣ": "ڭ", "ڨ": "ڤ"}
"""The two letters for a Moroccan g have no forms of their own: one is drawn like ng, the other like
v, which differs from it at the end of a word alone."""

Forms = Mapping[str, str]
"""The forms of a letter by kind: `isolated`, `initial`, `medial`, `final`."""

_IN_THE_TABLES = ("isolated", "initial", "medial", "final")


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
def forms() -> Mapping[str, Forms]:
    """The presentation forms of every letter that has some, and of the four lam-alefs."""
    table = dict(_letters_of_arabic_reshaper())
    for letter, lender in BORROWED_FORMS.items():
        table[letter] = table[lender]
    return table


def _letters_of_arabic_reshaper() -> Iterator[tuple[str, Forms]]:
    for letter, written in _table("letters").LETTERS_ARABIC.items():
        if letter not in _JOINING_WITHOUT_FORMS:
            yield letter, _by_kind(written)
    for _name, (letters, written) in _table("ligatures").LETTERS_LIGATURES:
        if letters[0] == LAM and letters[1:] in ALEFS:
            yield letters, _by_kind(written)


def _by_kind(written: tuple[str, ...]) -> Forms:
    return {kind: form for kind, form in zip(_IN_THE_TABLES, written, strict=True) if form}


def _table(name: str) -> Any:
    """One table of arabic-reshaper, without the package around it.

    The package looks for fontTools, thirty milliseconds that the first screen does not have.
    """
    package = find_spec("arabic_reshaper")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError(name="arabic_reshaper")
    file = f"{package.submodule_search_locations[0]}/{name}.py"
    loader = SourceFileLoader(f"arabic_reshaper.{name}", file)
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return module


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
