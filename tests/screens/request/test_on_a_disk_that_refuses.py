"""A draft that the disk refuses: its last answers are on the form alone, and no key loses them."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual import events

from cnss_counter import wording
from cnss_counter.errors import StoreError
from cnss_counter.forms.entry import Entry
from cnss_counter.paths import Home
from cnss_counter.services.access import colours
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import drafts
from tests.screens.conftest import (
    LOG_IN,
    SUPERVISOR,
    at_the_desk,
    deposited,
    draft_of_client,
    training_counter,
)
from tests.screens.play import LARGE, Play, shown
from tests.screens.test_nothing_is_cut import as_told, told

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")
NOT_KEPT = "screens.trouble.not_kept"
DISK_FULL = StoreError("store.disk_full", file="counter.db")
TAKE_UP = (*LOG_IN, "end", "enter")
HER_AGREEMENT = (SUPERVISOR.code, "tab", SUPERVISOR.password, "tab", "Elle revient, autre demande")


def full(*_: object) -> None:
    raise DISK_FULL


@pytest.fixture(autouse=True)
def draft_of_the_first_client(home: Home) -> None:
    with at_the_desk(home) as session:
        session.drafts.new(session.cleaned(draft_of_client(session, 1)))


def on_the_disk(home: Home) -> list[str]:
    with at_the_desk(home) as session:
        return [stored.draft.answer("last_name") for stored in session.drafts.all()]


async def come_to_the_name(play: Play) -> None:
    await play.type(*TAKE_UP)
    play.app.screen.query_one("#last_name", Entry).focus()


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    with monkeypatch.context() as disk:
        disk.setattr(drafts, "save", full)
        yield disk


def is_told(play: Play) -> bool:
    words = play.app.words
    return as_told(words(NOT_KEPT)) in told(play)


async def test_it_is_said_above_the_fields_while_the_clerk_types(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with training_counter(home) as play:
        await come_to_the_name(play)
        with full_disk(monkeypatch):
            await play.type("end", "X", "tab")
            await play.until_so(lambda: is_told(play), "the notice")
            assert shown(play) == "request"
            await play.type("f7")
            assert as_told(FRENCH(NOT_KEPT)) not in told(play)
            await play.type("f7")
            assert is_told(play)
        await play.type("shift+tab", "end", "Y", "tab")
        await play.until_so(lambda: not is_told(play), "no notice")
    assert on_the_disk(home) == ["ALAMIXY"]


async def test_beside_the_opinion_it_is_read_whole_in_both_languages(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wide, the opinion stands beside the form, on the other side in Arabic."""
    async with training_counter(home, size=LARGE) as play:
        await come_to_the_name(play)
        with full_disk(monkeypatch):
            await play.type("end", "X", "tab")
            await play.until_so(lambda: is_told(play), "the notice")
            notice = play.app.screen.query_one("#not-kept").region
            for _ in ("fr", "ar"):
                above = play.lines()[notice.y : notice.bottom]
                assert not any("│" in line for line in above)
                assert any("counter.db" in line for line in above)
                await play.type("f7")


