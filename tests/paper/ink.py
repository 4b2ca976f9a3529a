"""Where the ink of a page really is: glyph outlines, not line heights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import uharfbuzz

from cnss_counter.paper.sheets.layout import WIDTH, Page
from cnss_counter.paper.typesetting.blocks import (
    Block,
    Box,
    Modules,
    Pictogram,
    Rule,
    Star,
    Text,
    TickBox,
)
from cnss_counter.paper.typesetting.typeface import (
    POINT,
    Face,
    Weight,
    drawable,
    font_file,
    parts,
    width_of,
)

UNPRINTABLE = 4.0
"""Millimetres along the edges of the paper."""


class Area(NamedTuple):
    """A rectangle in millimetres, and what stands in it."""

    left: float
    top: float
    right: float
    bottom: float
    what: str

    def meets(self, other: Area) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def areas(block: Block) -> list[Area]:
    """The inked rectangles of what is read: each line of a text, a tick box, a code, the star."""
    match block:
        case Text():
            return list(_lines(block))
        case TickBox():
            return [Area(block.x, block.y, block.x + block.side, block.y + block.side, "tick box")]
        case Pictogram():
            right, bottom = block.x + block.side, block.y + block.side
            return [Area(block.x, block.y, right, bottom, f"the sign for {block.sign}")]
        case Modules():
            right, bottom = block.x + block.width, block.y + block.height
            return [Area(block.x, block.y, right, bottom, block.alternative)]
        case Star():
            x, y, radius = block.x, block.y, block.radius
            return [Area(x - radius, y - radius, x + radius, y + radius, "star")]
        case _:
            return []


def strokes(block: Block) -> list[Area]:
    """The lines that no letter may touch: rules and frames."""
    match block:
        case Rule():
            half = block.thickness / 2
            return [Area(block.x1, block.y1 - half, block.x2, block.y2 + half, "rule")]
        case Box() if block.frame:
            half = block.thickness / 2
            left, right = block.x, block.x + block.width
            top, bottom = block.y, block.y + block.height
            return [
                Area(left, top - half, right, top + half, "frame"),
                Area(left, bottom - half, right, bottom + half, "frame"),
                Area(left - half, top, left + half, bottom, "frame"),
                Area(right - half, top, right + half, bottom, "frame"),
            ]
        case _:
            return []


def collisions(page: Page) -> list[tuple[str, str]]:
    return meetings(page.blocks)


def meetings(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """What meets something else: two blocks, or a block and a rule or frame."""
    inked = [(block, area) for block in blocks for area in areas(block)]
    drawn = [stroke for block in blocks for stroke in strokes(block)]
    return [
        (one.what, other.what)
        for (block, one), (another, other) in combinations(inked, 2)
        if block is not another and one.meets(other)
    ] + [(area.what, stroke.what) for _, area in inked for stroke in drawn if area.meets(stroke)]


def touching(text: Text) -> list[tuple[str, str]]:
    """Lines of one text, each with the next, where the letters of one reach into the other."""
    lines = list(_lines(text))
    return [
        (above.what, below.what) for above, below in pairwise(lines) if above.bottom > below.top
    ]


def leaving(page: Page) -> list[Area]:
    """What stands where many office printers cannot print, or beyond."""
    right, bottom = WIDTH - UNPRINTABLE, page.height - UNPRINTABLE
    return [
        area
        for block in page.blocks
        for area in areas(block)
        if area.left < UNPRINTABLE
        or area.top < UNPRINTABLE
        or area.right > right
        or area.bottom > bottom
    ]


def _lines(text: Text) -> Iterator[Area]:
    em = text.size * POINT
    for number, line in enumerate(text.lines):
        width = width_of(line, text.size, text.weight)
        spare = text.width - width
        left = text.x + {"left": 0.0, "centre": spare / 2, "right": spare}[text.align]
        above, below = _reach(line, text.weight)
        baseline = text.baseline + number * text.leading
        yield Area(left, baseline - above * em, left + width, baseline + below * em, line)


@cache
def _reach(line: str, weight: Weight) -> tuple[float, float]:
    """How far the letters of a line reach above and below its baseline, in ems."""
    outlines = [outline for part in parts(drawable(line)) for outline in _outlines(*part, weight)]
    tops = [outline.y_bearing for outline in outlines]
    bottoms = [outline.y_bearing + outline.height for outline in outlines]
    return max(tops) / 1000, -min(bottoms) / 1000


def _outlines(face: Face, text: str, weight: Weight) -> list[Any]:
    font = _font(face, weight)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return [font.get_glyph_extents(glyph.codepoint) for glyph in buffer.glyph_infos]


@cache
def _font(face: Face, weight: Weight) -> Any:
    file = str(font_file(weight, face))
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file)))
