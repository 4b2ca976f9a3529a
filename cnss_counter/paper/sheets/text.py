"""The receipt as plain text, 80 cells, two directions: a file, or lines for a matrix printer.

A file is read by programs that know Arabic: its letters stand in the order in which they are read,
each Arabic text set apart (UAX #9), so that it stays in its column and turns no reference around.
A matrix printer and a bare terminal know none: they get joined forms in visual order. The two are
the same sheet, cell by cell. The rules are ASCII.
"""

from __future__ import annotations

from collections.abc import Iterator

from cnss_counter.domain.bilingual import COLON, NOTHING, Bilingual, in_a_row
from cnss_counter.paper.content.receipt import (
    Notice,
    ReceiptContent,
    ReceiptPaper,
    ReceiptRow,
)
from cnss_counter.paper.sheets.two_columns import GUTTER, Order, TwoColumns
from cnss_counter.text import cells, has_arabic, isolate

ROOM_FOR_A_STAMP = ("",) * 4
TICKS = {True: "[x]", False: "[ ]"}


def draw(content: ReceiptContent, width: int = 80, order: Order = "logical") -> str:
    """The receipt in lines of at most `width` cells (48 or more), each ended by a line feed."""
    return "".join(f"{line.rstrip()}\n" for line in _Sheet(width, order).receipt(content))


class _Sheet(TwoColumns):
    """What a receipt says, in the order of its paper."""

    def receipt(self, content: ReceiptContent) -> Iterator[str]:
        yield from self._marks(content, "#" if content.is_training else "*")
        yield from self.pair(content.organisation)
        yield from self.pair(content.title)
        yield from self.pair(content.standing)
        yield from self.pair(content.edition)
        yield "=" * self.width
        yield from self._identity(content)
        yield from self._to_do(content)
        yield "=" * self.width
        for notice in content.notices:
            if notice.is_boxed:
                yield from self._boxed(notice)
        for row in content.rows:
            if row.value != content.reference and row != content.person:
                yield from self._row(row, is_reference=False)
        yield from self.pair(content.subtitle)
        yield from self.pair(content.agency)
        yield from self.pair(content.clerk)
        yield from self._papers(content)
        yield "-" * self.width
        yield from self.pair(content.next_steps_title)
        for number, step in enumerate(content.next_steps, start=1):
            yield from self.hanging(step, f"{number}.", f".{number}")
        yield "-" * self.width
        yield from self.pair(content.signature_box)
        yield from ROOM_FOR_A_STAMP
        yield "-" * self.width
        yield from self._small_print(content)
        yield from self._seal(content)
        yield from self._marks(content, "#" if content.is_training else "*")

    def _identity(self, content: ReceiptContent) -> Iterator[str]:
        """The reference, then whose it is."""
        for row in content.rows:
            if row.value == content.reference:
                yield from self._row(row, is_reference=True)
        if content.person is not None:
            yield from self._row(content.person, is_reference=False)

    def _to_do(self, content: ReceiptContent) -> Iterator[str]:
        """What to bring, each with a box to tick; what to ask for and keep, and whom to call."""
        yield from self.pair(content.come_back_title)
        for said in content.asked_first:
            yield from self.hanging(said, TICKS[False], TICKS[False])
        yield from self.pair(content.ask)
        yield from self.pair(content.keep)
        yield from self.pair(content.call)

    def _marks(self, content: ReceiptContent, sign: str) -> Iterator[str]:
        """The marks across the top and the foot, between signs that fill the line."""
        for mark in content.marks:
            words = f" {mark.fr} {sign * 3} {self.shown(mark.ar, 'R')} "
            sides = max(self.width - cells(words), 0)
            yield sign * (sides // 2) + words + sign * (sides - sides // 2)

    def _row(self, row: ReceiptRow, *, is_reference: bool) -> Iterator[str]:
        """Labels on both sides and the value between them; below them where it is too long."""
        if row.value and row.value_ar:
            yield from self._labelled(row)
            return
        value = row.value or row.value_ar
        said = f">> {value} <<" if is_reference else value
        sides = max(cells(row.label.fr), cells(row.label.ar))
        if 2 * sides + cells(said) + 2 * GUTTER <= self.width:
            around = self.width - 2 * sides
            yield (
                self.left(row.label.fr, sides)
                + self.centre(said, around)
                + self.right(row.label.ar, sides)
            )
            return
        yield from self.pair(row.label)
        for line in self.lines(said, self.width, "ar" if has_arabic(said) else "fr"):
            yield self.centre(line, self.width)

    def _labelled(self, row: ReceiptRow) -> Iterator[str]:
        """A value in both languages, beside its label where each half has room for both."""
        beside = Bilingual(
            f"{row.label.fr}{COLON.fr}{row.value}",
            f"{row.label.ar}{COLON.ar}{isolate(row.value_ar, 'R')}",
        )
        if max(cells(beside.fr), cells(beside.ar)) <= self.half:
            yield from self.pair(beside)
            return
        yield from self.pair(row.label)
        yield from self.hanging(Bilingual(row.value, row.value_ar), "", "", hang=2)

    def _papers(self, content: ReceiptContent) -> Iterator[str]:
        papers = (*content.missing_papers, *content.other_papers)
        if papers:
            yield "-" * self.width
            lacking = content.come_back_text if content.missing_papers else NOTHING
            yield from self.pair(in_a_row([content.papers_title, lacking]))
        for paper in papers:
            yield from self._paper(paper)

    def _paper(self, paper: ReceiptPaper) -> Iterator[str]:
        tick = TICKS[paper.is_in_hand]
        said = Bilingual(
            f"{paper.label.fr} — {paper.state_words.fr}",
            f"{paper.label.ar} — {paper.state_words.ar}",
        )
        yield from self.hanging(said, tick, tick)
        yield from self.hanging(paper.reason_said, "", "", hang=len(tick) + 1)

    def _boxed(self, notice: Notice) -> Iterator[str]:
        yield "!" * self.width
        yield from self.pair(notice.title)
        yield from self.pair(notice.text)
        yield "!" * self.width

    def _small_print(self, content: ReceiptContent) -> Iterator[str]:
        yield from self.pair(content.disclaimer)
        for notice in content.notices:
            if not notice.is_boxed:
                yield from self.pair(notice.title)
                yield from self.pair(notice.text)
        yield from self.pair(content.privacy)

    def _seal(self, content: ReceiptContent) -> Iterator[str]:
        """The sealed text between bars: a blank at the end of a line belongs to it."""
        yield "-" * self.width
        yield from self.pair(content.fingerprint_label)
        yield self.centre(content.fingerprint, self.width)
        if content.sealed:
            yield from self.pair(content.verify_label)
            step = self.width - 2
            for start in range(0, len(content.sealed), step):
                yield f"|{content.sealed[start : start + step]}|"
