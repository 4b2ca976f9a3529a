"""A supervisor states another day: what was written under the wrong one is looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cnss_counter.app import CounterApp
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import client
from tests.screens.conftest import Printer
from tests.screens.play import played
from tests.screens.test_stumbles import FRENCH, focused, spaced, title

TRUE_TIME = datetime(2025, 9, 1, 9, 0).astimezone()
CODE, PASSWORD = "NA01", "quatre chevaux verts"
TAKE_UP = (CODE, "enter", PASSWORD, "enter", "end", "enter")
STATED = ("01/09/2025", "enter", "11:00", "enter", CODE, "enter", PASSWORD, "enter")
DIED_LATER = "2025-12-01"


def at_the_true_time() -> datetime:
    return TRUE_TIME


def a_year_ahead() -> datetime:
    return TRUE_TIME + timedelta(days=365)


def begun(home: Home, **answers: str) -> None:
    """A real counter whose computer has gone a year ahead, and a draft begun there."""
    agency = Agency("041", "Agence Agdal", "وكالة أكدال", "Rabat", "1")
    clerk = Clerk(CODE, "Nadia Alaoui", ALL_ROLES)
    set_up(home, agency, clerk, PASSWORD, clock=at_the_true_time, cost=LOWEST_COST)
    session = log_in(home, CODE, PASSWORD, clock=a_year_ahead)
    session.drafts.new(session.cleaned(client(7, **answers)))
    session.log_out()


@pytest.mark.parametrize("died", ["", DIED_LATER], ids=["the control", "after the day stated"])
async def test_what_the_stated_day_stops_is_said_on_the_form(tmp_path: Path, died: str) -> None:
    home = Home(tmp_path / "real")
    begun(home, **({"death_date": died} if died else {}))
    async with played(CounterApp(home, clock=a_year_ahead, printer=Printer())) as play:
        await play.type(*TAKE_UP, "f9")
        assert title("state_time") in play.text()
        await play.type(*STATED)
        assert (title("check_answers") in play.text()) is not bool(died)
        assert (focused(play) == "errors") is bool(died)
        said = spaced(FRENCH("screens.request.to_mend", count=1))
        assert (said in spaced(play.text())) is bool(died)
        if died:
            await play.type("enter")
            assert focused(play) == "death_date"
