"""The card of a played client, read from right to left: what is Latin in it stays as written."""

from __future__ import annotations

import pytest

from cnss_counter.paths import Home
from cnss_counter.services.day import training
from tests.screens.conftest import LOG_IN, at_the_desk, draft_of_client, training_counter
from tests.screens.play import LARGE
from tests.screens.test_stumbles import spaced

TO_THE_LIST = (*LOG_IN, "f7", "home", "enter")


@pytest.mark.parametrize("number", [1, 2])
async def test_an_address_on_an_arabic_card_is_one_value(home: Home, number: int) -> None:
    client = training.clients()[number - 1]
    with at_the_desk(home) as session:
        address = draft_of_client(session, number).answer("address")
    async with training_counter(home, size=LARGE) as play:
        await play.type(*TO_THE_LIST, *["down"] * (client.number - 1), "enter", *["down"] * 8)
        assert spaced(address) in spaced(play.text())
