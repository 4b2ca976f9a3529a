"""Two windows were cut short with the same draft on their screens: its clerk is asked once."""

from __future__ import annotations

import json

from cnss_counter import wording
from cnss_counter.forms.pick_list import PickList
from cnss_counter.paths import Home
from tests.screens.conftest import CLERK, LOG_IN, ON, at_the_desk, draft_of_client, training_counter
from tests.screens.play import Play, shown

FRENCH = wording.load("fr")
ASKED = FRENCH("screens.after_a_stop.title")


def leave_a_mark(home: Home, name: str, draft: str) -> None:
    """What a window that was killed leaves behind."""
    home.session_marks.mkdir(exist_ok=True)
    said = {"since": f"{ON}T09:00:00+01:00", "draft": draft, "step": "request"}
    (home.session_marks / f"{CLERK.code}.{name}").write_text(json.dumps(said), encoding="utf-8")


async def close(play: Play) -> None:
    """The counter is closed from Home, as it should be."""
    play.app.screen.query_one("#errands", PickList).go_to("leave")
    await play.type("enter")


async def test_the_same_draft_is_asked_about_once(home: Home) -> None:
    with at_the_desk(home) as session:
        stored = session.drafts.new(session.cleaned(draft_of_client(session, 1)))
    leave_a_mark(home, "0001", stored.id)
    leave_a_mark(home, "0002", stored.id)
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        assert ASKED in play.text()
        await play.type("enter")
        assert shown(play) == "request"
        await play.type("f2")
        await close(play)
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        assert FRENCH("screens.home.title") in play.text()


async def test_the_control_another_draft_is_asked_about_at_the_next_login(home: Home) -> None:
    with at_the_desk(home) as session:
        first, second = (
            session.drafts.new(session.cleaned(draft_of_client(session, number)))
            for number in (1, 2)
        )
    leave_a_mark(home, "0001", first.id)
    leave_a_mark(home, "0002", second.id)
    for is_asked in (True, True, False):
        async with training_counter(home) as play:
            await play.type(*LOG_IN)
            assert (ASKED in play.text()) is is_asked
            if is_asked:
                await play.type("enter")
            await play.type("f2")
            await close(play)
