"""The list of survivors, kept by keys alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from cnss_counter import law, wording
from cnss_counter.domain.request import RequestDraft
from cnss_counter.forms.request.survivors_list import SurvivorsList, survivor_lines
from cnss_counter.rules.evaluate import cleaned, judged

WIDOW = {
    "name": "LAHLOU Zineb",
    "quality": "spouse",
    "birth_date": "1968-02-03",
    "situation": "none",
    "dependent": "yes",
}
GROWN_UP = {
    "name": "BENJELLOUN Aya",
    "quality": "orphan_of_one_parent",
    "birth_date": "2005-07-16",
    "situation": "none",
    "dependent": "yes",
}
ON = date(2025, 9, 1)
DRAFT = RequestDraft(
    "contribution_refund_survivors",
    {"deceased_birth_date": "1961-04-20", "death_date": "2025-07-15", "insurance_days": "2100"},
    survivors=(WIDOW, GROWN_UP),
)


class ListApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.list = SurvivorsList(id="survivors")
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.list

    def on_survivors_list_edited(self, message: SurvivorsList.Edited) -> None:
        self.said.append(message)

    def on_survivors_list_removed(self, message: SurvivorsList.Removed) -> None:
        self.said.append(message)


@asynccontextmanager
async def shown(*lines: str) -> AsyncIterator[tuple[ListApp, Pilot[None]]]:
    app = ListApp()
    async with app.run_test() as pilot:
        app.list.show_words(lines)
        app.list.focus()
        app.list.cursor = 0
        yield app, pilot


def lines_in(language: wording.Language) -> list[str]:
    pack = law.load()
    clean = cleaned(pack.procedures[DRAFT.procedure], DRAFT)
    return survivor_lines(judged(clean, pack.parameters, ON), wording.load(language))


def test_a_line_tells_ages_on_both_days_whether_counted_and_the_share() -> None:
    words = wording.load("fr")
    widow, child, last = lines_in("fr")
    assert words("survivors.age_at_death", age=57) in widow
    assert words("survivors.counted") in widow
    assert words("survivors.share", share="50") in widow
    # The day before her twentieth birthday her father died; on the deposit day she is 20.
    assert words("survivors.age_at_death", age=19) in child
    assert words("survivors.age_at_deposit", age=20) in child
    assert words("survivors.not_counted") in child
    assert words("survivors.total", share="50") in last


def test_the_arabic_list_has_the_same_lines() -> None:
    assert len(lines_in("ar")) == len(lines_in("fr"))
    assert wording.load("ar")("survivors.not_counted") in lines_in("ar")[1]


async def test_enter_on_the_last_line_adds_and_on_another_changes() -> None:
    async with shown("one", "two", "add") as (app, pilot):
        await pilot.press("enter", "down", "enter")
        positions = [said.position for said in app.said if isinstance(said, SurvivorsList.Edited)]
        assert positions == [0, None]


async def test_delete_removes_the_line_under_the_cursor_and_never_the_last_one() -> None:
    async with shown("one", "two", "add") as (app, pilot):
        await pilot.press("down", "delete", "down", "delete")
        positions = [said.position for said in app.said if isinstance(said, SurvivorsList.Removed)]
        assert positions == [1]


async def test_after_adding_the_cursor_is_ready_to_add_the_next() -> None:
    async with shown("add") as (app, _):
        app.list.show_words(["one", "add"])
        assert app.list.is_at_the_end
