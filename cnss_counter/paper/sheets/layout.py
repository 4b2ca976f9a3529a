"""The geometry of the sheet: which copies stand where, at the largest scale that fits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.errors import DataFileError
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.sheets.sections.checklist import checklist, come_back_slip
from cnss_counter.paper.sheets.sections.closing import boxed_notices, closing, foot
from cnss_counter.paper.sheets.sections.facts import facts
from cnss_counter.paper.sheets.sections.heading import masthead, title
from cnss_counter.paper.typesetting.blocks import Across, Block, Box, Rule
from cnss_counter.paper.typesetting.styles import Section, Setting, moved, stacked
from cnss_counter.paper.typesetting.typeface import width_of

Sheet = Literal["A4", "A5"]
HEIGHTS: dict[Sheet, float] = {"A4": 297.0, "A5": 148.0}

WIDTH = 210.0
HALF = 148.5
SIDE, HEAD, FOOT = 12.0, 7.0, 5.5
GAP = 1.7
WIDEST_GAP = 6.0
SCALES = tuple(percent / 100 for percent in range(125, 81, -1))
"""From the largest: what a half sheet cannot hold at the last one takes a whole sheet."""

SMALL_SCALES = (*SCALES, *(percent / 100 for percent in range(81, 49, -1)))
"""What a whole sheet cannot hold either is set smaller (a large family), never on a blank page."""


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks on a page of `height` millimetres; all pages are 210 wide."""

    height: float
    blocks: tuple[Block, ...]


def pages(content: ReceiptContent, sheet: Sheet = "A4") -> tuple[Page, ...]:
    """The sheet of a receipt.

    A4 holds all copies, one below the other, with a line to cut along; A5 (lying) the first
    copy. What is too much for half a sheet even at the smallest scale gets an A4 page a copy.
    Raises `DataFileError` (`receipt.no_room`) where not even that holds it.
    """
    copies = content.copies if sheet == "A4" else content.copies[:1]
    halves = set_copies(content, copies, min(HALF, HEIGHTS[sheet]))
    if halves is None:
        whole = HEIGHTS["A4"]
        wholes = set_copies(content, copies, whole, SMALL_SCALES)
        if wholes is None:
            raise DataFileError("receipt.no_room", reference=content.reference)
        return tuple(Page(whole, page) for page in wholes)
    blocks: list[Block] = []
    for place, half in enumerate(halves):
        top = place * HALF
        blocks.extend(moved(Section(half, HALF), down=top).blocks)
        if place:
            blocks.append(Rule(6, top, WIDTH - 6, top, 0.2, dash=2))
    return (Page(HEIGHTS[sheet], tuple(blocks)),)


def set_copies(
    content: ReceiptContent,
    copies: tuple[Bilingual, ...],
    height: float,
    scales: Sequence[float] = SCALES,
) -> list[tuple[Block, ...]] | None:
    """Each copy in a space of the sheet's width; None when no scale lets it fit."""
    room = height - HEAD - FOOT

    @cache
    def at(scale: float) -> Composition:
        return Composition(content, copies, Setting(WIDTH - 2 * SIDE, scale))

    largest = bisect_left(scales, True, key=lambda scale: at(scale).least_height <= room)
    if largest == len(scales):
        return None
    columns = at(scales[largest]).filling(room)
    return [
        (*under(content, height), *moved(column, right=SIDE, down=HEAD).blocks)
        for column in columns
    ]


def has_room(content: ReceiptContent) -> bool:
    """Whether a whole sheet holds a copy, at the smallest scale."""
    smallest = Composition(content, content.copies, Setting(WIDTH - 2 * SIDE, SCALES[-1]))
    return smallest.least_height <= HEIGHTS["A4"] - HEAD - FOOT


class Composition:
    """The copies at one scale: all the same but for the title, which names the copy."""

    def __init__(
        self, content: ReceiptContent, copies: tuple[Bilingual, ...], setting: Setting
    ) -> None:
        self._content = content
        self._setting = setting
        self._masthead = masthead(setting, content)
        self._titles = [title(setting, content, copy) for copy in copies]
        body = (
            facts(setting, content),
            boxed_notices(setting, content),
            come_back_slip(setting, content),
            checklist(setting, content),
        )
        self._body = [section for section in body if section.height]
        self._foot = foot(setting, content)
        self._gap = setting.at(GAP)
        self._gaps = len(self._body) + 3
        highest = max(section.height for section in self._titles)
        self._taken = highest + sum(
            section.height for section in (self._masthead, *self._body, self._foot)
        )

    @property
    def least_height(self) -> float:
        band = closing(self._setting, self._content)
        return self._taken + self._gaps * self._gap + band.height

    def filling(self, height: float) -> list[Section]:
        """Each copy, exactly so high: wider gaps first, then more room for the stamp."""
        spare = (height - self.least_height) / self._gaps
        gap = self._gap + min(spare, self._setting.at(WIDEST_GAP - GAP))
        rest = height - self._taken - self._gaps * gap
        band = closing(self._setting, self._content, rest)
        return [
            stacked([self._masthead, named, *self._body, band, self._foot], gap)
            for named in self._titles
        ]


def under(content: ReceiptContent, height: float) -> list[Block]:
    """What lies below the text: the last mark, and the frame of a training print."""
    if not (content.is_training or content.duplicate) or not content.marks:
        return []
    mark = content.marks[-1]
    words = f"{mark.fr}   {mark.ar}"
    return training_marks(words, height) if content.is_training else [across(words, height)]


def training_marks(words: str, height: float) -> list[Block]:
    """A heavy red frame and the words across: no practice sheet may pass for a real one."""
    return [Box(4, 3, WIDTH - 8, height - 6, "alert", None, 1.2), across(words, height)]


def across(words: str, height: float) -> Across:
    """Words across a space of the sheet's width, as large as they can be."""
    size = min(64, 150 / width_of(words, 1, "semibold"))
    return Across(words, WIDTH / 2, height / 2, size, 24, "fr")
