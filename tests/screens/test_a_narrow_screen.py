"""Sixty columns are fewer than promised: what is left out is never where to find it."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.paths import Home
from tests.screens.conftest import LOG_IN, training_counter
from tests.screens.play import LARGE, SMALL

FRENCH = wording.load("fr")
MENU = f"{FRENCH('keys.menu.key')} {FRENCH('keys.menu.does')}"
LAST_STEP = FRENCH("screens.steps.receipt")
WALKED = ("f4", "222456789", "enter", "enter")


async def test_the_menu_the_step_and_the_count_of_choices_stay(home: Home) -> None:
    async with training_counter(home, size=(60, 20)) as play:
        await play.type(*LOG_IN, *WALKED)
        assert MENU in play.lines()[-2]
        assert "2/5" in play.lines()[2]
        (document,) = (line for line in play.lines() if "Pièce d’identité" in line)
        assert "›  1/4" in document


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_control_where_there_is_room_all_five_steps_are_named(
    home: Home, size: tuple[int, int]
) -> None:
    async with training_counter(home, size=size) as play:
        await play.type(*LOG_IN, *WALKED)
        assert MENU in play.lines()[-2]
        assert LAST_STEP in play.lines()[2]
