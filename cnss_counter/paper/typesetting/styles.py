"""How text is set: a few styles, and sections that are stacked down a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import Language
from cnss_counter.paper.typesetting.blocks import (
    Across,
    Align,
    Block,
    Box,
    Ink,
    Modules,
    Path,
    Pictogram,
    Rule,
    Star,
    Text,
    TickBox,
)
from cnss_counter.paper.typesetting.paragraphs import prepared, wrapped
from cnss_counter.paper.typesetting.typeface import Weight, width_of

ARABIC_IS_LARGER = 1.08
"""Arabic letters look smaller than Latin ones of the same size."""

BASELINE = 0.74
"""Where the baseline stands in a line, from its top."""


class Style(NamedTuple):
    """Size in points, line to line in millimetres, weight and ink.

    `smallest` is how far a text may shrink to stay on one line, before it is broken: names and
    states may, running text never does.
    """

    size: float
    leading: float
    weight: Weight = "regular"
    ink: Ink = "text"
    smallest: float = 1


TITLE = Style(16, 6.9, "semibold")
ORGANISATION = Style(11, 4.8, "semibold", "accent")
REFERENCE = Style(16.5, 6.6, "semibold")
NAME = Style(13, 5.6, "semibold")
TO_DO = Style(11.5, 5.1, "semibold")
BAND = Style(13, 5.6, "semibold", "paper")
VALUE = Style(11, 4.8, "semibold")
HEADING = Style(10.5, 4.9, "semibold", "accent")
WARNING = Style(10.5, 4.9, "semibold", "alert")
NOTICE = Style(10, 4.5)
BODY = Style(9, 4)
LABEL = Style(9, 4)
RECEIVED = Style(9, 4, ink="accent")
LEFT_OUT = Style(9, 4)
MISSING = Style(9, 4, "semibold", "alert")
SMALL = Style(8, 3.55)
SMALL_STRONG = Style(9, 4, "semibold")
"""Every text is set in one of these, on a receipt at these very sizes; where a sheet is scaled, the
proportions stay."""


class Column(NamedTuple):
    """Where a paragraph stands across the page. Arabic stands right unless told otherwise."""

    x: float
    width: float
    language: Language
    align: Align | None = None


class Section(NamedTuple):
    """Blocks placed from (0, 0) down, and the height that they need."""

    blocks: tuple[Block, ...]
    height: float


NOTHING = Section((), 0)


@dataclass(frozen=True, slots=True)
class Setting:
    """A measure in millimetres, and a scale for everything set to it."""

    width: float
    scale: float = 1

    def at(self, millimetres: float) -> float:
        return millimetres * self.scale

    def size_of(self, style: Style, language: Language) -> float:
        """The size of a style, in points, at this scale."""
        return self.at(style.size) * (ARABIC_IS_LARGER if language == "ar" else 1)

    def inside(self, margin: float) -> Setting:
        """The same scale in a narrower measure, as in a frame."""
        return Setting(self.width - 2 * margin, self.scale)

    def halves(self, left: float = 0, width: float | None = None, gutter: float = 6) -> Columns:
        """The French column and the Arabic one."""
        half = ((self.width if width is None else width) - gutter) / 2
        return Column(left, half, "fr"), Column(left + half + gutter, half, "ar")

    def paragraph(
        self, text: str, style: Style, column: Column, *, top: float = 0, path: Path = ("P",)
    ) -> Section:
        """One paragraph. Empty text takes no room."""
        if not text:
            return NOTHING
        text = prepared(text, column.language)
        size = self.size_of(style, column.language)
        one_line = width_of(text, size, style.weight)
        if column.width < one_line <= column.width / style.smallest:
            size *= column.width / one_line * 0.999
        lines = wrapped(text, column.width, lambda line: width_of(line, size, style.weight))
        leading = self.at(style.leading)
        block = Text(
            lines=lines,
            x=column.x,
            baseline=top + leading * BASELINE,
            width=column.width,
            leading=leading,
            size=size,
            language=column.language,
            weight=style.weight,
            ink=style.ink,
            align=column.align or ("right" if column.language == "ar" else "left"),
            path=path,
        )
        return Section((block,), leading * len(lines))

    def pair(
        self,
        text: Bilingual,
        style: Style,
        columns: Columns | None = None,
        *,
        top: float = 0,
        path: Path = ("P",),
    ) -> Section:
        """The same thing side by side, first lines on one baseline."""
        french, arabic = columns or self.halves()
        return overlaid(
            self.paragraph(text.fr, style, french, top=top, path=path),
            self.paragraph(text.ar, style, arabic, top=top, path=path),
        )


Columns = tuple[Column, Column]


def text_width(setting: Setting, text: str, style: Style, language: Language) -> float:
    """How wide a text would be on one line, in millimetres."""
    return width_of(prepared(text, language), setting.size_of(style, language), style.weight)


def overlaid(*sections: Section) -> Section:
    """Sections side by side, all from the same top."""
    return Section(
        tuple(block for section in sections for block in section.blocks),
        max(section.height for section in sections),
    )


def stacked(sections: Iterable[Section], gap: float = 0) -> Section:
    """Sections below one another; those of no height leave no gap."""
    blocks: list[Block] = []
    y = 0.0
    for section in sections:
        if section.height:
            blocks.extend(moved(section, down=y).blocks)
            y += section.height + gap
    return Section(tuple(blocks), max(y - gap, 0))


def height_of(sections: Iterable[Section], gap: float = 0) -> float:
    """The height that sections take below one another."""
    heights = [section.height for section in sections if section.height]
    return sum(heights) + gap * max(len(heights) - 1, 0)


def centred(section: Section, height: float) -> Section:
    """A section in the middle of a height."""
    return Section(moved(section, down=(height - section.height) / 2).blocks, height)


def moved(section: Section, *, right: float = 0, down: float = 0) -> Section:
    """The same section elsewhere."""
    return Section(
        tuple(_moved_block(block, right, down) for block in section.blocks), section.height
    )


def _moved_block(block: Block, right: float, down: float) -> Block:
    match block:
        case Text():
            return replace(block, x=block.x + right, baseline=block.baseline + down)
        case Rule():
            return replace(
                block,
                x1=block.x1 + right,
                x2=block.x2 + right,
                y1=block.y1 + down,
                y2=block.y2 + down,
            )
        case Box() | TickBox() | Pictogram() | Star() | Modules() | Across():
            return replace(block, x=block.x + right, y=block.y + down)
