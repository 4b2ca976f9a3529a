"""Clerks and passwords by the keys: a code shown once, a password chosen, every password lost."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.app import CounterApp
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.storage.vault.keyring import LOWEST_COST
from tests.screens.conftest import (
    LOG_IN,
    SUPERVISOR,
    NoPrinter,
    Printer,
    SlowPrinter,
    training_counter,
)
from tests.screens.play import LARGE, Play, played
from tests.screens.test_nothing_is_cut import as_told, told

FRENCH = wording.load("fr")
AS_SUPERVISOR = (SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
TO_STAFF = ("down", "down", "down", "down", "enter")
PASSWORD = "quatre chevaux verts"
NEW_PASSWORD = "des pommes et des poires"
CODE = re.compile("[0-9A-Z]{5}(?:-[0-9A-Z]{5})+")


def code_on(play: Play) -> str:
    """The code in plain letters."""
    found = CODE.search(play.text())
    assert found
    return found[0]


async def name_amal(play: Play) -> str:
    """The supervisor of the training counter, who is administrator too, names a clerk."""
    await play.type(*AS_SUPERVISOR, *TO_STAFF, "down", "enter")
    await play.type("s09", "enter", "Amal Rifai", "f9", "enter")
    assert FRENCH("screens.one_time_code.title") in play.text()
    return code_on(play)


async def test_a_clerk_is_named_chooses_a_password_and_sits_down(home: Home) -> None:
    async with training_counter(home) as play:
        code = await name_amal(play)
        await play.type("down", "enter")
        assert "Amal Rifai" in play.text()
        assert code not in play.text()
        await play.type("f2", "end", "up", "enter", "s09", "enter", code.lower(), "enter")
        assert FRENCH("screens.choose_password.title") in play.text()
        await play.type("court", "enter", "court", "enter")
        too_short = FRENCH("errors.password.too_short", least=15)[:30]
        assert too_short in play.text()
        await play.type(NEW_PASSWORD)
        assert too_short not in play.text(), "it was said of what stood there before"
        await play.type("enter", NEW_PASSWORD, "enter")
        assert FRENCH("screens.home.title") in play.text()
        assert "Amal Rifai" in play.text()


async def test_the_printed_code_leaves_no_file(home: Home) -> None:
    printer = Printer()
    async with training_counter(home, printer) as play:
        await name_amal(play)
        await play.type("enter")
        assert FRENCH("printing.completed") in play.text()
        assert printer.papers == [home.code_sheet]
        assert home.code_sheet.stat().st_mode & 0o077 == 0
        await play.type("enter")
        assert not home.code_sheet.exists()


async def test_turning_to_another_errand_is_asked_and_leaves_no_file_either(home: Home) -> None:
    async with training_counter(home, NoPrinter()) as play:
        await name_amal(play)
        await play.type("enter")
        assert home.code_sheet.exists()
        await play.type("f2", "enter")  # the cursor starts on no
        assert FRENCH("screens.one_time_code.title") in play.text()
        await play.type("f2", "down", "enter")
        assert FRENCH("screens.home.title") in play.text()
        assert not home.code_sheet.exists()


LEAVING = {
    "another clerk": (("f12", "tab", "enter"), "screens.login.title"),
    "the menu": (("escape", "end", "enter"), ""),
    "the end": (("ctrl+q",), ""),
    "another errand": (("f3",), "screens.find.title"),
}


@pytest.mark.parametrize("way", LEAVING)
async def test_whatever_leaves_a_code_asks_once(home: Home, way: str) -> None:
    keys, ends_at = LEAVING[way]
    async with training_counter(home) as play:
        code = await name_amal(play)
        await play.type(*keys)
        assert as_told(FRENCH("screens.sure.leave_code")) in told(play)
        assert code not in play.text()
        await play.type("enter")  # the cursor starts on no
        if way == "another clerk":
            await play.type(SUPERVISOR.password, "enter")
        assert code_on(play) == code
        await play.type(*keys, "down", "enter")
        if ends_at:
            assert FRENCH(ends_at) in play.text()
        else:
            assert play.app.return_code == 0


@pytest.mark.parametrize("key", ["f9", "f10", "pagedown"])
async def test_no_key_that_goes_on_leaves_a_code_behind(home: Home, key: str) -> None:
    async with training_counter(home, SlowPrinter()) as play:
        await name_amal(play)
        await play.type("enter")
        assert FRENCH("printing.waiting.queued") in play.text()
        await play.type(key, key, "enter")  # nor a second Enter, before the sheet is out
        assert FRENCH("screens.one_time_code.title") in play.text()


async def test_a_mistake_in_the_code_of_a_new_clerk_is_told_at_its_field(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*AS_SUPERVISOR, *TO_STAFF, "down", "enter")
        await play.type("f9")
        assert FRENCH("errors.account.empty") in play.text()
        await play.type(SUPERVISOR.code, "enter", "Une autre", "f9")
        label = FRENCH("screens.name_clerk.clerk")
        assert FRENCH("errors.account.known", field=label)[:30] in play.text()
        assert "Une autre" in play.text()


async def test_removing_is_asked_twice_and_the_cursor_starts_on_no(home: Home) -> None:
    async with training_counter(home) as play:
        await name_amal(play)
        await play.type("down", "enter")
        to_remove = ("end", "up", "enter", "end", "enter")
        await play.type(*to_remove, "enter")
        assert "Amal Rifai" in play.text()
        await play.type(*to_remove, "down", "enter")
        assert "Amal Rifai" not in play.text()


async def test_a_clerk_sees_an_own_password_to_change_and_nobody_else(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, *TO_STAFF)
        assert FRENCH("screens.staff.change_password") in play.text()
        assert FRENCH("screens.staff.name_clerk") not in play.text()
        assert SUPERVISOR.code not in play.text()
        await play.type("enter", "faux", "enter", NEW_PASSWORD, "enter", NEW_PASSWORD, "enter")
        assert FRENCH("errors.access.refused") in play.text()


async def test_ones_own_password_is_changed(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*AS_SUPERVISOR, *TO_STAFF, "enter", SUPERVISOR.password, "enter")
        await play.type(NEW_PASSWORD, "enter", NEW_PASSWORD, "enter")
        assert FRENCH("screens.staff.title") in play.text()
        log_in(home, SUPERVISOR.code, NEW_PASSWORD, training=True).log_out()


async def test_the_data_get_a_new_key_and_everybody_sits_down_as_before(home: Home) -> None:
    before = home.database.read_bytes()[:16]
    async with training_counter(home) as play:
        await play.type(*AS_SUPERVISOR, *TO_STAFF, *["down"] * 3, "enter")
        await play.type("faux", "enter")
        assert FRENCH("errors.access.refused") in play.text()
        await play.type(SUPERVISOR.password, "enter")
        assert FRENCH("screens.login.title") in play.text()
        assert home.database.read_bytes()[:16] != before
        await play.type(*LOG_IN)
        assert FRENCH("screens.home.title") in play.text()


@pytest.fixture
def real_counter(tmp_path: Path) -> tuple[Home, str]:
    home = Home(tmp_path / "real")
    agency = Agency("041", "Agence Agdal", "وكالة أكدال", "Rabat", "1")
    clerk = Clerk("NA01", "Nadia Alaoui", ALL_ROLES)
    return home, set_up(home, agency, clerk, PASSWORD, cost=LOWEST_COST)


async def test_every_password_is_lost_and_the_sheet_opens(
    real_counter: tuple[Home, str],
) -> None:
    home, code = real_counter
    async with played(CounterApp(home)) as play:
        await play.type("na02", "enter", "un mot de passe perdu", "enter")
        await play.type("escape", "down", "down", "down", "enter")
        assert FRENCH("screens.recover.title") in play.text()
        answers = ("na01", "enter", "enter", NEW_PASSWORD, "enter", NEW_PASSWORD, "enter")
        await play.type(code[:5], "enter", code[6:-1], "enter")
        assert FRENCH("errors.code.length", groups=6, signs=5)[:30] in play.text()
        await play.type(code[-1], "enter", *answers)
        assert FRENCH("screens.recovery_sheet.title") in play.text()
        assert code_on(play) != code
        await play.type("down", "enter")
        assert FRENCH("screens.login.recovered")[:30] in play.text()
        assert FRENCH("errors.access.refused") not in play.text()
        await play.type("na01", "enter", NEW_PASSWORD, "enter")
        assert "Nadia Alaoui" in play.text()


async def test_a_training_counter_offers_no_sheet(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type("escape")
        assert FRENCH("screens.menu.recover") not in play.text()
        await play.type("escape", *AS_SUPERVISOR, *TO_STAFF)
        assert FRENCH("screens.staff.make_sheet") not in play.text()


async def test_a_copy_of_the_counter_goes_on_at_a_supervisors_word(
    real_counter: tuple[Home, str], tmp_path: Path
) -> None:
    """The whole home was put back: login refuses, says where to go, and nobody stays shut out."""
    home, _ = real_counter
    kept = Path(shutil.copytree(home.folder, tmp_path / "kept"))
    for _ in range(2):  # the second login notes what the first one wrote
        log_in(home, "NA01", PASSWORD).log_out()
    shutil.rmtree(home.folder)
    shutil.copytree(kept, home.folder)
    to_login = ("na01", "enter", PASSWORD, "enter")
    async with played(CounterApp(home), LARGE) as play:
        await play.type(*to_login)
        told = " ".join(play.text().split())
        assert FRENCH("screens.menu.resume").split(" (")[0] in told
        await play.type("escape", "down", "down", "down", "down", "enter")
        assert FRENCH("screens.resume.title") in play.text()
        await play.type("na01", "enter", "un mot de passe perdu", "enter", "0", "enter")
        assert FRENCH("errors.access.refused")[:30] in play.text()
        await play.type(PASSWORD, "enter", "hier", "enter")
        assert FRENCH("errors.numbering.not_a_number", typed="hier")[:20] in play.text()
        await play.type(*["backspace"] * 4, "0", "enter")
        assert " ".join(FRENCH("screens.login.resumed").split()) in " ".join(play.text().split())
        await play.type(*to_login)
        assert "Nadia Alaoui" in play.text()
