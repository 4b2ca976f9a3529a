"""Shapes that no reader reads, drawn through fpdf2: lines, frames, ticks, the star."""

from __future__ import annotations

from functools import singledispatch
from math import cos, pi, sin

from cnss_counter.paper.pdf.bidi_pdf import BidiPDF
from cnss_counter.paper.pdf.pictograms import POLYGONS
from cnss_counter.paper.typesetting.blocks import Block, Box, Ink, Pictogram, Rule, Star, TickBox

COLOURS: dict[Ink, tuple[int, int, int]] = {
    "text": (28, 30, 33),
    "muted": (78, 83, 88),
    "accent": (11, 84, 77),
    "alert": (158, 36, 22),
    "hairline": (188, 194, 198),
    "tint": (238, 243, 242),
    "shade": (234, 236, 238),
    "paper": (255, 255, 255),
}


@singledispatch
def draw_shape(shape: Block, pdf: BidiPDF) -> None:
    """Put a shape on the page. Raises `TypeError` for what is none."""
    raise TypeError(shape, pdf)


@draw_shape.register
def _(shape: Rule, pdf: BidiPDF) -> None:
    pdf.set_draw_color(COLOURS[shape.ink])
    pdf.set_line_width(shape.thickness)
    if shape.dash:
        pdf.set_dash_pattern(shape.dash, shape.dash)
    pdf.line(shape.x1, shape.y1, shape.x2, shape.y2)
    if shape.dash:
        pdf.set_dash_pattern()


@draw_shape.register
def _(shape: Box, pdf: BidiPDF) -> None:
    if shape.frame:
        pdf.set_draw_color(COLOURS[shape.frame])
        pdf.set_line_width(shape.thickness)
    if shape.ground:
        pdf.set_fill_color(COLOURS[shape.ground])
    pdf.rect(
        shape.x,
        shape.y,
        shape.width,
        shape.height,
        style=("D" if shape.frame else "") + ("F" if shape.ground else ""),
        round_corners=shape.radius > 0,
        corner_radius=shape.radius,
    )


@draw_shape.register
def _(shape: TickBox, pdf: BidiPDF) -> None:
    x, y, side = shape.x, shape.y, shape.side
    pdf.set_draw_color(COLOURS[shape.ink])
    pdf.set_line_width(0.2)
    pdf.rect(x, y, side, side)
    if shape.is_ticked:
        pdf.set_line_width(0.45)
        pdf.polyline(
            [
                (x + 0.20 * side, y + 0.52 * side),
                (x + 0.42 * side, y + 0.76 * side),
                (x + 0.82 * side, y + 0.22 * side),
            ]
        )


@draw_shape.register
def _(shape: Pictogram, pdf: BidiPDF) -> None:
    for is_solid, corners in POLYGONS[shape.sign]:
        pdf.set_fill_color(COLOURS[shape.ink if is_solid else "paper"])
        pdf.polygon(
            [
                (
                    shape.x + shape.side * (1 - across if shape.is_mirrored else across),
                    shape.y + shape.side * down,
                )
                for across, down in corners
            ],
            style="F",
        )


@draw_shape.register
def _(shape: Star, pdf: BidiPDF) -> None:
    pdf.set_draw_color(COLOURS[shape.ink])
    pdf.set_fill_color(COLOURS[shape.ink])
    pdf.set_line_width(0.35)
    for turn in (0, pi / 4):
        pdf.polygon(_corners(shape, 4, shape.radius, turn))
    pdf.polygon(_corners(shape, 8, shape.radius * 0.34, pi / 8), style="F")


def _corners(star: Star, count: int, radius: float, turn: float) -> list[tuple[float, float]]:
    return [
        (
            star.x + radius * cos(turn + 2 * pi * corner / count),
            star.y + radius * sin(turn + 2 * pi * corner / count),
        )
        for corner in range(count)
    ]
