"""Every screen is looked at, and a look that fails, or moves what it looks at, is named."""

from __future__ import annotations

import pytest

from cnss_counter.paths import Home
from tests.screens.looks.stories import STORIES, Story
from tests.screens.looks.walk import walk
from tests.screens.play import Play
from tests.screens.test_every_screen import SCREENS

LOGIN = Story({"login": ()})


def test_every_screen_has_its_story() -> None:
    told = {key for story in STORIES.values() for key in story.stops}
    assert told == {screen.KEY for screen in SCREENS}


async def finds_a_fault(_: Play) -> None:
    pytest.fail("a fault")


async def types_a_letter(play: Play) -> None:
    await play.type("X")


async def test_the_control_what_a_look_finds_is_told_with_its_name_and_the_screen(
    home: Home,
) -> None:
    with pytest.raises(pytest.fail.Exception, match="a fault") as told:
        await walk(home, LOGIN, (finds_a_fault,))
    assert told.value.__notes__ == ["finds_a_fault, on the screen 'login'"]


async def test_the_control_a_look_that_leaves_something_behind_is_found_out(home: Home) -> None:
    with pytest.raises(AssertionError, match="not left as it was found") as told:
        await walk(home, LOGIN, (types_a_letter,))
    assert told.value.__notes__ == ["types_a_letter, on the screen 'login'"]
