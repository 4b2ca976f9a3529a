"""The Unicode Bidirectional Algorithm (UAX #9): a level for every character, and their order.

Written here because a screen with a cursor and styles needs the level and the place of each
character, which the libraries at hand do not give. Rule numbers are those of the annex; Unicode's
two conformance files pass whole (`make conformance`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cnss_counter.text.bidi_explicit import (
    ISOLATE_INITIATORS,
    REMOVED_BY_X9,
    explicit_levels,
    first_strong_level,
    matching_isolates,
)
from cnss_counter.text.bidi_runs import isolating_runs, resolve_run
from cnss_counter.text.character import bidi_class

_BLANK_AT_AN_END = ISOLATE_INITIATORS | REMOVED_BY_X9 | {"PDI", "WS"}


class Levels(NamedTuple):
    """The level of a paragraph and of each of its characters; None where X9 removes one."""

    base: int
    each: list[int | None]


def resolve(text: str, base: int | None = None) -> Levels:
    """The levels of one paragraph set on one line (P2 to L1).

    `base` is 0 for left-to-right, 1 for right-to-left, None for that of the first strong letter.
    """
    original = [bidi_class(character) for character in text]
    partners = matching_isolates(original)
    if base is None:
        base = first_strong_level(original, partners, 0, len(original))
    classes = list(original)
    levels = explicit_levels(classes, partners, base)
    # All runs first: their ends compare levels that the implicit rules then change.
    for run in tuple(isolating_runs(classes, levels, partners, base)):
        resolve_run(run, text, original, levels)
    _reset_blanks(original, levels, base)
    return Levels(base, levels)


def visual_order(levels: Sequence[int | None]) -> list[int]:
    """The indexes of the characters that are kept, from left to right (L2)."""
    kept = [(index, level) for index, level in enumerate(levels) if level is not None]
    for threshold in range(max((level for _, level in kept), default=0), 0, -1):
        start = 0
        while start < len(kept):
            end = start
            while end < len(kept) and kept[end][1] >= threshold:
                end += 1
            kept[start:end] = reversed(kept[start:end])
            start = end + 1
    return [index for index, _ in kept]


def _reset_blanks(original: Sequence[str], levels: list[int | None], base: int) -> None:
    """L1: separators, and the blanks before one or at the end of the line, at the base level."""
    at_an_end = True
    for index in range(len(original) - 1, -1, -1):
        if original[index] in ("S", "B"):
            at_an_end = True
        elif original[index] not in _BLANK_AT_AN_END:
            at_an_end = False
        if at_an_end and levels[index] is not None:
            levels[index] = base
