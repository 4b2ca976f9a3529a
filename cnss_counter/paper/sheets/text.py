"""The receipt as plain text, for a terminal or a matrix printer: 80 cells, two directions.

Lines come out as a printer without any knowledge of Arabic must receive them: joined forms in
visual order, each line at most `width` cells. The rules are ASCII.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import (
    Language,
    Notice,
    ReceiptContent,
    ReceiptPaper,
    ReceiptRow,
)
from cnss_counter.paper.typesetting.paragraphs import STICKY, prepared, wrapped
from cnss_counter.text import Direction, cells, display, has_arabic

GUTTER = 2
ROOM_FOR_A_STAMP = ("",) * 4
TICKS = {True: "[x]", False: "[ ]"}


def draw(content: ReceiptContent, width: int = 80) -> str:
    """The receipt in lines of at most `width` cells (48 or more), each ended by a line feed."""
    return "".join(f"{line.rstrip()}\n" for line in _Sheet(width).receipt(content))


class _Sheet:
    """Lines of one width."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._column = (width - GUTTER) // 2

    def receipt(self, content: ReceiptContent) -> Iterator[str]:
        yield from self._marks(content, "#" if content.is_training else "*")
        yield from self._pair(content.organisation)
        yield from self._pair(content.agency)
        yield from self._pair(content.clerk)
        yield "=" * self._width
        yield from self._pair(content.title)
        yield from self._pair(content.subtitle)
        yield "-" * self._width
        for row in content.rows:
            yield from self._row(row, is_reference=row.value == content.reference)
        for notice in content.notices:
            if notice.is_boxed:
                yield from self._boxed(notice)
        yield from self._papers(content)
        yield "-" * self._width
        yield from self._pair(content.next_steps_title)
        for number, step in enumerate(content.next_steps, start=1):
            yield from self._hanging(step, f"{number}.", f".{number}")
        yield "-" * self._width
        yield from self._pair(content.signature_box)
        yield from ROOM_FOR_A_STAMP
        yield "-" * self._width
        yield from self._small_print(content)
        yield from self._seal(content)
        yield from self._marks(content, "#" if content.is_training else "*")

    def _marks(self, content: ReceiptContent, sign: str) -> Iterator[str]:
        """The marks across the top and the foot, between signs that fill the line."""
        for mark in content.marks:
            words = f" {mark.fr} {sign * 3} {display(mark.ar, 'R')} "
            sides = max(self._width - cells(words), 0)
            yield sign * (sides // 2) + words + sign * (sides - sides // 2)

    def _row(self, row: ReceiptRow, *, is_reference: bool) -> Iterator[str]:
        """Labels on both sides and the value between them; below them where it is too long."""
        if row.value and row.value_ar:
            yield from self._pair(row.label)
            yield from self._hanging(Bilingual(row.value, row.value_ar), "", "", hang=2)
            return
        value = row.value or row.value_ar
        said = f">> {value} <<" if is_reference else value
        sides = max(cells(row.label.fr), cells(row.label.ar))
        if 2 * sides + cells(said) + 2 * GUTTER <= self._width:
            around = self._width - 2 * sides
            yield (
                self._left(row.label.fr, sides)
                + self._centre(said, around)
                + self._right(row.label.ar, sides)
            )
            return
        yield from self._pair(row.label)
        for line in self._lines(said, self._width, "ar" if has_arabic(said) else "fr"):
            yield self._centre(line, self._width)

    def _papers(self, content: ReceiptContent) -> Iterator[str]:
        if content.missing_papers:
            yield "=" * self._width
            yield from self._pair(content.come_back_title)
            yield from self._pair(content.come_back_text)
            for paper in content.missing_papers:
                yield from self._paper(paper)
            yield "=" * self._width
        elif content.other_papers:
            yield "-" * self._width
        if content.other_papers:
            yield from self._pair(content.papers_title)
            for paper in content.other_papers:
                yield from self._paper(paper)

    def _paper(self, paper: ReceiptPaper) -> Iterator[str]:
        tick = TICKS[paper.is_in_hand]
        said = Bilingual(
            f"{paper.label.fr} — {paper.state_words.fr}",
            f"{paper.label.ar} — {paper.state_words.ar}",
        )
        yield from self._hanging(said, tick, tick)
        if paper.reason:
            is_arabic = has_arabic(paper.reason)
            reason = Bilingual("", paper.reason) if is_arabic else Bilingual(paper.reason, "")
            yield from self._hanging(reason, "", "", hang=len(tick) + 1)

    def _boxed(self, notice: Notice) -> Iterator[str]:
        yield "!" * self._width
        yield from self._pair(notice.title)
        yield from self._pair(notice.text)
        yield "!" * self._width

    def _small_print(self, content: ReceiptContent) -> Iterator[str]:
        yield from self._pair(content.disclaimer)
        for notice in content.notices:
            if not notice.is_boxed:
                yield from self._pair(notice.title)
                yield from self._pair(notice.text)
        yield from self._pair(content.privacy)

    def _seal(self, content: ReceiptContent) -> Iterator[str]:
        """The sealed text between bars: a blank at the end of a line belongs to it."""
        yield "-" * self._width
        yield self._centre(content.fingerprint, self._width)
        if content.sealed:
            yield from self._pair(content.verify_label)
            step = self._width - 2
            for start in range(0, len(content.sealed), step):
                yield f"|{content.sealed[start : start + step]}|"

    def _pair(self, said: Bilingual) -> Iterator[str]:
        return self._hanging(said, "", "")

    def _hanging(self, said: Bilingual, left: str, right: str, hang: int = 0) -> Iterator[str]:
        """French left, Arabic right, a sign before the first line of each."""
        hang = hang or (max(len(left), len(right)) + 1 if left else 0)
        room = self._column - hang
        french = self._lines(said.fr, room, "fr")
        arabic = self._lines(said.ar, room, "ar")
        for number, (one, other) in enumerate(zip_longest(french, arabic, fillvalue="")):
            before, after = (left, right) if number == 0 else ("", "")
            yield (
                f"{before:<{hang}}"
                + self._left(one, room)
                + " " * (self._width - 2 * self._column)
                + self._right(other, room)
                + f"{after:>{hang}}"
            )

    @staticmethod
    def _lines(text: str, width: int, language: Language) -> tuple[str, ...]:
        return wrapped(prepared(text, language), width, cells) if text else ()

    @staticmethod
    def _left(text: str, width: int) -> str:
        return _shown(text, "L") + " " * (width - cells(text))

    @staticmethod
    def _right(text: str, width: int) -> str:
        return " " * (width - cells(text)) + _shown(text, "R")

    @staticmethod
    def _centre(text: str, width: int) -> str:
        blank = max(width - cells(text), 0)
        return " " * (blank // 2) + _shown(text, None) + " " * (blank - blank // 2)


def _shown(text: str, base: Direction | None) -> str:
    return display(text, base).replace(STICKY, " ")
