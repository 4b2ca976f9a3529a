"""A line in the register, a journey and its words: Home, the menu, the palette, its key have it."""

from __future__ import annotations

import shutil
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import ClassVar

import pytest

from cnss_counter.app import CounterApp
from cnss_counter.errors import BadInputError
from cnss_counter.forms.pick_list import PickList
from cnss_counter.journeys.errand_register import ERRANDS, Errand, Register
from cnss_counter.journeys.shift import Shift
from cnss_counter.paths import Home, data_folder
from cnss_counter.screens.dialogs.error_page import FoundScreen
from cnss_counter.services.day import training
from cnss_counter.wording import Wording
from tests.screens.conftest import CLERK, LOG_IN, ON, SHEETS, SUPERVISOR, training_counter
from tests.screens.play import Play, played

AS_SUPERVISOR = (SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
ON_HOME, IN_THE_MENU, SERVED = "Servir le thé", "Le thé pour tous", "MENTHE-POIVRÉE"


async def serve_tea(shift: Shift) -> None:
    await shift.ask(FoundScreen(BadInputError("deposit.unknown_reference", reference=SERVED)))


TEA = Errand("tea", serve_tea, "f8", permission="agree")


class WithTea(CounterApp):
    """The counter with one errand more, which is for supervisors."""

    CSS_PATH = SHEETS
    ERRANDS: ClassVar[Register] = {**ERRANDS, TEA.name: TEA}


@pytest.fixture
def words(tmp_path: Path) -> Wording:
    """The words of the counter and those of the errand."""
    folder = shutil.copytree(data_folder() / "wording", tmp_path / "wording")
    file = folder / "fr.toml"
    told = file.read_text("utf-8").replace("[screens.home]", f'[screens.home]\ntea = "{ON_HOME}"')
    told = told.replace("[screens.menu]", f'[screens.menu]\ntea = "{IN_THE_MENU}"')
    file.write_text(f'{told}\n[keys.tea]\nkey = "F8"\ndoes = "Thé"\n', "utf-8")
    return Wording("fr", folder)


def tea_counter(home: Home, words: Wording) -> AbstractAsyncContextManager[Play]:
    counter = WithTea(home, is_training=True, clock=training.PlayedClock(ON))
    counter.words = words
    return played(counter)


async def go_to(play: Play, line: str) -> None:
    """Walk down the list on the screen to a line."""
    options = play.app.screen.query_one(PickList).options
    ids = [option.id for option in options if option.id]
    await play.type("home", *["down"] * ids.index(line))


async def test_home_and_its_key_line_have_it_and_it_runs(home: Home, words: Wording) -> None:
    async with tea_counter(home, words) as play:
        await play.type(*AS_SUPERVISOR)
        (line,) = (line for line in play.lines() if ON_HOME in line)
        assert line.rstrip("┃ ").endswith("F8")
        assert "F8 Thé" in play.text()
        await go_to(play, "tea")
        await play.type("enter")
        assert SERVED in play.text()
        await play.type("enter")
        assert ON_HOME in play.text()


async def test_its_key_leads_to_it_from_anywhere(home: Home, words: Wording) -> None:
    async with tea_counter(home, words) as play:
        await play.type(*AS_SUPERVISOR, "f3", "f8")
        assert SERVED in play.text()


async def test_the_menu_has_it_with_its_key(home: Home, words: Wording) -> None:
    async with tea_counter(home, words) as play:
        await play.type(*AS_SUPERVISOR, "f3", "escape")
        (line,) = (line for line in play.lines() if IN_THE_MENU in line)
        assert line.rstrip("┃ ").endswith("F8")
        await go_to(play, "tea")
        await play.type("enter")
        assert SERVED in play.text()


async def test_the_palette_finds_it_by_what_is_typed(home: Home, words: Wording) -> None:
    async with tea_counter(home, words) as play:
        await play.type(*AS_SUPERVISOR, "f3", "ctrl+p", "pour tous")
        (line,) = (line for line in play.lines() if IN_THE_MENU in line)
        assert line.rstrip("┃ ").endswith("F8")
        await play.type("enter")
        assert SERVED in play.text()


async def test_whoever_may_not_is_offered_nothing_and_told_so_on_asking(
    home: Home, words: Wording
) -> None:
    async with tea_counter(home, words) as play:
        await play.type(CLERK.code, "enter", CLERK.password, "enter")
        assert ON_HOME not in play.text()
        assert "F8" not in play.text()
        await play.type("escape")
        assert words("screens.menu.title") in play.text()
        assert IN_THE_MENU not in play.text()
        await play.type("escape", "ctrl+p", "pour tous", "enter")
        assert words("screens.palette.title") in play.text()
        assert IN_THE_MENU not in play.text()
        await play.type("escape", "f8")
        assert SERVED not in play.text()
        assert words("errors.access.may_not.agree")[:40] in " ".join(play.text().split())


async def test_the_control_the_counter_itself_serves_no_tea(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f8")
        assert SERVED not in play.text()
