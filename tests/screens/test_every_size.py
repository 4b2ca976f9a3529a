"""A window of any size, on every screen: the counter stays, and the screen comes back as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from shutil import rmtree
from textwrap import wrap
from typing import Any, NamedTuple

import pytest
from textual import events

from cnss_counter.app import CounterApp
from cnss_counter.domain.deposit import Deposit
from cnss_counter.errors import BadInputError
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.form_sheet import CAPTION_CELLS, Message, SheetRow, lay_out
from cnss_counter.forms.lines.large_type import large
from cnss_counter.forms.minimum_size import LEAST
from cnss_counter.forms.pick_list import PickList
from cnss_counter.forms.question import Question
from cnss_counter.journeys.errand_register import ERRANDS, TELL_TROUBLE
from cnss_counter.paths import Home
from cnss_counter.screens.access.code import RecoverySheetScreen
from cnss_counter.screens.access.new_password import ChoosePasswordScreen
from cnss_counter.screens.access.recover import RecoverScreen
from tests.screens.access.test_staff import AS_SUPERVISOR, TO_STAFF
from tests.screens.conftest import (
    CLERK,
    LOG_IN,
    SHEETS,
    SUPERVISOR,
    SlowPrinter,
    at_the_desk,
    draft_of_client,
    training_counter,
)
from tests.screens.play import SMALL, Play, played
from tests.screens.request.test_after_a_stop import leave_a_mark
from tests.screens.test_every_screen import SCREENS
from tests.screens.test_stumbles import TAKE_UP, keep

SIZES = ((1, 1), (1, 300), (34, 10), (49, 24), (50, 14))
TOO_SMALL = {size for size in SIZES if size[0] < LEAST.width or size[1] < LEAST.height}
UNREADABLE = {(1, 1), (1, 300)}
"""Windows that do not even hold the notice, or its numbers on one line."""
QUICK = ((34, 24), (35, 24), (160, 60), (1, 1), (20, 5), (10, 3), (500, 1), (120, 40), SMALL)
"""Dragged through without a pause; what grows with the window is painted once, on Home."""
VAST = (500, 300)
TROUBLE = TELL_TROUBLE.about(BadInputError("deposit.unknown_reference", reference="RCS"))

Start = Callable[[Home], None]
Turn = str | Callable[[], Question[Any]] | object
"""Keys to press, what makes a question to ask, or an errand to turn to."""


class Story(NamedTuple):
    """How screens are reached: what was before, then the turns that lead to each of them."""

    stops: Mapping[str, tuple[Turn, ...]]
    before: Start = lambda _: None


def client(number: int) -> Start:
    """The draft of one of the twelve clients waits on Home."""
    return lambda home: keep(home, number)


def cut_short(home: Home) -> None:
    with at_the_desk(home) as session:
        stored = session.drafts.new(session.cleaned(draft_of_client(session, 1)))
    leave_a_mark(home, "0001", stored.id)


def receipt_of_another_day(home: Home) -> None:
    """Among the receipts, one that the database does not know."""
    (home.receipts / "RCS-000-1-2025-000009-23.pdf").write_bytes(b"%PDF")


def bare(home: Home) -> None:
    """Nobody set this counter up."""
    rmtree(home.folder)


def recovery_sheet() -> RecoverySheetScreen:
    return RecoverySheetScreen("AAAAA-BBBBB", {})


STORIES = {
    "a request": Story(
        {
            "login": (),
            "home": LOG_IN,
            "request": ("end", "enter", *["tab"] * 12),
            "help": ("f1",),
            "why": ("escape", "f5"),
            "applicant": ("escape", "f6"),
            "menu": ("escape", "escape"),
            "palette": ("escape", "ctrl+p"),
            "lock": ("escape", "f12"),
            "form_printed": (LOG_IN[2], "enter", "f11"),
            "check_answers": ("escape", "f9"),
            "confirm": ("f9",),
            "receipt": ("space", "f9"),
            "find": ("f3", "down", "enter"),
            "unprinted": (ERRANDS["unprinted"],),
        },
        client(1),
    ),
    "an older copy": Story({"found": LOG_IN}, receipt_of_another_day),
    "another right": Story(
        {"guard": (*TAKE_UP, "f9"), "supervisor": ("down", "down", "down", "enter")}, client(2)
    ),
    "a pension": Story({"kept_waiting": (*TAKE_UP, "f9", "down", "enter")}, client(2)),
    "a pension instead": Story({"guard": (*TAKE_UP, "f9"), "request": ("enter",)}, client(2)),
    "survivors": Story({"survivor": (*TAKE_UP, "f8", "shift+tab", "enter")}, client(7)),
    "after a stop": Story({"after_a_stop": LOG_IN}, cut_short),
    "a draft is thrown away": Story({"sure": (*LOG_IN, "end", "delete")}, client(1)),
    "errands": Story(
        {
            "hand_over": (*LOG_IN, ERRANDS["hand_over"]),
            "handed_over": ("enter", "enter"),
            "leaflet": (ERRANDS["leaflet"],),
            "played_clients": (ERRANDS["play_client"],),
            "client_card": ("enter",),
            "trouble": (TROUBLE,),
            "test_card": ("enter", "escape", "end", "up", "enter"),
            "colours": ("escape", "ctrl+p", "sombre", "enter"),
        },
        client(1),
    ),
    "staff": Story(
        {
            "staff": (*AS_SUPERVISOR, *TO_STAFF),
            "change_password": ("enter",),
            "name_clerk": ("pageup", "down", "enter"),
            "roles": ("s09", "enter", "Amal Rifai", "f9"),
            "one_time_code": ("enter",),
            "clerk": ("down", "enter", *["down"] * 4, "enter"),
            "lock_minutes": ("pageup", *["down"] * 2, "enter"),
            "change_key": ("pageup", *["down"] * 3, "enter"),
        }
    ),
    "the office": Story(
        {
            "person_record": (*AS_SUPERVISOR, ERRANDS["person_record"]),
            "state_time": (ERRANDS["state_time"],),
            "closing": (ERRANDS["close_day"],),
            "closed": ("enter",),
        }
    ),
    "the first day": Story({"first_run": ()}, bare),
    "passwords lost": Story(
        {
            "choose_password": (ChoosePasswordScreen,),
            "recover": (RecoverScreen,),
            "recovery_sheet": (recovery_sheet,),
        }
    ),
}


def test_every_screen_has_its_story() -> None:
    told = {key for story in STORIES.values() for key in story.stops}
    assert told == {screen.KEY for screen in SCREENS}


async def turn(play: Play, turns: tuple[Turn, ...]) -> None:
    for turn in turns:
        if callable(turn):
            play.app.open_dialog(play.app.ask(turn()))
        elif not isinstance(turn, str):
            play.app.turn_to(turn)
        await play.type(*((turn,) if isinstance(turn, str) else ()))


def says_what_it_needs(play: Play) -> bool:
    told = " ".join(play.text().replace("┃", " ").split())
    return f"{LEAST.width} colonnes et {LEAST.height} lignes" in told


@pytest.mark.parametrize("name", STORIES)
async def test_a_screen_survives_every_size_and_comes_back_as_it_was(home: Home, name: str) -> None:
    story = STORIES[name]
    story.before(home)
    async with training_counter(home) as play:
        for key, turns in story.stops.items():
            await turn(play, turns)
            assert key == getattr(play.app.screen, "KEY", None)
            before, cursor = play.lines(), play.app.focused
            for size in SIZES:
                await play.resize(size)
                assert says_what_it_needs(play) is (size in TOO_SMALL - UNREADABLE)
            await play.resize(SMALL)
            assert (play.lines(), play.app.focused) == (before, cursor)
            await play.app.run_action("change_language")
            await play.painted()
            before = play.lines()
            await play.resize(*QUICK)
            assert (play.lines(), play.app.focused) == (before, cursor)
            await play.app.run_action("change_language")
            await play.painted()


ON_TOP = ("escape", "f1", "f5", "f6", "f12")
"""The keys of the dialogs: the menu, the help, the verdict, the applicant's face, the lock."""
DRAGGED = ((49, 24), (1, 1), (160, 60), (34, 10), SMALL)


