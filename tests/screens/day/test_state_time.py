"""The clock is wrong: Home says so, and a supervisor states the time before any deposit."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from cnss_counter import wording
from cnss_counter.app import CounterApp
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.paths import Home
from cnss_counter.services.access.setup import set_up
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clocks import ticking
from tests.screens.play import played
from tests.screens.test_stumbles import spaced

FRENCH = wording.load("fr")
PASSWORD = "quatre chevaux verts"
LEFT_AS_IT_IS = ("tab", "tab", "tab", "enter")  # the password too: the mistake was not in it
LOG_IN = ("NA01", "enter", PASSWORD, "enter")


TRUTH = datetime(2026, 11, 20, 10, 30).astimezone()
"""In the time zone of this machine, as what is typed."""


async def test_home_offers_to_state_the_time_and_then_the_counter_has_it(tmp_path: Path) -> None:
    home = Home(tmp_path / "real")
    agency = Agency("041", "Agence Agdal", "وكالة أكدال", "Rabat", "1")
    clerk = Clerk("NA01", "Nadia Alaoui", ALL_ROLES)
    set_up(home, agency, clerk, PASSWORD, clock=lambda: TRUTH, cost=LOWEST_COST)
    behind = ticking(TRUTH - timedelta(days=365))
    async with played(CounterApp(home, clock=behind)) as play:
        await play.type(*LOG_IN)
        assert spaced(FRENCH("screens.home.clock_suspect")[:40]) in spaced(play.text())
        await play.type("enter")
        assert FRENCH("screens.state_time.title") in play.text()
        said = " ".join(play.text().split())
        assert FRENCH.date(TRUTH.date()) in said  # the journal's last entry
        await play.type(
            "hier", "enter", f"{TRUTH:%H:%M}", "enter", "na01", "enter", PASSWORD, "enter"
        )
        label = FRENCH("screens.state_time.day")
        assert FRENCH("errors.time.day", field=label) in play.text()
        yesterday = TRUTH - timedelta(days=1)
        await play.type(*["delete"] * 4, f"{yesterday:%d/%m/%Y}", *LEFT_AS_IT_IS)
        assert f"{TRUTH:%d/%m/%Y}" in play.text()  # it is before the journal's last entry
        await play.type(*["delete"] * 10, f"{TRUTH:%d/%m/%Y}", *LEFT_AS_IT_IS)
        assert FRENCH("screens.home.title") in play.text()
        assert spaced(FRENCH("screens.home.clock_suspect")[:40]) not in spaced(play.text())
        assert spaced(FRENCH.date(TRUTH.date())) in spaced(play.text())
