"""The geometry of the sheet: which copies stand where, at the largest scale that fits."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from cnss_counter.receipt.blocks import Across, Block, Box, Rule
from cnss_counter.receipt.content import Bilingual, ReceiptContent
from cnss_counter.receipt.sections.checklist import checklist, come_back_slip
from cnss_counter.receipt.sections.closing import boxed_notices, closing, foot
from cnss_counter.receipt.sections.facts import facts
from cnss_counter.receipt.sections.heading import masthead, title
from cnss_counter.receipt.setting import Section, Setting, moved, stacked
from cnss_counter.receipt.typeface import width_of

Sheet = Literal["A4", "A5"]
HEIGHTS: dict[Sheet, float] = {"A4": 297.0, "A5": 148.0}

WIDTH = 210.0
HALF = 148.5
SIDE, HEAD, FOOT = 12.0, 7.0, 5.5
GAP = 1.7
WIDEST_GAP = 4.2
SCALES = tuple(percent / 100 for percent in range(112, 81, -1))
"""From the largest: what a half sheet cannot hold at the last one takes a whole sheet."""


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks on a page of `height` millimetres; all pages are 210 wide."""

    height: float
    blocks: tuple[Block, ...]


def pages(content: ReceiptContent, sheet: Sheet = "A4") -> tuple[Page, ...]:
    """The sheet of a receipt.

    A4 holds all copies, one below the other, with a line to cut along; A5 (lying) the first
    copy. What is too much for half a sheet even at the smallest scale gets an A4 page a copy.
    """
    copies = content.copies if sheet == "A4" else content.copies[:1]
    space = min(HALF, HEIGHTS[sheet])
    halves = [copy_of(content, copy, space) for copy in copies]
    if not all(halves):
        whole = HEIGHTS["A4"]
        return tuple(Page(whole, copy_of(content, copy, whole) or ()) for copy in copies)
    blocks: list[Block] = []
    for place, half in enumerate(halves):
        top = place * HALF
        blocks.extend(moved(Section(half or (), HALF), down=top).blocks)
        if place:
            blocks.append(Rule(6, top, WIDTH - 6, top, 0.2, dash=2))
    return (Page(HEIGHTS[sheet], tuple(blocks)),)


def copy_of(content: ReceiptContent, copy: Bilingual, height: float) -> tuple[Block, ...] | None:
    """One copy in a space of the sheet's width, or None when it cannot be set legibly."""
    room = height - HEAD - FOOT

    def fits(scale: float) -> bool:
        return Copy(content, copy, Setting(WIDTH - 2 * SIDE, scale)).least_height <= room

    largest = bisect_left(SCALES, True, key=fits)
    if largest == len(SCALES):
        return None
    chosen = Copy(content, copy, Setting(WIDTH - 2 * SIDE, SCALES[largest]))
    column = moved(chosen.filling(room), right=SIDE, down=HEAD)
    return (*under(content, height), *column.blocks)


class Copy:
    """One copy at one scale: sections from the top, and a closing band that takes up the slack."""

    def __init__(self, content: ReceiptContent, copy: Bilingual, setting: Setting) -> None:
        self._content = content
        self._setting = setting
        sections = (
            masthead(setting, content),
            title(setting, content, copy),
            facts(setting, content),
            boxed_notices(setting, content),
            come_back_slip(setting, content),
            checklist(setting, content),
        )
        self._sections = [section for section in sections if section.height]
        self._foot = foot(setting, content)
        self._taken = sum(section.height for section in (*self._sections, self._foot))
        self._gap = setting.at(GAP)
        self._gaps = len(self._sections) + 1

    @property
    def least_height(self) -> float:
        band = closing(self._setting, self._content)
        return self._taken + self._gaps * self._gap + band.height

    def filling(self, height: float) -> Section:
        """The whole copy, exactly so high: wider gaps first, then more room for the stamp."""
        spare = (height - self.least_height) / self._gaps
        gap = self._gap + min(spare, self._setting.at(WIDEST_GAP - GAP))
        rest = height - self._taken - self._gaps * gap
        band = closing(self._setting, self._content, rest)
        return stacked([*self._sections, band, self._foot], gap)


def under(content: ReceiptContent, height: float) -> list[Block]:
    """What lies below the text: the training frame and the word across the page."""
    blocks: list[Block] = []
    if content.is_training:
        blocks.append(Box(4, 3, WIDTH - 8, height - 6, "alert", None, 1.2))
    if content.marks and (content.duplicate or content.is_training):
        mark = content.marks[-1]
        text = f"{mark.fr}   {mark.ar}"
        size = min(64, 150 / width_of(text, 1, "semibold"))
        blocks.append(Across(text, WIDTH / 2, height / 2, size, 24, "fr"))
    return blocks
