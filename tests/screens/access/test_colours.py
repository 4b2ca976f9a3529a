"""Light or dark: each clerk finds the colours that this clerk has chosen."""

from __future__ import annotations

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.terminal.palette import COLOURS
from tests.screens.conftest import LOG_IN, SUPERVISOR, at_the_desk, training_counter
from tests.screens.looks.colours import papers
from tests.screens.play import Play, shown

FRENCH = wording.load("fr")
DARK, LIGHT = COLOURS["dark"].background, COLOURS["light"].background
AS_SUPERVISOR = (SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
TO_DARK = ("ctrl+p", "sombre", "enter", "down", "enter")


def title(screen: str) -> str:
    return FRENCH(f"screens.{screen}.title")


def is_dark(play: Play) -> bool:
    """Whether the screen is painted on the one ground, and not on the other."""
    grounds = papers(play) & {DARK, LIGHT}
    assert len(grounds) == 1
    return grounds == {DARK}


async def test_the_screen_below_is_dark_at_once_and_so_is_the_next(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ALA", *TO_DARK, "MI")
        assert title("find") in play.text()
        assert "ALAMI" in play.text()
        assert is_dark(play)
        await play.type("f2")
        assert is_dark(play)


async def test_a_form_that_was_kept_in_the_light_comes_back_dark(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "enter")
        assert shown(play) == "request"
        await play.type("f2", *TO_DARK)
        await play.type("f4", "234567891", "enter", "enter")
        assert shown(play) == "request"
        assert is_dark(play)


async def test_the_choice_follows_the_clerk_to_another_window_and_nobody_else(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, *TO_DARK)
        assert is_dark(play)
    async with training_counter(home) as play:
        assert not is_dark(play)  # nobody sits here yet
        await play.type(*LOG_IN)
        assert is_dark(play)
        await play.type("f12", "tab", "enter")
        assert title("login") in play.text()
        assert is_dark(play)  # whoever gets up is not dazzled
        await play.type(*AS_SUPERVISOR)
        assert not is_dark(play)


async def test_the_cursor_starts_on_the_colours_worn_and_escape_leaves_them(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, *TO_DARK, "ctrl+p", "sombre", "enter", "enter")
        assert is_dark(play)
        await play.type("ctrl+p", "sombre", "enter", "up", "escape")
        assert is_dark(play)
        await play.type("ctrl+p", "clair", "enter", "up", "enter")
        assert not is_dark(play)


async def test_the_journal_says_nothing_of_it(home: Home) -> None:
    with at_the_desk(home) as session, session.context.store.reading() as database:
        before = database.execute("SELECT count(*) FROM journal").fetchone()
    async with training_counter(home) as play:
        await play.type(*LOG_IN, *TO_DARK)
    with at_the_desk(home) as session, session.context.store.reading() as database:
        kinds = database.execute("SELECT kind FROM journal WHERE n > ?", before).fetchall()
    assert {kind for (kind,) in kinds} <= {"logged_in", "logged_out"}
