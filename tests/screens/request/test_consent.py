"""Confirm: nothing is deposited before the box is ticked, and every key says what it does."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.forms.choice import Choice
from cnss_counter.forms.minimum_size import LEAST
from cnss_counter.forms.pick_list import PickList
from cnss_counter.paths import Home
from tests.screens.conftest import at_the_desk, training_counter
from tests.screens.play import SMALL, shown
from tests.screens.request.test_given_up import AGREED, ASK_SUPERVISOR
from tests.screens.test_nothing_is_cut import as_told, keep, told
from tests.screens.test_stumbles import FRENCH, TAKE_UP, focused, title

TO_CONFIRM = (*TAKE_UP, "f9", "end", "f9")
TICK = "consent_read_aloud"


async def test_enter_before_the_tick_stays_at_the_box_and_says_which_key_ticks_it(
    home: Home,
) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRM, "enter")
        assert focused(play) == TICK
        assert as_told(FRENCH("screens.confirm.tick_first")) in told(play)
        await play.type("space", "enter")
        assert focused(play) == "deposit"
        await play.type("enter")
        assert title("receipt") in play.text()


@pytest.mark.parametrize(
    ("depositor", "read_to"), [("", "applicant"), ("Salma ALAMI", "depositor")]
)
async def test_the_tick_says_to_whom_it_was_read(home: Home, depositor: str, read_to: str) -> None:
    """A daughter who brings her father's file hears it: he was not there."""
    keep(home, 1, depositor_name=depositor)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRM)
        said = [one for one in ("applicant", "depositor") if tick(one) in told(play)]
        assert said == [read_to]


def tick(read_to: str) -> str:
    return as_told(FRENCH(f"consent.tick.{read_to}"))


@pytest.mark.parametrize("keys", [("tab", "space"), ("f9", "space")])
async def test_space_ticks_wherever_the_cursor_stands(home: Home, keys: tuple[str, ...]) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRM, *keys)
        assert play.app.screen.query_one(f"#{TICK}", Choice).value == "yes"
        assert focused(play) == TICK
        assert title("confirm") in play.text()


@pytest.mark.parametrize("key", ["pagedown", "f9", "f10"])
async def test_a_page_further_is_no_deposit_and_skips_nothing_read_back(
    home: Home, key: str
) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        seen = ""
        while title("check_answers") in play.text():
            seen += play.text()
            await play.type(key)
        assert [number for number in range(1, 24) if f" {number}. " not in seen] == []
        await play.type("space", *["pagedown"] * 5)
        assert title("confirm") in play.text()
        with at_the_desk(home) as session:
            assert [*session.all_deposits()] == []
        await play.type("f9")
        assert title("receipt") in play.text()


@pytest.mark.parametrize("size", [LEAST, (60, 15), SMALL, (120, 40)], ids=str)
@pytest.mark.parametrize("number", [1, 4, 7])
async def test_each_page_of_the_read_back_begins_where_the_last_one_ended(
    home: Home, size: tuple[int, int], number: int
) -> None:
    """And the cursor is on it; a reason longer than a page is read to its end."""
    reason = {"force_majeure": "yes", "force_majeure_reason": "inondation " * 40}
    keep(home, number, **(reason if number == 4 else {}))
    async with training_counter(home, size=size) as play:
        await play.type(*TAKE_UP, "f9")
        answers = play.app.screen.query_one(PickList)
        pages: list[range] = []
        while shown(play) == "check_answers":
            top, height = answers.scroll_offset.y, answers.scrollable_content_region.height
            assert not pages or pages[-1].start < top <= pages[-1].stop, "a page further, no gap"
            pages.append(range(top, top + height))
            assert answers.highlighted is not None
            starts = [0, *answers.line_ends()]
            line = range(starts[answers.highlighted], starts[answers.highlighted + 1])
            assert set(line) & set(pages[-1]), "the cursor is in sight"
            await play.type("f9")
        assert pages[0].start == 0
        assert pages[-1].stop >= answers.line_ends()[-1]


async def test_after_a_change_the_cursor_is_on_the_answer_that_was_changed(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", "12", "enter")
        await play.type("f9")
        assert shown(play) == "check_answers"
        assert play.app.screen.query_one(PickList).is_on("12")
        await play.type("pageup", "f9")
        assert play.app.screen.query_one(PickList).is_on("1")


async def test_the_key_that_deposits_says_so(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TO_CONFIRM)
        key_line = play.text().splitlines()[-2]
        assert f"F9 {FRENCH('keys.deposit.does')}" in key_line
        assert FRENCH("keys.go_on.does") not in key_line


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("size", [LEAST, (60, 15), SMALL], ids=str)
async def test_at_any_size_the_tick_and_the_deposit_are_seen_and_the_text_is_read_to_its_end(
    home: Home, size: tuple[int, int], language: wording.Language, number: int
) -> None:
    keep(home, number, applicant_language=language)
    guarded = (*TAKE_UP, *ASK_SUPERVISOR, *AGREED, "enter", "end", "f9")
    async with training_counter(home) as play:
        await play.type(*(guarded if number == 2 else TO_CONFIRM))
        if language == "ar":
            await play.type("f7")
        await play.resize(size)
        screen = play.app.screen
        consent, last = screen.query_one("#consent"), len(play.lines()) - 2
        await play.type("f9")  # what reminds of the tick takes room of its own
        assert focused(play) == TICK
        for widget in (screen.query_one(f"#{TICK}"), screen.query_one("#deposit")):
            assert widget.region.height > 0
            assert widget.region.bottom <= last
            assert "…" not in play.lines()[widget.region.y]
        lower_edge = consent.region.bottom - 1
        if consent.max_scroll_y:
            assert "↓" in play.lines()[lower_edge]
            await play.type("up")
            assert consent.has_focus
            await play.type(*["down"] * consent.max_scroll_y)
            assert consent.scroll_y == consent.max_scroll_y
            assert "↑" in play.lines()[lower_edge]
            await play.type("down")
        assert focused(play) == TICK
        if language == "fr":
            last_words = FRENCH("consent.irrevocable").split()[-1]
            assert last_words in play.text()
        await play.type("space")
        assert "●" in play.lines()[screen.query_one(f"#{TICK}").region.y]
