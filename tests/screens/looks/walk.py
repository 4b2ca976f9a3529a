"""One walk through the screens of a story, and all that is looked at on each of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest

from cnss_counter.paths import Home
from tests.screens.conftest import training_counter
from tests.screens.looks import arrows, colours, lists, sizes
from tests.screens.looks.stories import Story, turn
from tests.screens.play import Play, shown

Look = Callable[[Play], Awaitable[None]]
"""Tries one thing on the screen that is shown, and leaves it as it was found."""

LOOKS: tuple[Look, ...] = (
    lists.starts_on_a_harmless_line_and_comes_round_nowhere,
    colours.can_be_read_in_both_colours,
    sizes.survives_every_size,
    sizes.survives_every_size_under_every_dialog,
    arrows.goes_round_nowhere_and_says_what_is_longer,
)


async def walk(home: Home, story: Story, looks: tuple[Look, ...] = LOOKS) -> None:
    """Play a story and have each look see each of its screens."""
    story.before(home)
    async with training_counter(home) as play:
        for key, turns in story.stops.items():
            await turn(play, turns)
            assert shown(play) == key
            for look in looks:
                with named(look, key):
                    found = all_there_is(play)
                    await look(play)
                    assert all_there_is(play) == found, "it is not left as it was found"


@contextmanager
def named(look: Look, key: str) -> Iterator[None]:
    """What fails says which look it was, and on which screen."""
    try:
        yield
    except (Exception, pytest.fail.Exception) as fault:
        fault.add_note(f"{look.__name__}, on the screen {key!r}")
        raise


def all_there_is(play: Play) -> tuple[object, ...]:
    """What is painted, and where the cursor is."""
    return play.app.screen, sizes.without_thumbs(play), play.app.focused, sizes.lines_chosen(play)
