"""A survivor half written is part of the draft, whichever way the dialog is left."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cnss_counter import wording
from cnss_counter.app import CounterApp
from cnss_counter.domain.bilingual import COMMA
from cnss_counter.journeys.request import draft_keeper
from cnss_counter.paths import Home
from cnss_counter.rules.field_kinds import FIELD_KINDS
from tests.screens.conftest import LOG_IN, at_the_desk, draft_of_client, training_counter
from tests.screens.play import Play, shown

FRENCH = wording.load("fr")
TAKE_UP = (*LOG_IN, "end", "enter")
NAME = "LAHLOU Zineb"
TO_A_NEW_SURVIVOR = (*TAKE_UP, "f8", "shift+tab", "enter")
WAYS_OUT = {"escape": "escape", "F2": "f2", "F3": "f3", "F4": "f4", "page up": "pageup"}


def begun(home: Home, *survivors: Mapping[str, str]) -> None:
    with at_the_desk(home) as session:
        session.drafts.new(
            session.cleaned(draft_of_client(session, 7)._replace(survivors=survivors))
        )


def survivors(home: Home) -> list[Mapping[str, str]]:
    with at_the_desk(home) as session:
        (stored,) = session.drafts.all()
        return list(stored.draft.survivors)


def names(home: Home) -> list[str]:
    return [one["name"] for one in survivors(home)]


async def half_written(play: Play) -> None:
    await play.type(*TO_A_NEW_SURVIVOR)
    assert FRENCH("screens.survivor.title") in play.text()
    await play.type(NAME)


@pytest.mark.parametrize("key", WAYS_OUT.values(), ids=WAYS_OUT)
async def test_a_name_half_typed_is_kept_whatever_leads_away(home: Home, key: str) -> None:
    begun(home)
    async with training_counter(home) as play:
        await half_written(play)
        await play.type(key)
        await play.type("f2")
        assert names(home) == [NAME]


async def test_a_field_that_is_left_is_on_the_disk_while_the_dialog_is_open(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_keeper, "SOON", 3600.0)  # a slow machine types for a long while
    begun(home)
    async with training_counter(home) as play:
        await half_written(play)
        assert survivors(home) == []  # the control: nothing was left yet
        await play.type("enter", "space")
        await play.until_so(lambda: names(home) == [NAME], NAME)
        assert FRENCH("screens.survivor.title") in play.text()


async def test_a_key_alone_is_saved_soon_for_what_a_kill_would_take(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_keeper, "SOON", 0.0)
    begun(home)
    async with training_counter(home) as play:
        await half_written(play)
        await play.type()
        await play.until_so(lambda: bool(survivors(home)), "a survivor")
        assert NAME.startswith(survivors(home)[0]["name"])


async def test_the_lock_saves_it_and_gives_it_back(home: Home) -> None:
    begun(home)
    async with training_counter(home) as play:
        await half_written(play)
        await play.type("f12")
        await play.until_so(lambda: names(home) == [NAME], NAME)
        await play.type(LOG_IN[2], "enter")
        assert isinstance(play.app, CounterApp)
        assert NAME in play.text()


async def test_who_typed_nothing_adds_nobody_and_changes_nobody(home: Home) -> None:
    widow = {"name": NAME, "quality": "spouse", "birth_date": "1968-02-03"}
    begun(home, widow)
    async with training_counter(home) as play:
        await play.type(*TO_A_NEW_SURVIVOR, "enter", "escape")
        await play.type("home", "up", "enter", "enter", "enter", "escape", "f2")
        assert survivors(home) == [widow]


async def test_a_name_taken_back_leaves_no_empty_line(home: Home) -> None:
    begun(home)
    async with training_counter(home) as play:
        await half_written(play)
        await play.type("enter", "shift+tab", *["backspace"] * len(NAME), "escape", "f2")
        assert survivors(home) == []


async def test_half_a_survivor_stops_the_request_until_it_is_finished(home: Home) -> None:
    begun(home)
    async with training_counter(home) as play:
        await half_written(play)
        await play.type("escape", "f9")
        assert play.app.focused is not None
        assert play.app.focused.id == "errors"
        assert shown(play) == "request"


async def test_what_is_missing_of_a_survivor_is_said_with_its_field(home: Home) -> None:
    begun(home)
    async with training_counter(home) as play:
        await half_written(play)
        await play.type("escape")
        assert COMMA.fr.join((NAME, FRENCH.label("quality"))) in play.text()


async def test_a_date_where_the_name_belongs_is_objected_to(home: Home) -> None:
    begun(home)
    objection = " ".join(FRENCH("screens.survivor.no_letter").split())
    async with training_counter(home) as play:
        await play.type(*TO_A_NEW_SURVIVOR, "12/08/1995", "f9")
        assert FRENCH("screens.survivor.title") in play.text()
        assert objection in " ".join(play.text().split())
        assert play.app.focused is not None
        assert play.app.focused.id == "name"
        await play.type("A")
        assert objection not in " ".join(play.text().split())


async def test_a_birth_date_is_cleaned_once_for_each_key_until_the_draft_has_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(home)
    cleaned: list[str] = []
    kind = FIELD_KINDS["birth_date"]

    def clean(typed: str) -> str:
        cleaned.append(typed)
        return kind.clean(typed)

    monkeypatch.setitem(FIELD_KINDS, "birth_date", kind._replace(clean=clean))
    async with training_counter(home) as play:
        await half_written(play)
        play.app.screen.query_one("#birth_date").focus()
        cleaned.clear()
        await play.type("3/2/1968")
        assert cleaned == ["3/2/1968"[:end] for end in range(1, 9)]
        await play.type("f9", "enter", "space", "f9", "escape", "f2")
        assert len(cleaned) == 8
        assert [one["birth_date"] for one in survivors(home)] == ["1968-02-03"]
