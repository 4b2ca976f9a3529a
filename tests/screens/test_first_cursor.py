"""What a second Enter reaches: the line under the first cursor of every list harms nobody."""

from __future__ import annotations

from contextlib import suppress

import pytest
from textual.actions import SkipAction

from cnss_counter import wording
from cnss_counter.forms.pick_list import PickList
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from cnss_counter.storage.tables import clerks
from tests.screens.access.test_staff import AS_SUPERVISOR, TO_STAFF
from tests.screens.conftest import LOG_IN, Printer, at_the_desk, deposited, training_counter
from tests.screens.play import Play
from tests.screens.test_every_size import STORIES, turn
from tests.screens.test_nothing_is_cut import keep

FRENCH = wording.load("fr")

ANY = "*"
HARMLESS = {
    "home": "play_client",  # one of the twelve; in a real counter a new request, written nowhere
    "request": "",
    "menu": "palette",  # a box in which nothing is typed
    "palette": "",
    "sure": "no",
    "guard": "ask_instead",  # it gives nothing up
    "after_a_stop": "go_on",
    "receipt": "print_out",  # an original is one until it came out
    "unprinted": ANY,  # opens the request
    "check_answers": "1",  # back to the first answer
    "find": "",
    "lock": "somebody_else",  # the cursor is on the password, and leaving asks
    "hand_over": ANY,  # to whom is asked next, and it can be handed back
    "leaflet": "ar",
    "played_clients": "1",
    "test_card": "visual",  # reads wrong or right at once, and is chosen again
    "colours": "light",  # those worn
    "staff": "change_password",  # asks for the present one
    "roles": "roles-0",  # the least that somebody new can be
    "one_time_code": "print_out",
    "recovery_sheet": "print_out",
    "clerk": "give_code",  # asks first
    "lock_minutes": "minutes-1",  # the strictest, chosen again by who has it
    "closing": "now",  # a day may be closed again
    "closed": "print",
    "first_run": "",
}
"""The first line of each list, and why a key too many may take it."""


def line_of(play: Play) -> str:
    """The id of the line that Enter would take on the list of the screen; "" for none."""
    option = play.app.screen.query_one(PickList).highlighted_option
    return (option.id or "") if option is not None else ""


def walk(lines: PickList, step: int) -> None:
    """An arrow; at an end the list leaves it to the screen."""
    with suppress(SkipAction):
        lines.action_walk(step)


@pytest.mark.parametrize("name", STORIES)
async def test_the_line_under_the_first_cursor_is_harmless_and_no_arrow_comes_round(
    home: Home, name: str
) -> None:
    story = STORIES[name]
    story.before(home)
    async with training_counter(home) as play:
        for key, turns in story.stops.items():
            await turn(play, turns)
            for lines in play.app.screen.query(PickList):
                start = lines.highlighted
                assert HARMLESS[key] in (ANY, line_of(play))
                if start is not None:
                    lines.action_first()
                    top = lines.highlighted
                    walk(lines, -1)
                    assert lines.highlighted == top
                    lines.action_last()
                    end = lines.highlighted
                    walk(lines, 1)
                    assert lines.highlighted == end
                    lines.highlighted = start


async def test_the_counter_is_not_closed_at_once_beside_the_drafts(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "up", "enter")
        assert FRENCH("screens.sure.leave_waiting")[:40] in play.text()
        await play.type("enter")
        assert FRENCH("screens.home.title") in play.text()
        assert play.app.return_code is None
        await play.type("end", "up", "enter", "down", "enter")
        assert play.app.return_code == 0


@pytest.mark.parametrize("by", [("escape", "end", "enter"), ("ctrl+p", "fermer le gui", "enter")])
async def test_nor_from_elsewhere_while_a_receipt_is_to_be_printed(
    home: Home, by: tuple[str, ...]
) -> None:
    deposited(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "ALA", *by)
        assert FRENCH("screens.sure.title") in play.text()
        await play.type("enter", "MI")
        assert "ALAMI" in play.text()


async def test_with_nothing_waiting_it_is_closed_by_its_line(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "enter")
        assert play.app.return_code == 0


async def test_on_a_receipt_that_came_out_a_second_enter_makes_no_duplicate(home: Home) -> None:
    reference = deposited(home, 1).reference
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "f3", reference, "enter", "enter", "enter", "f9")
        await play.type("f3", reference, "enter", "enter", "up")
        assert line_of(play) == "next_client"
        await play.type("enter", "enter", "escape")
    assert [paper.name for paper in printer.papers] == [f"{reference}.pdf"]


async def test_the_roles_of_a_clerk_start_on_what_the_clerk_is(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*AS_SUPERVISOR, *TO_STAFF, "end", "enter", *["down"] * 2, "enter")
        assert FRENCH("screens.roles.title") in play.text()
        await play.type("enter", "f2")
    supervisor = training.supervisor_account()
    with at_the_desk(home) as session, session.context.store.reading() as database:
        known = clerks.by_code(database, supervisor.code)
    assert known is not None
    assert "supervisor" in known.roles
