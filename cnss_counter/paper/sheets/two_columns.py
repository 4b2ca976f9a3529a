"""Lines of cells in two columns, French from the left and Arabic from the right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import Language
from cnss_counter.paper.typesetting.paragraphs import STICKY, prepared, wrapped
from cnss_counter.text import Direction, cells, display

GUTTER = 2


class TwoColumns:
    """Lines of one width."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._column = (width - GUTTER) // 2

    def pair(self, said: Bilingual) -> Iterator[str]:
        return self.hanging(said, "", "")

    def hanging(self, said: Bilingual, left: str, right: str, hang: int = 0) -> Iterator[str]:
        """French left, Arabic right, a sign before the first line of each."""
        hang = hang or (max(len(left), len(right)) + 1 if left else 0)
        room = self._column - hang
        french = self.lines(said.fr, room, "fr")
        arabic = self.lines(said.ar, room, "ar")
        for number, (one, other) in enumerate(zip_longest(french, arabic, fillvalue="")):
            before, after = (left, right) if number == 0 else ("", "")
            yield (
                f"{before:<{hang}}"
                + self.left(one, room)
                + " " * (self.width - 2 * self._column)
                + self.right(other, room)
                + f"{after:>{hang}}"
            )

    @staticmethod
    def lines(text: str, width: int, language: Language) -> tuple[str, ...]:
        return wrapped(prepared(text, language), width, cells) if text else ()

    @staticmethod
    def left(text: str, width: int) -> str:
        return _shown(text, "L") + " " * (width - cells(text))

    @staticmethod
    def right(text: str, width: int) -> str:
        return " " * (width - cells(text)) + _shown(text, "R")

    @staticmethod
    def centre(text: str, width: int) -> str:
        blank = max(width - cells(text), 0)
        return " " * (blank // 2) + _shown(text, None) + " " * (blank - blank // 2)


def _shown(text: str, base: Direction | None) -> str:
    return display(text, base).replace(STICKY, " ")
