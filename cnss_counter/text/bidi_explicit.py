"""UAX #9, P2 to X8: the paragraph's level, and the levels that directional controls ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MAX_DEPTH = 125  # BD2
ISOLATE_INITIATORS = frozenset(("LRI", "RLI", "FSI"))
EMBEDDING_INITIATORS = frozenset(("LRE", "RLE", "LRO", "RLO"))
REMOVED_BY_X9 = EMBEDDING_INITIATORS | {"PDF", "BN"}
_OVERRIDES = {"LRO": "L", "RLO": "R"}
_STRONG_LEVELS = {"L": 0, "R": 1, "AL": 1}


def matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """Each isolate initiator with its matching PDI, both ways (BD9)."""
    partners: dict[int, int] = {}
    open_initiators: list[int] = []
    for index, kind in enumerate(classes):
        if kind in ISOLATE_INITIATORS:
            open_initiators.append(index)
        elif kind == "PDI" and open_initiators:
            initiator = open_initiators.pop()
            partners[initiator], partners[index] = index, initiator
        elif kind == "B":  # nothing goes on beyond a paragraph, though one line may hold two
            open_initiators.clear()
    return partners


def first_strong_level(
    classes: Sequence[str], partners: dict[int, int], start: int, end: int
) -> int:
    """The level that the first strong letter gives, isolates passed over (P2, P3)."""
    index = start
    while index < end:
        level = _STRONG_LEVELS.get(classes[index])
        if level is not None:
            return level
        if classes[index] in ISOLATE_INITIATORS:
            index = partners.get(index, end)
        index += 1
    return 0


def explicit_levels(classes: list[str], partners: dict[int, int], base: int) -> list[int | None]:
    """The level of every character (X1 to X8), None where X9 removes it.

    `classes` are changed in place by the overrides. A paragraph separator keeps the base level.
    """
    levels: list[int | None] = [None if kind in REMOVED_BY_X9 else base for kind in classes]
    stack = _StatusStack(base)

    def place(index: int) -> None:
        levels[index] = stack.top.level
        classes[index] = stack.top.override or classes[index]

    for index, kind in enumerate(tuple(classes)):
        if kind in EMBEDDING_INITIATORS:
            stack.open_embedding(kind)
        elif kind == "PDF":
            stack.close_embedding()
        elif kind in ISOLATE_INITIATORS:
            is_right = kind == "RLI"
            if kind == "FSI":  # X5c
                end = partners.get(index, len(classes))
                is_right = bool(first_strong_level(classes, partners, index + 1, end))
            place(index)
            stack.open_isolate(is_right)
        elif kind == "PDI":
            stack.close_isolate()
            place(index)
        elif kind == "B":  # X8
            stack = _StatusStack(base)
        elif kind != "BN":
            place(index)
    return levels


class _Status(NamedTuple):
    level: int
    override: str | None
    is_isolate: bool


class _StatusStack:
    """The directional status stack of X1 with its three counters."""

    def __init__(self, base: int) -> None:
        self._entries = [_Status(base, None, False)]
        self._overflow_isolates = 0
        self._overflow_embeddings = 0
        self._valid_isolates = 0

    @property
    def top(self) -> _Status:
        return self._entries[-1]

    def open_embedding(self, kind: str) -> None:
        """X2 to X5: RLE, LRE, RLO, LRO."""
        level = self._next_level(kind.startswith("R"))
        if self._has_room(level):
            self._entries.append(_Status(level, _OVERRIDES.get(kind), False))
        elif not self._overflow_isolates:
            self._overflow_embeddings += 1

    def open_isolate(self, is_right: bool) -> None:
        """X5a, X5b: RLI, LRI."""
        level = self._next_level(is_right)
        if self._has_room(level):
            self._valid_isolates += 1
            self._entries.append(_Status(level, None, True))
        else:
            self._overflow_isolates += 1

    def close_isolate(self) -> None:
        """X6a: PDI closes the embeddings that were left open inside its isolate."""
        if self._overflow_isolates:
            self._overflow_isolates -= 1
        elif self._valid_isolates:
            self._overflow_embeddings = 0
            while not self._entries.pop().is_isolate:
                pass
            self._valid_isolates -= 1

    def close_embedding(self) -> None:
        """X7: PDF."""
        if self._overflow_isolates:
            return
        if self._overflow_embeddings:
            self._overflow_embeddings -= 1
        elif not self.top.is_isolate and len(self._entries) > 1:
            self._entries.pop()

    def _next_level(self, is_right: bool) -> int:
        """The next odd level to go right-to-left, the next even one to go left-to-right."""
        level = self.top.level
        return (level + 1) | 1 if is_right else (level + 2) & ~1

    def _has_room(self, level: int) -> bool:
        return level <= MAX_DEPTH and not self._overflow_isolates and not self._overflow_embeddings
