"""First run: a counter that nobody has set up."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.app import CounterApp
from cnss_counter.forms.entry import Entry
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.storage.files import preferences
from tests.screens.play import played

FRENCH = wording.load("fr")
PASSWORD = "quatre chevaux verts"
COUNTER = (
    "041", "enter", "enter", "Agence Agdal", "enter", "وكالة أكدال", "enter", "Rabat",
    "enter", "A-PO-7/2026",
)  # fmt: skip
ADMINISTRATOR = ("enter", "NA01", "enter", "Nadia Alaoui", "enter")


@pytest.fixture
def bare(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


async def test_a_counter_is_made_its_terminal_looked_at_and_its_clerk_asked(
    bare: Home, tmp_path: Path
) -> None:
    backups = tmp_path / "usb"
    backups.mkdir()
    async with played(CounterApp(bare)) as play:
        await play.type(*COUNTER, "enter", str(backups), *ADMINISTRATOR)
        await play.type(PASSWORD, "enter", PASSWORD, "enter")
        assert FRENCH("screens.recovery_sheet.title") in play.text()
        await play.type("down", "enter")
        assert FRENCH("screens.test_card.title") in play.text()
        await play.type("enter")
        assert FRENCH("screens.login.title") in play.text()
        session = log_in(bare, "NA01", PASSWORD)
        assert (session.agency.code, session.agency.counter, session.agency.city) == (
            "041",
            "1",
            "Rabat",
        )
        assert session.agency.privacy_authorisation == "A-PO-7/2026"
        assert session.clerk.roles == {"clerk", "supervisor", "administrator"}
        assert preferences.read(bare) == preferences.Preferences(
            backup_folder=str(backups), terminals={"unknown": "visual"}
        )
        session.log_out()


async def test_nothing_is_said_of_errors_before_continue(bare: Home) -> None:
    async with played(CounterApp(bare)) as play:
        await play.type("41", "enter", "enter")
        assert FRENCH("errors.setup.agency", field="x").split(": ")[1] not in play.text()


async def test_a_line_of_the_summary_leads_to_its_field(bare: Home) -> None:
    async with played(CounterApp(bare)) as play:
        await play.type("041", "f9", "down", "down", "enter", "Rabat")
        assert play.app.screen.query_one("#city", Entry).value == "Rabat"
        assert not bare.is_set_up


async def test_the_same_words_stand_in_the_summary_and_at_the_field(bare: Home) -> None:
    async with played(CounterApp(bare), (80, 40)) as play:
        await play.type("041", "f9")
        city = FRENCH("errors.setup.empty", field=FRENCH("screens.first_run.city"))
        assert play.text().count(city) == 2


async def test_the_password_tells_how_far_it_is_while_one_types(bare: Home) -> None:
    async with played(CounterApp(bare)) as play:
        await play.type(*["tab"] * 9, "quatre")
        assert FRENCH("screens.first_run.password_rule", least=15, count=6)[:30] in play.text()
        await play.type(" chevaux verts")
        assert FRENCH("screens.first_run.password_long_enough", least=15, count=20) in play.text()


async def test_two_passwords_that_differ_are_refused(bare: Home) -> None:
    async with played(CounterApp(bare), (80, 40)) as play:
        await play.type(
            *COUNTER, "enter", *ADMINISTRATOR, PASSWORD, "enter", "autre chose", "enter"
        )
        assert FRENCH("errors.password.not_the_same") in play.text()
        assert not bare.is_set_up


async def test_a_backup_folder_that_does_not_exist_is_refused(bare: Home) -> None:
    async with played(CounterApp(bare), (80, 40)) as play:
        await play.type(*COUNTER, "enter", "/nulle/part", *ADMINISTRATOR)
        await play.type(PASSWORD, "enter", PASSWORD, "enter")
        label = FRENCH("screens.first_run.backup_folder")
        assert FRENCH("errors.setup.no_folder", field=label) in play.text()
