"""F7: each clerk finds the language in which this clerk works; the login keeps its own."""

from __future__ import annotations

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.text import display
from tests.screens.conftest import LOG_IN, SUPERVISOR, training_counter
from tests.screens.play import Play

AS_SUPERVISOR = (SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
CHANGE_CLERK = ("f12", "tab", "enter")


def stands_in(play: Play, screen: str, language: wording.Language) -> bool:
    """Whether this screen is seen, in this language."""
    return display(wording.load(language)(f"screens.{screen}.title")) in play.text()


async def test_what_is_chosen_at_the_login_follows_the_clerk_and_nobody_else(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type("f7", *LOG_IN)
        assert stands_in(play, "home", "ar")
    async with training_counter(home) as play:
        assert stands_in(play, "login", "fr")  # nobody sits here yet
        await play.type(*LOG_IN)
        assert stands_in(play, "home", "ar")
        await play.type(*CHANGE_CLERK)
        assert stands_in(play, "login", "fr")
        await play.type(*AS_SUPERVISOR)
        assert stands_in(play, "home", "fr")


async def test_the_language_worked_in_last_is_the_one_that_comes_back(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type("f7", *LOG_IN, "f7", *CHANGE_CLERK)
        assert stands_in(play, "login", "ar")  # as it was put before anybody sat down
        await play.type(*LOG_IN)
        assert stands_in(play, "home", "fr")
        await play.type("f7", *CHANGE_CLERK, "f7", *LOG_IN)
        assert stands_in(play, "home", "fr")  # chosen just now


async def test_whoever_never_chose_reads_what_the_login_speaks(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type("f7", *LOG_IN, *CHANGE_CLERK)
        assert stands_in(play, "login", "ar")
        await play.type(*AS_SUPERVISOR)
        assert stands_in(play, "home", "ar")
