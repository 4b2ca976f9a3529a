"""What a key too many reaches where something is done for good."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from cnss_counter.storage.tables import clerks
from tests.screens.access.test_staff import AS_SUPERVISOR, TO_STAFF
from tests.screens.conftest import LOG_IN, Printer, at_the_desk, deposited, training_counter
from tests.screens.looks.lists import line_of
from tests.screens.play import shown
from tests.screens.test_nothing_is_cut import keep

FRENCH = wording.load("fr")


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
        await play.type(*LOG_IN, "f3", reference, "enter", "enter")
        await play.type("enter")
        await play.type("f9")
        assert shown(play) == "home"
        await play.type("f3", reference, "enter", "enter")
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
