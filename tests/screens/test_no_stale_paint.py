"""What a terminal shows after all that was written to it is the screen, cell by cell."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pyte
import pytest
from textual.drivers.headless_driver import HeadlessDriver

from cnss_counter.app import CounterApp
from cnss_counter.forms.form_sheet import FormSheet
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from cnss_counter.terminal.terminal_modes import SETTING
from testkit.pseudo_terminal import for_pyte
from tests.screens.conftest import ON, SHEETS, Printer, at_the_desk, draft_of_client
from tests.screens.play import SMALL, Play
from tests.screens.test_stumbles import TAKE_UP

WRONG = {
    **dict.fromkeys(("email", "postal_code", "phone", "birth_date", "identity_number"), "x!"),
    **dict.fromkeys(("city", "address", "insurance_days", "other_scheme"), ""),
}


class Terminal(HeadlessDriver):
    """A terminal of cells in the place of a real one: it keeps what it was told, as they do."""

    cells: pyte.Screen

    @property
    def is_headless(self) -> bool:
        """So that it is written to."""
        return False

    def write(self, data: str) -> None:
        pyte.Stream(self.cells).feed(for_pyte(data))


class PaintedCounter(CounterApp):
    """A training counter whose terminal can be looked at."""

    CSS_PATH = SHEETS

    def __init__(self, home: Home) -> None:
        clock = training.PlayedClock(ON)
        super().__init__(home, is_training=True, clock=clock, printer=Printer())
        self.cells = pyte.Screen(*SMALL)
        self.driver_class = type("", (Terminal,), {"cells": self.cells})

    def shown(self) -> list[list[pyte.screens.Char]]:
        """Each cell with its colours, line by line."""
        lines, columns = self.cells.lines, self.cells.columns
        return [[self.cells.buffer[y][x] for x in range(columns)] for y in range(lines)]

    async def assert_nothing_is_stale(self, play: Play, after: str) -> None:
        """Painted whole on a terminal that shows nothing, the screen is the same."""
        before = self.shown()
        self.cells.reset()
        self.screen.refresh()
        await play.painted()
        now = self.shown()
        stale = [y for y in range(SMALL[1]) if before[y] != now[y]]
        said = ["".join(cell.data for cell in before[y]) for y in stale]
        assert not stale, f"after {after}: {said}"


@asynccontextmanager
async def on_a_terminal(home: Home) -> AsyncIterator[tuple[PaintedCounter, Play]]:
    counter = PaintedCounter(home)
    async with counter.run_test(headless=False, size=SMALL) as pilot:
        play = Play(counter, pilot)
        await play.type()
        yield counter, play


async def test_f8_over_a_scrolled_form_with_its_errors_open_leaves_nothing_stale(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "visual")  # a terminal that was looked at
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)
        draft = draft._replace(answers={**draft.answers, **WRONG})
        session.drafts.new(session.cleaned(draft))
    async with on_a_terminal(home) as (counter, play):
        await play.type(*TAKE_UP, "f9")
        sheet = play.app.screen.query_one(FormSheet)
        for key in ("", "enter", "tab", "f8", "shift+tab", "up", "f8", "f7", "f8"):
            await play.type(*filter(None, (key,)))
            await counter.assert_nothing_is_stale(play, key)
        assert sheet.scroll_offset.y
        assert play.app.screen.query_one("#errors").display