@pytest.mark.parametrize("name", STORIES)
async def test_under_every_dialog_a_screen_survives_every_size(home: Home, name: str) -> None:
    story = STORIES[name]
    story.before(home)
    is_supervisor = any(AS_SUPERVISOR[0] in turns for turns in story.stops.values())
    who = SUPERVISOR if is_supervisor else CLERK
    async with training_counter(home) as play:
        for turns in story.stops.values():
            await turn(play, turns)
            below = play.app.screen
            if getattr(below, "KEY", "") == "sure" or getattr(below, "IS_DIALOG", False):
                continue  # Esc would answer it
            before, cursor, chosen = without_thumbs(play), play.app.focused, lines_chosen(play)
            for key in ON_TOP:
                await play.type(key)
                if play.app.screen is below:
                    continue  # it has none of this kind
                dialog = play.lines()
                await play.resize(*DRAGGED)
                assert play.lines() == dialog
                is_locked = getattr(play.app.screen, "KEY", "") == "lock"
                await play.type(*((who.password, "enter") if is_locked else ("escape",)))
                assert play.app.screen is below
                assert play.app.focused is cursor
                assert without_thumbs(play) == before
                assert lines_chosen(play) == chosen


def lines_chosen(play: Play) -> list[int | None]:
    """The line under the cursor of each list; None where it is on no line."""
    return [found.highlighted for found in play.app.screen.query(PickList)]


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


def without_thumbs(play: Play) -> list[str]:
    """The screen but for the thumbs of its scroll bars, which may stand an eighth of a line off."""
    return [re.sub("[\u2581-\u2588]", " ", line) for line in play.lines()]


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
