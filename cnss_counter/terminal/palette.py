"""The colours of the counter: dark ink on quiet paper, legible with 16 colours too.

Every pair of text and background has a contrast of 7:1 or more; nothing is said by colour alone.
"""

from __future__ import annotations

from textual.theme import Theme

PAPER = "#f6f4ee"
SHEET = "#ffffff"
INK = "#16242b"
FADED_INK = "#3d4c55"
TEAL = "#0b4a52"
MIST = "#dfe8e6"
RED = "#9b1c1c"
AMBER = "#6e4300"
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
        "training": "#c00000",
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
