"""The cursor is seen with what stands around it, wherever the arrows take it on the form."""

from __future__ import annotations

import pytest

from cnss_counter.forms.form_sheet import AROUND, FormSheet
from cnss_counter.forms.pick_list import PickList
from cnss_counter.forms.request.survivors_list import SurvivorsList
from cnss_counter.paths import Home
from tests.screens.conftest import at_the_desk, draft_of_client, training_counter
from tests.screens.play import LARGE, SMALL, Play
from tests.screens.test_stumbles import FRENCH, TAKE_UP, keep

LOW = (80, 17)


def lines_of_the_cursor(play: Play) -> range:
    """The lines of the screen that the entry under the cursor takes; of survivors, if many, one."""
    entry = play.app.focused
    assert entry is not None
    lines = range(entry.region.y, entry.region.bottom)
    room = play.app.screen.query_one(FormSheet).scrollable_content_region
    if isinstance(entry, SurvivorsList) and len(lines) > room.height:
        used = entry.lines_in_use
        return range(lines.start + used[0], lines.start + used[-1] + 1)
    return lines


@pytest.mark.parametrize(("client", "size"), [(1, LOW), (7, LOW), (7, SMALL), (7, LARGE)], ids=str)
async def test_every_field_of_the_form_is_reached_with_lines_around_it(
    home: Home, client: int, size: tuple[int, int]
) -> None:
    keep(home, client)
    async with training_counter(home, size=size) as play:
        await play.type(*TAKE_UP)
        sheet = play.app.screen.query_one(FormSheet)
        people = sheet.query_one(SurvivorsList)
        play.app.screen.set_focus(play.app.screen.focus_chain[0])
        await play.painted()
        for key in ("down", "up"):
            before, seen = None, 0
            while before != (at := (play.app.focused, people.cursor)):
                entry, room = lines_of_the_cursor(play), sheet.scrollable_content_region
                around = min(AROUND, max(0, room.height - len(entry) - 1) // 2)
                is_at_the_top = sheet.scroll_offset.y == 0
                is_at_the_end = sheet.scroll_offset.y >= sheet.max_scroll_y - 1
                assert room.y <= entry.start - (0 if is_at_the_top else around)
                assert entry.stop + (0 if is_at_the_end else around) <= room.bottom
                before, seen = at, seen + 1
                await play.type(key)
            assert seen >= len(play.app.screen.focus_chain)


async def test_down_and_up_stop_at_the_ends_of_the_form_and_change_nothing(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        first = play.app.focused
        await play.type("up", "up")
        assert play.app.focused is first
        assert first is not None
        assert first.id == "origin"
        await play.type(*["down"] * 40)
        last = play.app.focused
        assert last is play.app.screen.focus_chain[-1]
        await play.type("down", "down")
        assert play.app.focused is last
    with at_the_desk(home) as session:
        assert [one.draft for one in session.drafts.all()] == [draft_of_client(session, 1)]


async def test_through_the_survivors_the_arrows_lead_on_to_the_papers(home: Home) -> None:
    keep(home, 7)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f8")
        papers = play.app.focused
        await play.type("up")
        assert isinstance(play.app.focused, SurvivorsList)
        await play.type(*["down"] * 6)
        assert play.app.focused is not play.app.screen.query_one(SurvivorsList)
        await play.type(*["up"] * 6)
        await play.type("f8")
        assert play.app.focused is papers


async def test_a_survivor_far_down_a_long_list_is_in_sight(home: Home) -> None:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 7)
        session.drafts.new(session.cleaned(draft._replace(survivors=draft.survivors * 4)))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f8", "shift+tab")
        people = play.app.screen.query_one(SurvivorsList)
        for number in range(len(draft.survivors) * 4, 0, -1):
            await play.type("up")
            assert people.cursor == number - 1
            assert f"{number}. " in play.lines()[lines_of_the_cursor(play).start]


async def test_the_list_of_errors_says_how_many_of_them_are_in_sight(home: Home) -> None:
    wrong = dict.fromkeys(("email", "postal_code", "phone", "birth_date", "identity_number"), "x!")
    wrong |= dict.fromkeys(("city", "address", "insurance_days", "other_scheme", "last_name"), "")
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)
        draft = draft._replace(answers={**draft.answers, **wrong, "last_name_ar": ""})
        session.drafts.new(session.cleaned(draft))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        errors = play.app.screen.query_one("#errors", PickList)
        count = str(sum(not option.disabled for option in errors.options))
        assert int(count) == len(wrong)
        lines = play.lines()[errors.region.y : errors.region.bottom]
        said = (FRENCH("screens.frame.more", seen=str(n), count=count) for n in range(1, 5))
        assert any(one in lines[-1] for one in said)
        await play.type("end")
        assert FRENCH("screens.frame.all", seen=count, count=count) in play.text()
