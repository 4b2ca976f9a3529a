"""Lines of cells in two columns, French from the left and Arabic from the right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import Language
from cnss_counter.paper.typesetting.paragraphs import STICKY, prepared, wrapped
from cnss_counter.text import Direction, cells, display, has_arabic, isolate
from cnss_counter.text.script import ISOLATING, is_never_written

Order = Literal["logical", "visual"]
"""As it is read, for files; as it is seen, for what draws cell by cell."""

GUTTER = 2


class TwoColumns:
    """Lines of one width."""

    def __init__(self, width: int, order: Order) -> None:
        self.width = width
        self.shown = _logical if order == "logical" else _visual
        self.half = (width - GUTTER) // 2

    def pair(self, said: Bilingual) -> Iterator[str]:
        return self.hanging(said, "", "")

    def hanging(self, said: Bilingual, left: str, right: str, hang: int = 0) -> Iterator[str]:
        """French left, Arabic right, a sign before the first line of each."""
        hang = hang or (max(len(left), len(right)) + 1 if left else 0)
        room = self.half - hang
        french = self.lines(said.fr, room, "fr")
        arabic = self.lines(said.ar, room, "ar")
        for number, (one, other) in enumerate(zip_longest(french, arabic, fillvalue="")):
            before, after = (left, right) if number == 0 else ("", "")
            yield (
                f"{before:<{hang}}"
                + self.left(one, room)
                + " " * (self.width - 2 * self.half)
                + self.right(other, room)
                + f"{after:>{hang}}"
            )

    @staticmethod
    def lines(text: str, width: int, language: Language) -> tuple[str, ...]:
        return wrapped(prepared(text, language), width, cells) if text else ()

    def left(self, text: str, width: int) -> str:
        return self.shown(text, "L") + " " * (width - cells(text))

    def right(self, text: str, width: int) -> str:
        return " " * (width - cells(text)) + self.shown(text, "R")

    def centre(self, text: str, width: int) -> str:
        blank = max(width - cells(text), 0)
        return " " * (blank // 2) + self.shown(text, None) + " " * (blank - blank // 2)


def _visual(text: str, base: Direction | None) -> str:
    return display(text, base).replace(STICKY, " ")


def _logical(text: str, base: Direction | None) -> str:
    """The letters as they are; nothing of its neighbours moves into an Arabic text."""
    kept = "".join(filter(_is_in_a_file, text)).replace(STICKY, " ")
    return isolate(kept, base) if has_arabic(kept) or (kept and base == "R") else kept


def _is_in_a_file(character: str) -> bool:
    return character in ISOLATING or not is_never_written(character)
