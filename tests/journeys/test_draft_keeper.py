"""A draft is saved while it is typed, and what the disk refuses is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from cnss_counter import law
from cnss_counter.domain.request import RequestDraft
from cnss_counter.domain.stored_draft import StoredDraft
from cnss_counter.errors import DraftNotKeptError, StoreError
from cnss_counter.journeys.request.draft_keeper import DraftKeeper
from cnss_counter.journeys.request.request import _kept_to_the_end
from cnss_counter.rules.clean_draft import CleanDraft
from cnss_counter.rules.evaluate import cleaned

PACK = law.load()
START = cleaned(
    PACK.procedures["contribution_refund"],
    RequestDraft("contribution_refund", {"immatriculation_number": "123456789"}),
)


class Drawer:
    """A store that keeps every version given to it, until it is full."""

    def __init__(self) -> None:
        self.versions: list[RequestDraft] = []
        self.is_full = False
        self.drafts = self

    def save(self, stored: StoredDraft, clean: CleanDraft) -> StoredDraft:
        if self.is_full:
            raise StoreError("disk.full", folder="home")
        self.versions.append(clean.draft)
        return replace(stored, version=stored.version + 1)

    def require_context(self) -> None:
        """The clerk sits here all along."""


async def at_once(work: Any, *arguments: Any) -> Any:
    return work(*arguments)


class SlowThread:
    """Begins any work once it may."""

    def __init__(self) -> None:
        self.may_go_on = asyncio.Event()

    async def __call__(self, work: Any, *arguments: Any) -> Any:
        await self.may_go_on.wait()
        return work(*arguments)


def keeper_of(
    drawer: Drawer, in_thread: Any = at_once, told: Callable[[object], None] = lambda _: None
) -> DraftKeeper:
    shift: Any = SimpleNamespace(session=drawer, in_thread=in_thread)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    stored = StoredDraft("draft", 1, START.draft, "AGENT", at)
    return DraftKeeper(shift, stored, START, told)


async def test_the_latest_draft_is_on_the_disk_when_it_is_kept() -> None:
    drawer = Drawer()
    keeper = keeper_of(drawer)
    for city in ("F", "Fè", "Fès"):
        keeper.keep(START.answered("city", city))
    await keeper.kept()
    assert drawer.versions[-1].answer("city") == "Fès"
    assert len(drawer.versions) <= 2


async def test_a_draft_that_did_not_change_is_not_written_again() -> None:
    drawer = Drawer()
    keeper = keeper_of(drawer)
    keeper.keep(START)
    await keeper.kept()
    assert drawer.versions == []


async def test_a_full_disk_is_told_once_and_a_later_save_goes_on() -> None:
    drawer = Drawer()
    drawer.is_full = True
    keeper = keeper_of(drawer)
    keeper.keep(START.answered("city", "Fès"))
    with pytest.raises(DraftNotKeptError):
        await keeper.kept()
    drawer.is_full = False
    keeper.keep(START.answered("city", "Rabat"))
    await keeper.kept()
    assert drawer.versions[-1].answer("city") == "Rabat"


async def test_a_save_that_went_well_later_leaves_nothing_to_tell() -> None:
    drawer = Drawer()
    drawer.is_full = True
    keeper = keeper_of(drawer)
    keeper.keep(START.answered("city", "Fès"))
    await asyncio.sleep(0.01)
    drawer.is_full = False
    await keeper.kept()  # tries again by itself
    assert drawer.versions[-1].answer("city") == "Fès"


async def test_what_is_given_while_a_save_is_at_its_end_is_waited_for_too() -> None:
    """Whether the clerk may still sit there is looked at when the next field is left."""
    drawer, is_looked_at, may_go_on = Drawer(), asyncio.Event(), asyncio.Event()

    async def in_thread(work: Any, *arguments: Any) -> Any:
        if work == drawer.require_context:
            is_looked_at.set()
            await may_go_on.wait()
        return work(*arguments)

    keeper = keeper_of(drawer, in_thread)
    keeper.keep(START.answered("city", "Fès"))
    await is_looked_at.wait()
    keeper.keep(START.answered("city", "Rabat"))
    asyncio.get_running_loop().call_later(0.01, may_go_on.set)
    await keeper.kept()
    assert drawer.versions[-1].answer("city") == "Rabat"


async def test_whoever_waits_may_be_told_to_end_and_the_save_goes_on() -> None:
    """A second one beside it would find the draft changed, and keep it apart."""
    drawer, slow = Drawer(), SlowThread()

    keeper = keeper_of(drawer, slow)
    keeper.keep(START.answered("city", "Fès"))
    waiting = asyncio.create_task(keeper.kept())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    slow.may_go_on.set()
    await keeper.kept()
    assert [draft.answer("city") for draft in drawer.versions] == ["Fès"]


async def test_a_context_that_cannot_be_read_says_nothing_of_a_draft_that_was_saved() -> None:
    told: list[object] = []
    drawer = Drawer()

    def unreadable() -> None:
        raise StoreError("store.disk_error", file="counter.db")

    drawer.require_context = unreadable  # type: ignore[method-assign]
    keeper = keeper_of(drawer, told=told.append)
    keeper.keep(START.answered("city", "Fès"))
    with pytest.raises(StoreError) as refused:
        await keeper.kept()
    assert not isinstance(refused.value, DraftNotKeptError)
    assert (told, drawer.versions[-1].answer("city")) == ([], "Fès")


async def test_once_it_has_ended_it_tells_nobody_s_form() -> None:
    told: list[object] = []
    drawer, slow = Drawer(), SlowThread()
    drawer.is_full = True

    keeper = keeper_of(drawer, slow, told.append)
    keeper.keep(START.answered("city", "Fès"))
    keeper.end()
    slow.may_go_on.set()
    assert not await keeper.settled()
    assert told == []


async def test_told_to_end_while_the_form_is_left_the_program_waits_for_the_disk() -> None:
    drawer, slow = Drawer(), SlowThread()

    keeper = keeper_of(drawer, slow)
    keeper.keep(START.answered("city", "Fès"))
    leaving = asyncio.create_task(_kept_to_the_end(keeper))
    await asyncio.sleep(0)
    leaving.cancel()
    asyncio.get_running_loop().call_later(0.01, slow.may_go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await leaving
    assert drawer.versions[-1].answer("city") == "Fès"
