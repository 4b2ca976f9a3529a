"""A person asks at the counter what is held; a supervisor writes it down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.domain.deposit import Deposit
from cnss_counter.paths import Home
from cnss_counter.screens.file.person_record import PersonRecordScreen, RecordWritten
from tests.screens.conftest import LOG_IN, SUPERVISOR, training_counter
from tests.screens.looks.stories import turn

FRENCH = wording.load("fr")
AS_SUPERVISOR = (SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
ERRAND = FRENCH("screens.menu.person_record")


async def test_a_supervisor_gives_a_person_the_record(
    home: Home, alami: Deposit, tmp_path: Path
) -> None:
    file = tmp_path / "held.json"
    async with training_counter(home) as play:
        await play.type(*AS_SUPERVISOR, "escape", "end", *["up"] * 2, "enter")
        assert FRENCH("screens.person_record.title") in play.text()
        await play.type("111111111", "enter", "enter")
        assert "connu ici" in play.text()
        await play.type("home", *["delete"] * 9, "123456789")
        await play.type("tab", "home", *["delete"] * 60, str(file), "enter")
        assert file.exists()
        await play.type("pageup")
        assert FRENCH("screens.home.title") in play.text()
    (request,) = json.loads(file.read_text(encoding="utf-8"))["requests"]
    assert request["reference"] == alami.reference


@pytest.mark.parametrize("language", ["fr", "ar"])
async def test_where_it_was_written_is_told_with_every_name_of_the_path_whole(
    home: Home, language: str
) -> None:
    folder = Path("/mnt/agence-041", *(f"dossier-partage-{n}" for n in range(6)))
    written = RecordWritten(str(folder / "held.json"), str(folder / "held.html"), 1)
    async with training_counter(home) as play:
        await turn(play, (lambda: PersonRecordScreen({}, None, written),))
        await play.type(*(("f7",) if language == "ar" else ()))
        lines = play.text().splitlines()
        for name in (*folder.parts[1:], "held.json", "held.html"):
            assert any(name in line for line in lines), name


@pytest.mark.usefixtures("alami")
async def test_a_clerk_is_not_offered_it(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "escape")
        assert ERRAND not in play.text()