@pytest.mark.parametrize("key", ["f9", "pageup"])
async def test_the_form_stays_with_what_was_typed(
    home: Home, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with training_counter(home) as play:
        await come_to_the_name(play)
        with full_disk(monkeypatch):
            await play.type("end", "X", key)
            assert shown(play) == "trouble"
            assert is_told(play)
            await play.type("escape")
            assert shown(play) == "request"
            assert "ALAMIX" in play.text()
        await play.type("f9")
        assert shown(play) == "check_answers"
    assert on_the_disk(home) == ["ALAMIX"]


LEAVING = {
    "f2": ("f2",), "f3": ("f3",), "f4": ("f4",), "ctrl+q": ("ctrl+q",),
    "the menu": ("escape", "end", "enter"),
    "the palette": ("ctrl+p", "accueil", "enter"),
    "another clerk": ("f12", "tab", "enter"),
}  # fmt: skip


@pytest.mark.parametrize("is_known", [False, True], ids=["not yet known", "known"])
@pytest.mark.parametrize("way", LEAVING)
async def test_no_way_leaves_it_unasked(
    home: Home, monkeypatch: pytest.MonkeyPatch, way: str, is_known: bool
) -> None:
    """Nor the first one after the last key, when the disk has not answered yet."""
    async with training_counter(home) as play:
        await come_to_the_name(play)
        with full_disk(monkeypatch):
            await play.type("end", "X", *(("tab",) if is_known else ()), *LEAVING[way])
            assert as_told(FRENCH("screens.sure.leave_not_kept")) in told(play)
            await play.type("escape")
            if shown(play) == "lock":
                await play.type("olive amande figue", "enter")
            assert shown(play) == "request"
            assert "ALAMIX" in play.text()
        await play.type("f9")
        assert shown(play) == "check_answers"
    assert on_the_disk(home) == ["ALAMIX"]


async def test_a_clerk_may_leave_it_all_the_same(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with training_counter(home) as play:
        await come_to_the_name(play)
        with full_disk(monkeypatch):
            await play.type("end", "X", "f2", "end", "enter")
            assert shown(play) == "home"
        await play.type("end", "enter")
        assert shown(play) == "request"
        assert not is_told(play)
    assert on_the_disk(home) == ["ALAMI"]


async def test_the_page_that_tells_it_is_left_no_more_easily(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with training_counter(home) as play:
        await come_to_the_name(play)
        with full_disk(monkeypatch):
            await play.type("end", "X", "f9")
            await play.type("f2")
            assert as_told(FRENCH("screens.sure.leave_not_kept")) in told(play)
            await play.type("escape", "escape")
            assert "ALAMIX" in play.text()


async def test_nobody_is_asked_to_agree_to_what_the_disk_has_not(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposited(home, 1)
    async with training_counter(home) as play:
        await come_to_the_name(play)
        with full_disk(monkeypatch):
            await play.type("end", "X", "f9")
            assert shown(play) == "trouble"
        await play.type("escape", "f9")
        assert shown(play) == "supervisor"
    assert "ALAMIX" in on_the_disk(home)


async def test_another_trouble_meanwhile_leaves_the_form_standing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dialog above it that the disk refuses as well; it is not said that all is kept."""
    async with training_counter(home) as play:
        await come_to_the_name(play)
        with full_disk(monkeypatch) as disk:
            disk.setattr(colours, "choose", full)
            await play.type("end", "X", "tab", "ctrl+p", "couleurs", "enter", "end", "enter")
            assert shown(play) == "trouble"
            assert is_told(play)
            assert FRENCH("screens.trouble.kept") not in play.text()
            await play.type("escape")
            assert "ALAMIX" in play.text()


async def test_the_control_where_the_draft_is_kept_the_same_trouble_leads_home(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with training_counter(home) as play:
        await come_to_the_name(play)
        with monkeypatch.context() as disk:
            disk.setattr(colours, "choose", full)
            await play.type("end", "X", "tab", "ctrl+p", "couleurs", "enter", "end", "enter")
            assert as_told(FRENCH("screens.trouble.kept")) in told(play)
            await play.type("escape")
            assert shown(play) == "home"
    assert on_the_disk(home) == ["ALAMIX"]


async def test_what_the_last_person_s_draft_met_is_not_told_to_the_next(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save that ends after its form was left: nothing of it stands on the form of another."""
    has_ended = threading.Event()

    def slow(*_: object) -> None:
        time.sleep(0.5)
        has_ended.set()
        raise DISK_FULL

    async with training_counter(home) as play:
        await come_to_the_name(play)
        with monkeypatch.context() as disk:
            disk.setattr(drafts, "save", slow)
            await play.type("end", "X", "f2", "end", "enter")
            assert shown(play) == "home"
        await play.type("f4", "234567891", "enter", "enter")
        await play.until_so(has_ended.is_set, "the end of the save")
        play.app.screen.query_one("#last_name", Entry).focus()
        await play.type("BENNANI", "tab")
        assert not is_told(play)
        await play.type("f2")
        assert shown(play) == "home"


async def test_where_the_database_is_damaged_the_clerk_can_leave(home: Home) -> None:
    """What waits on Home cannot be read any more, so nothing is asked about it."""
    async with training_counter(home) as play:
        await come_to_the_name(play)
        size = home.database.stat().st_size
        with home.database.open("r+b") as file:
            file.seek(4096)
            file.write(os.urandom(size - 4096))
        await play.type("end", "X", "tab", "ctrl+q")
        assert as_told(FRENCH("screens.sure.leave_not_kept")) in told(play)
        await play.type("end", "enter")
        assert not play.app.is_running


@pytest.mark.parametrize("key", ["pageup", "f2"])
async def test_on_a_good_disk_the_last_answer_is_there_when_the_form_is_left(
    home: Home, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """Also while the save before it is at its end: whether the clerk may sit there is looked at."""
    require, is_looked_at = Session.require_context, threading.Event()

    def slowly(session: Session) -> None:
        is_looked_at.set()
        time.sleep(0.5)
        require(session)

    async with training_counter(home) as play:
        await come_to_the_name(play)
        monkeypatch.setattr(Session, "require_context", slowly)
        await play.type("end", "X", "tab")
        await play.until_so(is_looked_at.is_set, "the end of the first save")
        await play.type("shift+tab", "end", "Y", key)
        assert shown(play) == "home"
    assert on_the_disk(home) == ["ALAMIXY"]


def changed_in_another_window(home: Home) -> None:
    with at_the_desk(home) as session:
        (stored,) = session.drafts.all()
        theirs = session.cleaned(stored.draft).answered("last_name", "AUTRE")
        session.drafts.save(stored, theirs)


@pytest.mark.parametrize("key", ["f2", "f3", "ctrl+q", "pageup"])
async def test_a_draft_that_went_apart_is_told_before_anything_is_left(
    home: Home, key: str
) -> None:
    async with training_counter(home) as play:
        await come_to_the_name(play)
        changed_in_another_window(home)
        await play.type("end", "X", key)
        await play.until_so(lambda: shown(play) == "trouble", "what became of it")
        await play.type("escape")
        assert shown(play) == "home"
    assert sorted(on_the_disk(home)) == ["ALAMIX", "AUTRE"]


class Disk:
    """Lets the first save through once it may, which finds a draft that moved on; then it is full
    until it has room.
    """

    def __init__(self) -> None:
        self.has_begun, self.may_go_on = threading.Event(), threading.Event()
        self.has_room = False
        self._save = drafts.save

    def save(self, *asked: Any) -> Any:
        if not self.has_begun.is_set():
            self.has_begun.set()
            assert self.may_go_on.wait(60)
        elif not self.has_room:
            raise DISK_FULL
        return self._save(*asked)


async def test_one_that_went_apart_and_met_a_full_disk_is_deposited_itself_and_no_other(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with training_counter(home) as play:
        await come_to_the_name(play)
        changed_in_another_window(home)
        disk = Disk()
        monkeypatch.setattr(drafts, "save", disk.save)
        await play.type("end", "X", "tab")
        await play.until_so(disk.has_begun.is_set, "the save")
        await play.type("shift+tab", "end", "Y", "tab")
        disk.may_go_on.set()
        await play.until_so(lambda: shown(play) == "trouble", "what became of it")
        await play.type("escape")
        while shown(play) == "trouble":
            await play.type("escape")
        assert shown(play) == "request"
        disk.has_room = True
        await play.type("f9")
        assert shown(play) == "check_answers"
        await play.type("end", "f9")
        await play.type("space", "f9")
        assert shown(play) == "receipt"
    assert on_the_disk(home) == ["AUTRE"]


async def test_where_the_disk_takes_long_whoever_leaves_is_told_that_it_is_waited_for(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk()
    async with training_counter(home) as play:
        await come_to_the_name(play)
        monkeypatch.setattr(drafts, "save", disk.save)
        await play.type("end", "X", "tab")
        await play.until_so(disk.has_begun.is_set, "the save")
        play.app.post_message(events.Key("f2", None))
        await play.until_so(lambda: FRENCH("long_wait.working") in play.text(), "that it goes on")
        assert shown(play) == "request"
        disk.has_room = True
        disk.may_go_on.set()
        await play.until_so(lambda: shown(play) == "home", "Home")
    assert on_the_disk(home) == ["ALAMIX"]
