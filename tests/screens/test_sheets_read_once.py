"""No screen waits for style sheets once a clerk has sat down: they are read together, once."""

from __future__ import annotations

import pytest
from textual.css.stylesheet import Stylesheet

from cnss_counter import app
from cnss_counter.paths import Home
from tests.screens.conftest import LOG_IN, training_counter
from tests.screens.play import shown
from tests.screens.test_nothing_is_cut import keep


async def read_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often all sheets are read again between Home and the other right of the second client."""
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        times: list[Stylesheet] = []
        read = Stylesheet.reparse

        def counted(sheet: Stylesheet) -> None:
            times.append(sheet)
            read(sheet)

        monkeypatch.setattr(Stylesheet, "reparse", counted)
        await play.type("end", "enter")
        assert shown(play) == "request"
        await play.type("f9")
        assert shown(play) == "guard"
        await play.type("f3")
        assert shown(play) == "find"
        return len(times)


async def test_a_screen_shown_for_the_first_time_has_its_sheet(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await read_again(home, monkeypatch) == 0


async def test_the_control_without_them_each_first_time_reads_all_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_SHEETS", [])
    assert await read_again(home, monkeypatch) == 3
