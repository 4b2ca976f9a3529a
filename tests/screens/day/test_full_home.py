"""Home on a full day: what does not fit is walked to, and what is said below stays in sight."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.forms.pick_list import PickList
from cnss_counter.paths import Home
from tests.screens.conftest import LOG_IN, at_the_desk, deposited, draft_of_client, training_counter
from tests.screens.play import SMALL, shown

FRENCH = wording.load("fr")
TOO_MANY = 14


@pytest.mark.parametrize("language", ["fr", "ar"])
async def test_every_draft_is_walked_to_and_nothing_below_is_pushed_out(
    home: Home, language: str
) -> None:
    words = wording.load("ar" if language == "ar" else "fr")
    for number in (9, 10):
        deposited(home, number)
    with at_the_desk(home) as session:
        for _ in range(TOO_MANY):
            session.drafts.new(session.cleaned(draft_of_client(session, 1)))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, *(("f7",) if language == "ar" else ()))
        screen = play.app.screen
        lines = screen.query_one(PickList)
        assert screen.max_scroll_y == 0
        assert lines.max_scroll_y > 0
        assert lines.show_vertical_scrollbar, "what is longer than its place says so"
        below = screen.query_one("#waits").region
        assert below.height > 0
        assert below.bottom < SMALL[1] - 1
        assert screen.query_one("#key-line").region.y >= below.bottom
        assert lines.region.bottom <= below.y
        await play.type("end")
        option = lines.highlighted_option
        assert option is not None
        assert option.id not in play.app.ERRANDS  # type: ignore[attr-defined]
        assert lines.scroll_offset.y == lines.max_scroll_y
        assert words("keys.menu.does")


@pytest.mark.parametrize("key", ["f3", "f4"])
@pytest.mark.parametrize("typed", ["123456789", "BENALI", "0612345678", "AB123456", "العلمي"])
async def test_what_was_typed_to_find_somebody_new_is_no_reason_for_a_draft(
    home: Home, key: str, typed: str
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, key, typed, "enter", "end", "enter")
        assert shown(play) == "request"
        await play.type("tab", "tab", "f2")
        assert FRENCH("screens.home.title") in play.text()
        assert FRENCH("screens.home.drafts") not in play.text()


async def test_one_answer_more_is_one(home: Home) -> None:
    """The control."""
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "end", "enter")
        await play.type(*["tab"] * 3, "space", "f2")
        assert FRENCH("screens.home.drafts") in play.text()
