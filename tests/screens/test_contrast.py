"""The red of training in any number of colours; letters that cannot be read are found out."""

from __future__ import annotations

from dataclasses import replace

from rich.color import Color, ColorSystem

from cnss_counter.paths import Home
from cnss_counter.terminal.palette import COLOURS
from tests.screens.conftest import training_counter
from tests.screens.looks.colours import ENOUGH, painted, seen, worst


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
