"""What is painted can be read: every colour of a screen on its background, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, get_args

from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet

from cnss_counter.domain.clerk import Colours
from cnss_counter.terminal.palette import COLOURS
from tests.screens.play import Play

XTERM = (
    "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
    "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
)  # fmt: skip
"""The sixteen colours of xterm, which most terminals take theirs from."""


ENOUGH = {ColorSystem.TRUECOLOR: 7.0, ColorSystem.EIGHT_BIT: 5.0, ColorSystem.STANDARD: 4.0}
"""WCAG 2.2 at its highest level; where a terminal rounds the colours, letters as for large type
(3:1) and more.
"""


class Painted(NamedTuple):
    """Letters or signs on a background."""

    ink: Color
    paper: Color
    is_text: bool


def painted(play: Play) -> Iterator[Painted]:
    for strip in play.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if not text.strip() or style is None or style.color is None or style.bgcolor is None:
                continue
            is_text = any(character.isalnum() for character in text)
            pair = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
            yield Painted(*pair, is_text)


def contrast(pair: Painted, system: ColorSystem) -> float:
    low, high = sorted(luminance(seen(color, system)) for color in (pair.ink, pair.paper))
    return (high + 0.05) / (low + 0.05)


def seen(color: Color, system: ColorSystem) -> ColorTriplet:
    """As a terminal with so many colours shows it."""
    shown = color.downgrade(system)
    if system is ColorSystem.STANDARD and shown.number is not None:
        return Color.parse(XTERM[shown.number]).get_truecolor()
    return shown.get_truecolor()


def luminance(color: ColorTriplet) -> float:
    """The relative luminance of WCAG 2.2, between 0 and 1."""
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def worst(play: Play, system: ColorSystem) -> tuple[float, Painted]:
    """What is hardest to read on the screen."""
    return min((contrast(pair, system), pair) for pair in painted(play) if pair.is_text)


def papers(play: Play) -> set[str]:
    return {pair.paper.name for pair in painted(play)}


async def can_be_read_in_both_colours(play: Play) -> None:
    """Each letter on its background, in any number of colours, light and dark."""
    worn, seen_in = play.app.theme, {}
    for colours in get_args(Colours):
        play.app.theme = COLOURS[colours].name
        await play.painted()
        seen_in[colours] = papers(play)
        for system, enough in ENOUGH.items():
            found, pair = worst(play, system)
            assert found >= enough, (colours, pair)
    assert seen_in["light"].isdisjoint(seen_in["dark"]), "a widget was not painted again"
    play.app.theme = worn
    await play.painted()
