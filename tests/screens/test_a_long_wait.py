"""Another program holds the counter: the screen says for whom it waits, and goes on after."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len

from cnss_counter import wording
from cnss_counter.forms import asking
from cnss_counter.paths import Home
from cnss_counter.storage.files import lock_files
from cnss_counter.storage.files.lock_files import Holder, turn
from cnss_counter.storage.files.occupancy import lock_file
from cnss_counter.wording import Language
from cnss_counter.wording.long_wait import long_wait_words
from tests.screens.conftest import LOG_IN, training_counter

FRENCH = wording.load("fr")
LONG_AGO = Holder(4_194_304, 1.0)
"""The highest number that a process of Linux has."""


@contextmanager
def held_up(file: Path) -> Iterator[Callable[[], None]]:
    """Somebody else has the turn, until it is let go."""
    has_it, may_go = threading.Event(), threading.Event()

    def hold() -> None:
        with turn(file):
            has_it.set()
            may_go.wait(60)

    holding = threading.Thread(target=hold)
    holding.start()
    assert has_it.wait(60)
    try:
        yield may_go.set
    finally:
        may_go.set()
        holding.join()


async def is_told_while_held_up(home: Home, told: Callable[[Path], str]) -> None:
    """At a login the bottom line says it as long as it lasts, and no longer."""
    file = lock_file(home.database)
    with held_up(file) as let_go:
        said = _as_read(told(file))
        async with training_counter(home) as play:
            typing = asyncio.create_task(play.type(*LOG_IN))
            await play.until(said)
            let_go()
            await typing
            await play.until(FRENCH("screens.home.title"))
            assert said not in _as_read(play.text())


def _as_read(text: str) -> str:
    return " ".join(text.split())


async def test_at_the_login_the_bottom_line_names_who_holds_it_up(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole sentence, in the narrowest window that is usual."""
    monkeypatch.setattr(lock_files, "LONG_WAIT", 0.1)
    await is_told_while_held_up(
        home, lambda file: long_wait_words(lock_files._holder(file), FRENCH)
    )


async def test_whoever_has_answered_is_told_that_it_goes_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow machine a deposit takes seconds: nobody presses the key again in doubt."""
    monkeypatch.setattr(asking, "NOTICED_AFTER", 0.05)
    await is_told_while_held_up(home, lambda _: FRENCH("long_wait.working"))


async def test_the_keys_come_back_where_the_same_screen_stays(home: Home) -> None:
    """A password refused: the login is asked again, and its keys are said."""
    async with training_counter(home) as play:
        keys = play.lines()[-2]
        waits = asking._LongWait(play.app)
        waits._show(LONG_AGO)
        await play.painted()
        assert play.lines()[-2] != keys
        waits.end()
        await play.painted()
        assert play.lines()[-2] == keys


async def test_what_is_typed_into_a_form_is_saved_unseen(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: nobody waits for that."""
    monkeypatch.setattr(asking, "NOTICED_AFTER", 0.0)
    async with training_counter(home) as play:
        waits = asking._LongWait(play.app)
        await play.type("A")
        assert _as_read(FRENCH("long_wait.working")) not in _as_read(play.text())
        waits.end()


async def test_what_is_waited_for_no_more_is_not_said(home: Home) -> None:
    """The watch may come late: the keys would stay away for good."""
    async with training_counter(home) as play:
        said = _as_read(long_wait_words(LONG_AGO, FRENCH))
        waits = asking._LongWait(play.app)
        waits.end()
        waits._show(LONG_AGO)
        await play._pilot.pause()
        assert said not in _as_read(play.text())
        asking._LongWait(play.app)._show(LONG_AGO)
        await play.until(said)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_that_it_goes_on_fits_into_one_line(language: Language) -> None:
    assert cell_len(wording.load(language)("long_wait.working")) <= 76


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("holder", [LONG_AGO, Holder(0, 0.0)])
def test_it_fits_into_one_line_and_asks_for_no_command(language: Language, holder: Holder) -> None:
    said = long_wait_words(holder, wording.load(language))
    assert cell_len(said) <= 76
    assert "kill" not in said
