"""What the cursor is on is in sight, field by field and line by line, in the least of windows."""

from __future__ import annotations

import pytest
from textual.errors import NoWidget
from textual.layout import Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.minimum_size import LEAST
from cnss_counter.forms.pick_list import PickList
from cnss_counter.forms.request.survivors_list import SurvivorsList
from cnss_counter.paths import Home
from cnss_counter.screens.access.code import RecoverySheetScreen
from tests.screens.conftest import LOG_IN, training_counter
from tests.screens.looks.stories import STORIES, turn
from tests.screens.play import SMALL, Play
from tests.screens.test_stumbles import FRENCH, TAKE_UP, keep

DOWN, UP = ("home", "down"), ("end", "up")
LOW, NARROW = (SMALL[0], LEAST.height), (LEAST.width, SMALL[1])


def lines_of_the_cursor(field: Widget) -> range:
    """The lines of the terminal that the cursor is on, wherever they are; of a text, its first."""
    region = field.content_region
    if isinstance(field, SurvivorsList):
        used = field.lines_in_use
        return range(region.y + used[0], region.y + used[-1] + 1)
    if isinstance(field, PickList) and field.highlighted is not None:
        top = region.y - field.scroll_offset.y
        ends = [0, *field.line_ends()]
        return range(top + ends[field.highlighted], top + ends[field.highlighted + 1])
    return range(region.y, region.y + 1)


def is_painted(play: Play, field: Widget, line: int) -> bool:
    """Whether this line of the terminal shows the field, and nothing that lies upon it."""
    try:
        at, _ = play.app.screen.get_widget_at(field.content_region.x + 1, line)
    except NoWidget:
        return False
    return at is field or field in at.ancestors


def assert_in_sight(play: Play, field: Widget) -> None:
    lines = lines_of_the_cursor(field)
    assert lines
    assert all(is_painted(play, field, line) for line in lines), f"{field}\n{play.text()}"


async def walk(play: Play, field: Widget, way: tuple[str, str] = DOWN) -> None:
    """Go to a field, and through its lines if it is a list; each of them is in sight."""
    play.app.set_focus(field)
    await play.painted()
    assert_in_sight(play, field)
    if not isinstance(field, PickList):
        return
    end, key = way
    await play.type(end)
    before = None
    while play.app.focused is field and field.highlighted != before:
        assert_in_sight(play, field)
        before = field.highlighted
        await play.type(key)
    play.app.set_focus(field)


@pytest.mark.parametrize("name", STORIES)
async def test_what_the_cursor_is_on_is_in_sight_on_every_screen(home: Home, name: str) -> None:
    story = STORIES[name]
    story.before(home)
    async with training_counter(home) as play:
        for turns in story.stops.values():
            await turn(play, turns)
            here = play.app.focused
            await play.resize(LEAST)
            for way in (UP, DOWN):  # in Arabic, then in French
                await play.app.run_action("change_language")
                for field in play.app.screen.focus_chain:
                    await walk(play, field, way)
            fields = play.app.screen.focus_chain
            for number, field in enumerate(fields):  # of the form, each third and the last
                if isinstance(field, PickList) or not number % 3 or field is fields[-1]:
                    await stays_in_sight(play, field)
            await play.resize(SMALL)
            play.app.set_focus(here)
            await play.painted()


async def stays_in_sight(play: Play, field: Widget) -> None:
    """On the last line of a list, where a lower window leaves it behind most easily."""
    play.app.set_focus(field)
    is_list = isinstance(field, PickList)
    await play.type(*(("end",) if is_list else ()))
    if play.app.focused is field:
        for size in (SMALL, LOW, NARROW, LEAST) if is_list else (SMALL, LEAST):
            await play.resize(size)
            if field in play.app.screen.focus_chain:  # a text that is read whole is no field
                assert_in_sight(play, field)


async def test_the_line_that_the_box_of_the_palette_moves_to_is_in_sight(home: Home) -> None:
    async with training_counter(home, size=LEAST) as play:
        await play.type(*LOG_IN, "ctrl+p")
        commands = play.app.screen.query_one(PickList)
        before: int | None = -1
        while commands.highlighted != before:
            before = commands.highlighted
            await play.type("down")
            assert_in_sight(play, commands)
        assert commands.max_scroll_y


async def test_what_is_above_a_list_is_read_with_the_arrows_and_enter_there_chooses_nothing(
    home: Home,
) -> None:
    keep(home, 2)
    async with training_counter(home, size=LEAST) as play:
        await play.type(*TAKE_UP, "f9")
        refund = FRENCH("rights.contribution_refund.amount_unknown").split()[-1]
        assert refund not in play.text()
        await play.type("up", "end")
        assert refund in play.text()
        assert isinstance(play.app.focused, TextAbove)
        await play.type("enter")
        assert play.app.screen.query_one(TextAbove) is play.app.focused
        await play.type("down")
        assert isinstance(play.app.focused, PickList)


class MakingNoRoom(RecoverySheetScreen):
    """The control: one below the other, however low the window is."""

    @property
    def layout(self) -> Layout:
        return VerticalLayout()


async def test_the_control_without_room_made_for_it_a_list_is_out_of_sight(home: Home) -> None:
    async with training_counter(home, size=LEAST) as play:
        await turn(play, (lambda: MakingNoRoom("AAAAA-BBBBB", {}),))
        with pytest.raises(AssertionError, match="choices"):
            await walk(play, play.app.screen.query_one(PickList))
