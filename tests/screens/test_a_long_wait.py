"""Another program holds the counter: the screen says for whom it waits, and goes on after."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.storage.files import lock_files
from cnss_counter.storage.files.lock_files import turn
from cnss_counter.storage.files.occupancy import lock_file
from tests.screens.conftest import LOG_IN, training_counter

SAID = wording.load("fr")("long_wait.for_process", process="#", time="#").split("#")[0]


def _hold(file: Path, has_it: threading.Event, may_go: threading.Event) -> None:
    with turn(file):
        has_it.set()
        may_go.wait(60)


async def test_at_the_login_the_bottom_line_names_who_holds_it_up(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_files, "LONG_WAIT", 0.1)
    has_it, may_go = threading.Event(), threading.Event()
    holding = threading.Thread(target=_hold, args=(lock_file(home.database), has_it, may_go))
    holding.start()
    assert has_it.wait(60)
    try:
        async with training_counter(home) as play:
            typing = asyncio.create_task(play.type(*LOG_IN))
            await play.until(SAID.strip())
            may_go.set()
            await typing
            await play.until(wording.load("fr")("screens.home.title"))
            assert SAID not in play.text()
    finally:
        may_go.set()
        holding.join()
