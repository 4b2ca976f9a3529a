"""A window too small to show anything: no key does what nobody sees, then or afterwards."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from textual import events
from textual.geometry import Size

from cnss_counter.app import CounterApp
from cnss_counter.forms.entry import Entry
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from cnss_counter.terminal.typed_ahead import Typed
from tests.screens.conftest import CLERK, LOG_IN, ON, SHEETS, Printer, at_the_desk, training_counter
from tests.screens.play import SMALL, played, shown
from tests.screens.test_stumbles import TAKE_UP, keep

TOO_SMALL = ((40, 10), (1, 1))
ACTING = (
    "space", "enter", "f9", "f10", "pagedown", "pageup", "f1", "f2", "f3", "f4", "f5", "f6", "f8",
    "f11", "escape", "end", "up", "down", "delete", "right", "enter", "f9", "space", "f9", "enter",
)  # fmt: skip
TO_CONFIRM = (*TAKE_UP, "f9", "end", "f9")


class Place(NamedTuple):
    """Where something that is done for good is a key or two away."""

    client: int
    keys: tuple[str, ...]


PLACES = {
    "home": Place(1, LOG_IN),
    "confirm": Place(1, TO_CONFIRM),
    "guard": Place(2, (*TAKE_UP, "f9")),
    "receipt": Place(1, (*TO_CONFIRM, "space", "f9")),
    "sure": Place(1, (*LOG_IN, "end", "delete")),
}


def kept(home: Home) -> tuple[object, ...]:
    """Drafts, deposits, and what the journal says of their receipts."""
    with at_the_desk(home) as session, session.context.reading() as database:
        printed = database.execute("SELECT body FROM journal WHERE kind = 'receipt_printed'")
        drafts = [(stored.id, stored.draft) for stored in session.drafts.all()]
        return drafts, list(session.all_deposits()), list(printed)


@pytest.mark.parametrize("size", TOO_SMALL, ids=str)
@pytest.mark.parametrize("name", PLACES)
async def test_no_key_acts_where_nobody_sees_what_it_does(
    home: Home, name: str, size: tuple[int, int]
) -> None:
    place, printer = PLACES[name], Printer()
    keep(home, place.client)
    async with training_counter(home, printer) as play:
        await play.type(*place.keys)
        assert shown(play) == name
        before, cursor, stored = play.lines(), play.app.focused, kept(home)
        await play.resize(size)
        for key in ACTING:
            await play.type(key)
        await play.type(*ACTING)
        await play.resize(SMALL)
        assert shown(play) == name
        assert (play.lines(), play.app.focused, kept(home)) == (before, cursor, stored)
    assert printer.papers == []


async def test_with_room_again_the_same_keys_lead_through_the_receipt(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRM)
        await play.resize(TOO_SMALL[0])
        await play.type("space", "f9", "enter", "f9")
        await play.resize(SMALL)
        await play.type("space", "f9")
        assert shown(play) == "receipt"
        await play.type("enter")
        await play.type("f9")
        assert shown(play) == "home"


class Blindly(CounterApp):
    """The control: every key passes, as if the window had room."""

    CSS_PATH = SHEETS

    def takes(self, typed: Typed) -> bool:  # noqa: ARG002
        return True


async def test_the_control_a_counter_that_takes_every_key_runs_past_a_receipt_unseen(
    home: Home,
) -> None:
    keep(home, 1)
    clock, printer = training.PlayedClock(ON), Printer()
    async with played(Blindly(home, is_training=True, clock=clock, printer=printer)) as play:
        await play.type(*TO_CONFIRM)
        await play.resize(TOO_SMALL[0])
        await play.type("space", "f9")
        await play.type("enter")
        await play.type("f9")
        await play.resize(SMALL)
        assert shown(play) == "home"
    assert len(printer.papers) == 1


async def test_a_key_typed_before_the_screen_is_painted_with_room_does_not_act(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRM, "space")
        await play.resize(TOO_SMALL[0])
        size = Size(*SMALL)
        play.app.post_message(events.Resize(size, size))
        await play.type("f9")  # no pause: it is there before anything was laid out anew
        await play.resize(SMALL)
        assert shown(play) == "confirm"
        await play.type("f9")
        assert shown(play) == "receipt"


async def test_a_burst_overtaken_by_a_small_window_stops_at_its_first_key_that_acts(
    home: Home,
) -> None:
    """What follows was meant for a field that was never reached: it goes into no other."""
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4")
        await play.resize(TOO_SMALL[0])
        await play.type("1234", "backspace", "567", "enter", "89", "f4", "1")
        await play.resize(SMALL)
        query = play.app.screen.query_one("#query", Entry)
        assert (query.value, play.app.focused) == ("123567", query)
        await play.type("89")
        assert query.value == "12356789"


async def test_a_password_is_tried_by_an_enter_that_is_seen(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        await play.resize(TOO_SMALL[0])
        await play.type("f12", CLERK.password, "enter", "f9")
        assert shown(play) == "lock"
        await play.resize(SMALL)
        assert shown(play) == "lock"
        await play.type("enter")
        assert shown(play) == "home"


async def test_a_dialog_that_was_open_is_closed_and_none_is_opened(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "escape")
        assert shown(play) == "menu"
        await play.resize(TOO_SMALL[0])
        await play.type("escape")
        assert shown(play) == "home"
        await play.type("escape")
        assert shown(play) == "home"
