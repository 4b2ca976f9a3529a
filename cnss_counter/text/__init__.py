"""Arabic that reads right: logical text in, cells of a terminal out.

Data, widget values, messages and files hold *logical* text: letters in the order they are read,
without presentation forms and without directional controls. Only the last step before a surface
calls `display` (a terminal) or gives the logical text to a shaping engine (paper).

Importing this package is cheap: the bidirectional algorithm loads with the first Arabic letter.
"""

from __future__ import annotations

from cnss_counter.text.door import clean, digit, logical, plain, quoted
from cnss_counter.text.script import Direction, has_arabic, isolate, needs_layout, width

__all__ = [
    "Direction",
    "cells",
    "clean",
    "digit",
    "display",
    "has_arabic",
    "isolate",
    "logical",
    "plain",
    "quoted",
]


def display(text: str, base: Direction | None = None) -> str:
    """One line of logical text as a cell terminal must receive it.

    Letters take their joined forms and stand in visual order, left to right; brackets are
    mirrored; references, dates, amounts and phone numbers keep their own order; no control
    character is left. `base` is the direction of the paragraph, `None` for that of its first
    letter (UAX #9, P2 and P3). The result fills `cells(text)` cells.
    """
    if base != "R" and not needs_layout(text):
        return text
    from cnss_counter.text.printed_line import printed_line

    return printed_line(text, base)


def cells(text: str) -> int:
    """The cells that `display(text)` fills: marks none, lam-alef one."""
    if needs_layout(text):
        from cnss_counter.text.layout import lay_out

        return lay_out(text).cells
    return sum(map(width, text))
