"""The colours of the counter: dark ink on quiet paper or light ink on a dark one, with 16 too.

Every pair of text and background has a contrast of 7:1 or more; nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from cnss_counter.domain.clerk import Colours

PAPER = "#f6f4ee"
SHEET = "#ffffff"
INK = "#16242b"
FADED_INK = "#3d4c55"
TEAL = "#0b4a52"
MIST = "#dfe8e6"
RED = "#9b1c1c"
AMBER = "#684214"
GREEN = "#14532d"

COUNTER = Theme(
    name="counter",
    dark=False,
    primary=TEAL,
    secondary="#1d5a8a",
    accent=TEAL,
    background=PAPER,
    surface=SHEET,
    panel=MIST,
    foreground=INK,
    error=RED,
    warning=AMBER,
    success=GREEN,
    variables={
        "text": INK,
        "text-muted": FADED_INK,
        "text-disabled": FADED_INK,
        "text-error": RED,
        "text-warning": AMBER,
        "text-success": GREEN,
        "text-primary": TEAL,
        "title-ink": SHEET,
        "entry-focus": "#c2dad6",
        "entry-edge": "#9db0ae",
        "training": "#b00000",
        "training-ground": "#b00000",
        "training-ink": SHEET,
        "block-cursor-background": TEAL,
        "block-cursor-foreground": SHEET,
        "block-cursor-blurred-background": MIST,
        "block-cursor-blurred-foreground": INK,
        "input-cursor-background": INK,
        "input-cursor-foreground": SHEET,
        "input-selection-background": TEAL,
        "input-selection-foreground": SHEET,
        "scrollbar": "#9db0ae",
        "scrollbar-background": MIST,
        "scrollbar-corner-color": MIST,
    },
)

NIGHT = Theme(
    name="counter-dark",
    dark=True,
    primary="#8fdcd3",
    secondary="#9fc9f0",
    accent="#8fdcd3",
    background="#101619",
    surface="#000000",
    panel="#1f2b2d",
    foreground="#f2f5f4",
    error="#ffb0b0",
    warning="#f7cf6b",
    success="#98e6ae",
    variables={
        "text": "#f2f5f4",
        "text-muted": "#c6d2d3",
        "text-disabled": "#c6d2d3",
        "text-error": "#ffb0b0",
        "text-warning": "#f7cf6b",
        "text-success": "#98e6ae",
        "text-primary": "#8fdcd3",
        "title-ink": "#000000",
        "entry-focus": "#1d4a4c",
        "entry-edge": "#6c8583",
        "training": "#ff5f5f",
        "training-ground": "#a80000",
        "training-ink": "#ffffff",
        "block-cursor-background": "#8fdcd3",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#1f2b2d",
        "block-cursor-blurred-foreground": "#f2f5f4",
        "input-cursor-background": "#f2f5f4",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#8fdcd3",
        "input-selection-foreground": "#000000",
        "scrollbar": "#6c8583",
        "scrollbar-background": "#1f2b2d",
        "scrollbar-corner-color": "#1f2b2d",
    },
)

COLOURS: Mapping[Colours, Theme] = {"light": COUNTER, "dark": NIGHT}
