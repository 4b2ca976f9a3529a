"""Blocks as the dots of a thermal printer, through Pillow."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cnss_counter.arabic import display
from cnss_counter.receipt.blocks import Block, Box, Modules, Rule, Text, TickBox
from cnss_counter.receipt.setting import Section
from cnss_counter.receipt.typeface import POINT, Weight, drawable, font_file

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

DOTS_PER_MILLIMETRE = 8
MARGIN = 2.0
"""Blank paper above and below, in millimetres."""


def painted(section: Section, width: float) -> Image.Image:
    """A section as black dots on white."""
    from PIL import Image, ImageDraw

    paper = Image.new("1", (_dots(width), _dots(section.height + 2 * MARGIN)), 1)
    pen = ImageDraw.Draw(paper)
    pen.fontmode = "1"
    for block in section.blocks:
        _put(pen, block)
    return paper


def _put(pen: ImageDraw.ImageDraw, block: Block) -> None:
    match block:
        case Text():
            _write(pen, block)
        case Rule():
            ends = (block.x1, block.y1 + MARGIN, block.x2, block.y2 + MARGIN)
            pen.line([_dots(end) for end in ends], fill=0, width=_dots(block.thickness))
        case Box():
            _frame(pen, block.x, block.y, block.width, block.height, block.thickness)
        case TickBox():
            _frame(pen, block.x, block.y, block.side, block.side, 0.25)
        case Modules():
            _modules(pen, block)


def _write(pen: ImageDraw.ImageDraw, text: Text) -> None:
    """Lines in visual order and joined forms, so that any build of Pillow draws them alike."""
    font = _font(text.weight, round(text.size * POINT * DOTS_PER_MILLIMETRE))
    anchor, part = {"left": ("ls", 0.0), "centre": ("ms", 0.5), "right": ("rs", 1.0)}[text.align]
    x = _dots(text.x + part * text.width)
    for number, line in enumerate(text.lines):
        y = _dots(text.baseline + number * text.leading + MARGIN)
        seen = display(drawable(line), "R" if text.is_right_to_left else "L")
        pen.text((x, y), seen, font=font, fill=0, anchor=anchor)


def _frame(
    pen: ImageDraw.ImageDraw, x: float, y: float, width: float, height: float, thickness: float
) -> None:
    corners = (x, y + MARGIN, x + width, y + height + MARGIN)
    left, top, right, bottom = (_dots(corner) for corner in corners)
    pen.rectangle((left, top, right - 1, bottom - 1), outline=0, width=_dots(thickness))


def _modules(pen: ImageDraw.ImageDraw, code: Modules) -> None:
    """Modules of a whole number of dots: a printer's dots do not divide."""
    side = _dots(code.width) // len(code.rows)
    left, top = _dots(code.x), _dots(code.y + MARGIN)
    for line, row in enumerate(code.rows):
        for place, module in enumerate(row):
            if module == "1":
                x, y = left + place * side, top + line * side
                pen.rectangle((x, y, x + side - 1, y + side - 1), fill=0)


@cache
def _font(weight: Weight, dots: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(font_file(weight), dots, layout_engine=ImageFont.Layout.BASIC)


def _dots(millimetres: float) -> int:
    return round(millimetres * DOTS_PER_MILLIMETRE)
