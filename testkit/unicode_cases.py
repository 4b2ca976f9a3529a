"""The cases of Unicode's two conformance files for UAX #9, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cnss_counter.text.bidi_levels import resolve, visual_order

_ONE_CHARACTER_EACH = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0627",
    "EN": "1",
    "ES": "+",
    "ET": "$",
    "AN": "\u0661",
    "CS": ",",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "BN": "\u00ad",
    "NSM": "\u0300",
    "LRE": "\u202a",
    "RLE": "\u202b",
    "PDF": "\u202c",
    "LRO": "\u202d",
    "RLO": "\u202e",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}


class Case(NamedTuple):
    """One paragraph with its expected levels (None: removed) and visual order."""

    text: str
    base: int | None
    levels: list[int | None]
    order: list[int]


def character_cases(lines: Iterable[str]) -> Iterator[Case]:
    """The cases of BidiCharacterTest.txt: code points; direction; base; levels; order."""
    for line in _without_comments(lines):
        codes, direction, _, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        yield Case(text, (0, 1, None)[int(direction)], _levels(levels), _order(order))


def class_cases(lines: Iterable[str]) -> Iterator[Case]:
    """The cases of BidiTest.txt: a row of classes, in up to three base directions."""
    levels: list[int | None] = []
    order: list[int] = []
    for line in _without_comments(lines):
        if line.startswith("@Levels:"):
            levels = _levels(line.partition(":")[2])
        elif line.startswith("@Reorder:"):
            order = _order(line.partition(":")[2])
        else:
            classes, _, directions = line.partition(";")
            text = "".join(_ONE_CHARACTER_EACH[kind] for kind in classes.split())
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(directions, 16) & bit:
                    yield Case(text, base, levels, order)


def is_right(case: Case) -> bool:
    """Whether our levels and order are the expected ones."""
    levels = resolve(case.text, case.base).each
    return levels == case.levels and visual_order(levels) == case.order


def _without_comments(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        content = line.partition("#")[0].strip()
        if content:
            yield content


def _levels(text: str) -> list[int | None]:
    return [None if level == "x" else int(level) for level in text.split()]


def _order(text: str) -> list[int]:
    return [int(index) for index in text.split()]
