"""A window of any size: the counter stays, and what was typed in a small one is kept."""

from __future__ import annotations

from textwrap import wrap

import pytest
from textual import events

from cnss_counter.app import CounterApp
from cnss_counter.domain.deposit import Deposit
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.form_sheet import CAPTION_CELLS, Message, SheetRow, lay_out
from cnss_counter.forms.lines.large_type import large
from cnss_counter.paths import Home
from tests.screens.conftest import (
    CLERK,
    LOG_IN,
    SHEETS,
    SlowPrinter,
    training_counter,
)
from tests.screens.looks.sizes import DRAGGED, lines_chosen, without_thumbs
from tests.screens.play import SMALL, played

VAST = (500, 300)


async def test_no_dialog_puts_the_cursor_on_a_line_of_a_receipt_that_was_sent(
    home: Home, alami: Deposit
) -> None:
    async with training_counter(home, SlowPrinter("waiting", "paused")) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("enter")
        receipt, before = play.app.screen, without_thumbs(play)
        assert lines_chosen(play) == [None]
        for key in ("escape", "f6", "f12"):
            await play.type(key)
            assert play.app.screen is not receipt
            await play.resize(*DRAGGED)
            await play.type(*((CLERK.password, "enter") if key == "f12" else ("escape",)))
            assert play.app.screen is receipt
            assert lines_chosen(play) == [None]
            assert without_thumbs(play) == before


async def test_the_widest_of_windows_is_painted_and_comes_back(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        before = play.lines()
        await play.resize(VAST)
        assert (len(play.lines()), len(play.lines()[0])) == VAST[::-1]
        await play.resize((1, 1), VAST, SMALL)
        assert play.lines() == before


async def test_what_is_typed_in_a_small_window_is_kept_under_a_dialog_too(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "enter")
        play.app.set_focus(play.app.screen.query_one("#address", Entry))
        await play.type("12, rue")
        await play.resize((34, 10))
        await play.type(" des Orangers", "f1")
        await play.resize((1, 1), (20, 5))
        await play.type("escape")
        await play.resize(SMALL)
        address = play.app.screen.query_one("#address", Entry)
        assert address.value == "12, rue des Orangers"
        assert play.app.focused is address
        assert "des Orangers" in play.text()


def test_a_form_and_large_type_are_set_in_any_room() -> None:
    message = Message("error", "une phrase assez longue pour être coupée")
    for width in range(120):
        row = SheetRow("Une légende", "entry", (message,), is_required=True)
        for is_mirrored in (False, True):
            layout = lay_out([row], width, is_mirrored=is_mirrored)
            assert layout.places["entry"].width >= 1
            spans = [span for line in layout.lines for span in line.spans]
            assert all(0 <= span.start <= span.end for span in spans), "Textual would not return"
        assert large("RCS-041-1-2026-000123-57", width)


class WithoutAFloor(CounterApp):
    """The control: a counter with one widget that takes the width it is given for granted."""

    CSS_PATH = SHEETS

    def on_resize(self, event: events.Resize) -> None:
        wrap("une phrase", event.size.width - CAPTION_CELLS)


async def test_the_control_a_width_without_a_floor_ends_the_program(home: Home) -> None:
    counter = WithoutAFloor(home, is_training=True)
    with pytest.raises(ValueError, match="invalid width"):
        async with played(counter) as play:
            await play.resize((CAPTION_CELLS, 24))
    assert counter.return_code == 1
