"""What is painted can be read: every colour of a screen on its background, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, get_args

from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet

from cnss_counter.domain.clerk import Colours
from cnss_counter.terminal.palette import COLOURS
from tests.screens.play import Play

SIXTEEN = {
    "xterm": (
        "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
        "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
    ),
    "the console of Linux": (
        "#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
        "#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff",
    ),
    "PuTTY": (
        "#000000", "#bb0000", "#00bb00", "#bbbb00", "#0000bb", "#bb00bb", "#00bbbb", "#bbbbbb",
        "#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff",
    ),
    "Tango": (
        "#2e3436", "#cc0000", "#4e9a06", "#c4a000", "#3465a4", "#75507b", "#06989a", "#d3d7cf",
        "#555753", "#ef2929", "#8ae234", "#fce94f", "#729fcf", "#ad7fa8", "#34e2e2", "#eeeeec",
    ),
    "Windows": (
        "#0c0c0c", "#c50f1f", "#13a10e", "#c19c00", "#0037da", "#881798", "#3a96dd", "#cccccc",
        "#767676", "#e74856", "#16c60c", "#f9f1a5", "#3b78ff", "#b4009e", "#61d6d6", "#f2f2f2",
    ),
}  # fmt: skip
"""The sixteen colours as terminals are shipped with them. mlterm has those of xterm."""


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
    """In the palette in which it is least, where terminals differ."""
    return min(
        (high + 0.05) / (low + 0.05)
        for palette in (SIXTEEN if system is ColorSystem.STANDARD else ("",))
        for low, high in [sorted(luminance(seen(color, system, palette)) for color in pair[:2])]
    )


def seen(color: Color, system: ColorSystem, palette: str = "xterm") -> ColorTriplet:
    """As a terminal with so many colours shows it."""
    shown = color.downgrade(system)
    if system is ColorSystem.STANDARD and shown.number is not None:
        return Color.parse(SIXTEEN[palette][shown.number]).get_truecolor()
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
