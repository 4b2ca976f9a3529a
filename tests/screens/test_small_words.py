"""What a heading, a refusal and F1 say is true where they are said."""

from __future__ import annotations

from cnss_counter import wording
from cnss_counter.paths import Home
from tests.screens.conftest import LOG_IN, SUPERVISOR, training_counter

FRENCH = wording.load("fr")


async def test_nobody_listed_is_not_called_these_persons(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "987654321")
        assert FRENCH("screens.find.nobody") in play.text()
        assert FRENCH("screens.find.nobody_else") not in play.text()


async def test_f1_on_a_code_says_what_it_is_for(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
        await play.type(*["down"] * 4, "enter", "down", "enter")
        await play.type("s09", "enter", "Amal Rifai", "f9", "enter")
        await play.type("f1")
        assert FRENCH("screens.one_time_code.help")[:30] in play.text()
        assert FRENCH("screens.help.nothing")[:30] not in play.text()
