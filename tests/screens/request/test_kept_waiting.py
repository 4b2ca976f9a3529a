"""Somebody goes for the pension: the draft is kept, and the counter says what to tell."""

from __future__ import annotations

from datetime import date

from cnss_counter.paths import Home
from cnss_counter.rules.verdict import OtherRight, RightAtStake
from testkit.player import SEEN
from tests.screens.conftest import at_the_desk, training_counter
from tests.screens.test_nothing_is_cut import as_told, told
from tests.screens.test_stumbles import FRENCH, TAKE_UP, keep, title

MINIMUM = RightAtStake(OtherRight("old_age_pension", 600), "sure")
TO_PENSION = (*TAKE_UP, "f9", SEEN, "down", "enter")


async def test_what_is_told_is_seen_first_whatever_was_typed_ahead(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TO_PENSION, "enter", "escape", "enter")
        assert title("kept_waiting") in play.text()
        await play.type("enter")
        assert title("home") in play.text()


async def test_who_goes_for_the_pension_leaves_with_its_form_s_number(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TO_PENSION)
        assert title("kept_waiting") in play.text()
        pension = "screens.kept_waiting.old_age_pension"
        for sentence in (
            FRENCH("screens.kept_waiting.kept"),
            FRENCH.of_right("screens.kept_waiting.right", MINIMUM),
            FRENCH(f"{pension}.form"),
            FRENCH("screens.kept_waiting.last_day", day=date(2029, 2, 1)),
        ):
            assert as_told(sentence) in told(play)
        await play.type("f6")
        assert as_told(FRENCH(f"{pension}.form")) in told(play)
        await play.type("escape", "enter")
        assert title("home") in play.text()
    with at_the_desk(home) as session:
        assert len(session.drafts.all()) == 1
        assert session.home_summary().deposits_today == 0


async def test_turning_to_another_errand_from_there_keeps_the_draft_too(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TO_PENSION, SEEN, "f2")
        assert title("home") in play.text()
        assert FRENCH("screens.home.drafts") in play.text()
