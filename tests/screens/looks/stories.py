"""How every screen is reached: stories that a clerk plays, stop by stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from shutil import rmtree
from typing import Any, NamedTuple

from cnss_counter.errors import BadInputError
from cnss_counter.forms.question import Question
from cnss_counter.journeys.errand_register import ERRANDS, TELL_TROUBLE
from cnss_counter.paths import Home
from cnss_counter.screens.access.code import RecoverySheetScreen
from cnss_counter.screens.access.new_password import ChoosePasswordScreen
from cnss_counter.screens.access.recover import RecoverScreen
from cnss_counter.screens.access.resume import ResumeScreen
from testkit.player import SEEN
from tests.screens.access.test_staff import AS_SUPERVISOR, TO_STAFF
from tests.screens.conftest import LOG_IN, at_the_desk, draft_of_client
from tests.screens.play import Play
from tests.screens.request.test_after_a_stop import leave_a_mark
from tests.screens.test_stumbles import TAKE_UP, keep

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


A_REQUEST = {
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
        },
        client(1),
    ),
    "a deposit": Story(
        {
            "check_answers": (*TAKE_UP, "f9"),
            "confirm": ("end", "f9"),
            "receipt": ("space", "f9"),
            "find": ("f3", "down", "enter"),
            "unprinted": (ERRANDS["unprinted"],),
        },
        client(1),
    ),
}
OTHER_REQUESTS = {
    "another right": Story(
        {"guard": (*TAKE_UP, "f9"), "supervisor": ("down", "down", "down", "enter")}, client(2)
    ),
    "a pension": Story({"kept_waiting": (*TAKE_UP, "f9", SEEN, "down", "enter")}, client(2)),
    "days that nobody knows": Story(
        {"guard": (*TAKE_UP, "f9"), "kept_waiting": ("down", "down", "enter")}, client(10)
    ),
    "a pension instead": Story({"guard": (*TAKE_UP, "f9"), "request": ("enter",)}, client(2)),
    "survivors": Story({"survivor": (*TAKE_UP, "f8", "shift+tab", "enter")}, client(7)),
    "after a stop": Story({"after_a_stop": LOG_IN}, cut_short),
    "a draft is thrown away": Story({"sure": (*LOG_IN, "end", "delete")}, client(1)),
}
THE_OFFICE = {
    "an older copy": Story({"found": LOG_IN}, receipt_of_another_day),
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
            "resume": (ResumeScreen,),
            "recovery_sheet": (recovery_sheet,),
        }
    ),
}

STORIES = A_REQUEST | OTHER_REQUESTS | THE_OFFICE


async def turn(play: Play, turns: tuple[Turn, ...]) -> None:
    for turn in turns:
        if callable(turn):
            play.app.open_dialog(play.app.ask(turn()))
        elif not isinstance(turn, str):
            play.app.turn_to(turn)
        await play.type(*((turn,) if isinstance(turn, str) else ()))
