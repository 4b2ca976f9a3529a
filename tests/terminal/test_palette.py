"""The colours are legible to everybody, and on sixteen colours too."""

from __future__ import annotations

import pytest
from rich.color import Color as TerminalColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from cnss_counter.terminal import palette

INKS = ("INK", "FADED_INK", "TEAL", "RED", "AMBER", "GREEN")
PAPERS = ("PAPER", "SHEET")
THEMES = tuple(palette.COLOURS.values())
ENOUGH = 7.0
"""The contrast that WCAG 2.2 asks at its highest level."""


def luminance(color: Color) -> float:
    """The relative luminance of WCAG 2.2, between 0 and 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("ink", INKS)
def test_each_ink_can_be_read_on_each_paper(ink: str, paper: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, paper)) >= ENOUGH


def test_bands_and_the_entry_under_the_cursor_can_be_read() -> None:
    assert contrast(palette.SHEET, palette.TEAL) >= ENOUGH
    assert contrast(palette.TEAL, palette.MIST) >= ENOUGH
    assert contrast(palette.INK, palette.COUNTER.variables["entry-focus"]) >= ENOUGH


@pytest.mark.parametrize("ink", INKS)
def test_with_sixteen_colours_no_ink_is_the_colour_of_the_paper(ink: str) -> None:
    assert sixteen(getattr(palette, ink)) not in {sixteen(palette.PAPER), sixteen(palette.SHEET)}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_with_sixteen_colours_the_entry_under_the_cursor_stands_out(theme: Theme) -> None:
    focus = sixteen(theme.variables["entry-focus"])
    assert focus not in {sixteen(theme.surface or ""), sixteen(theme.foreground or "")}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("system", [ColorSystem.STANDARD, ColorSystem.EIGHT_BIT])
def test_what_the_next_key_would_replace_stands_out_from_the_entry(
    system: ColorSystem, theme: Theme
) -> None:
    """An answer is selected whole when its field is entered: nobody wipes it unseen."""
    colours = theme.variables
    selected, entry = (
        TerminalColor.parse(colours[name]).downgrade(system).number
        for name in ("input-selection-background", "entry-focus")
    )
    assert selected != entry
    assert contrast(colours["input-selection-background"], colours["entry-focus"]) >= 4.5
    assert (
        contrast(colours["input-selection-foreground"], colours["input-selection-background"])
        >= ENOUGH
    )


def sixteen(color: str) -> int | None:
    return TerminalColor.parse(color).downgrade(ColorSystem.STANDARD).number
