"""The red of training in any number of colours; letters that cannot be read are found out."""

from __future__ import annotations

from dataclasses import replace

from rich.color import Color, ColorSystem

from cnss_counter.paths import Home
from cnss_counter.terminal.palette import COLOURS
from tests.screens.conftest import training_counter
from tests.screens.looks.colours import ENOUGH, Painted, contrast, painted, seen, worst


async def test_the_frame_of_training_is_red_in_the_dark_too(home: Home) -> None:
    async with training_counter(home) as play:
        for theme in COLOURS.values():
            play.app.theme = theme.name
            await play.painted()
            frame = Color.parse(theme.variables["training"])
            assert {pair.ink.name for pair in painted(play)} & {frame.name}
            for system in ENOUGH:
                red, green, blue = seen(frame, system)
                assert red > 2 * max(green, blue)


def test_the_control_what_one_palette_shows_and_another_does_not_is_found_out() -> None:
    black, bright_red, white, yellow = map(
        Color.parse, ("#000000", "#ff5f5f", "#ffffff", "#ffd700")
    )
    assert contrast(Painted(yellow, white, True), ColorSystem.STANDARD) < 2
    assert contrast(Painted(black, bright_red, True), ColorSystem.TRUECOLOR) > 7
    assert contrast(Painted(black, bright_red, True), ColorSystem.STANDARD) < 4, "Tango"


async def test_the_control_faded_letters_are_found_out(home: Home) -> None:
    dark = COLOURS["dark"]
    faded = replace(dark, name="faded", variables={**dark.variables, "title-ink": "#4d8a84"})
    async with training_counter(home) as play:
        play.app.register_theme(faded)
        play.app.theme = "faded"
        await play.painted()
        found, pair = worst(play, ColorSystem.TRUECOLOR)
        assert pair.ink.name == "#4d8a84"
        assert found < ENOUGH[ColorSystem.TRUECOLOR]
