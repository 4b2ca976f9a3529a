"""Confirm: nothing is deposited before the box is ticked, and every key says what it does."""

from __future__ import annotations

import pytest

from cnss_counter.forms.choice import Choice
from cnss_counter.paths import Home
from tests.screens.conftest import training_counter
from tests.screens.test_nothing_is_cut import as_told, told
from tests.screens.test_stumbles import FRENCH, TAKE_UP, focused, keep, title

TO_CONFIRM = (*TAKE_UP, "f9", "f9")
TICK = "consent_read_aloud"


async def test_enter_before_the_tick_stays_at_the_box_and_says_which_key_ticks_it(
    home: Home,
) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRM, "enter")
        assert focused(play) == TICK
        assert as_told(FRENCH("screens.confirm.tick_first")) in told(play)
        await play.type("space", "enter")
        assert focused(play) == "deposit"
        await play.type("enter")
        assert title("receipt") in play.text()


@pytest.mark.parametrize("keys", [("tab", "space"), ("f9", "space")])
async def test_space_ticks_wherever_the_cursor_stands(home: Home, keys: tuple[str, ...]) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRM, *keys)
        assert play.app.screen.query_one(f"#{TICK}", Choice).value == "yes"
        assert focused(play) == TICK
        assert title("confirm") in play.text()


async def test_the_key_that_deposits_says_so(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRM)
        key_line = play.text().splitlines()[-2]
        assert f"F9 {FRENCH('keys.deposit.does')}" in key_line
        assert FRENCH("keys.go_on.does") not in key_line
