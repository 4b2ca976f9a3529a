"""The signs for what to bring, ask for and keep, and whom to call: no typeface has to have them."""

from __future__ import annotations

from math import cos, pi, sin

from cnss_counter.paper.typesetting.blocks import Sign

Polygon = tuple[bool, tuple[tuple[float, float], ...]]
"""Whether it is solid or cut out of the one below, and its corners in a square of side 1."""


def _box(left: float, top: float, right: float, bottom: float, *, is_solid: bool = True) -> Polygon:
    return is_solid, ((left, top), (right, top), (right, bottom), (left, bottom))


def _dial(across: float, down: float, radius: float) -> Polygon:
    turns = (2 * pi * corner / 24 for corner in range(24))
    return False, tuple((across + radius * cos(turn), down + radius * sin(turn)) for turn in turns)


def _written_sheet(left: float, top: float, right: float, bottom: float) -> tuple[Polygon, ...]:
    """The outline of a sheet, with two lines of writing at its head."""
    edge = 0.07
    inner = _box(left + edge, top + edge, right - edge, bottom - edge, is_solid=False)
    writing = (
        _box(left + 0.14, top + down, right - 0.14, top + down + 0.06) for down in (0.17, 0.31)
    )
    return (_box(left, top, right, bottom), inner, *writing)


POLYGONS: dict[Sign, tuple[Polygon, ...]] = {
    "bring": (  # a sheet, and an arrow from it to the text
        *_written_sheet(0, 0.04, 0.62, 0.96),
        (
            False,
            ((0.2, 0.5), (0.58, 0.5), (0.58, 0.32), (1, 0.68), (0.58, 1), (0.58, 0.86),
             (0.2, 0.86)),
        ),
        (
            True,
            ((0.26, 0.6), (0.64, 0.6), (0.64, 0.44), (1, 0.68), (0.64, 0.92), (0.64, 0.76),
             (0.26, 0.76)),
        ),
    ),
    "ask": (  # a triangle that warns: there is more to read
        (True, ((0.5, 0.02), (1, 0.98), (0, 0.98))),
        (False, ((0.43, 0.36), (0.57, 0.36), (0.54, 0.68), (0.46, 0.68))),
        _dial(0.5, 0.81, 0.07),
    ),
    "keep": (  # a sheet in a folder
        *_written_sheet(0.16, 0, 0.84, 0.7),
        (False, ((0, 0.36), (0.44, 0.36), (0.5, 0.44), (1, 0.44), (1, 1), (0, 1))),
        (True, ((0, 0.42), (0.42, 0.42), (0.48, 0.5), (1, 0.5), (1, 1), (0, 1))),
    ),
    "call": (  # a telephone with its receiver and dial
        (True, ((0.28, 0.42), (0.72, 0.42), (0.92, 0.94), (0.08, 0.94))),
        _dial(0.5, 0.69, 0.14),
        (
            True,
            ((0, 0.42), (0, 0.28), (0.1, 0.14), (0.28, 0.06), (0.72, 0.06), (0.9, 0.14), (1, 0.28),
             (1, 0.42), (0.76, 0.42), (0.74, 0.28), (0.26, 0.28), (0.24, 0.42)),
        ),
    ),
}  # fmt: skip
