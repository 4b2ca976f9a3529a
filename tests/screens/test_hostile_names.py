"""Names made to break a screen: every screen shows them as text, and no terminal obeys them.

The store is written to behind the door's back, so that the glass is tried alone too.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import ClassVar

import pytest
from textual.filter import LineFilter

from cnss_counter import app, wording
from cnss_counter.app import CounterApp
from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import BadInputError
from cnss_counter.journeys.errand_register import TELL_TROUBLE
from cnss_counter.paths import Home
from cnss_counter.screens.request.after_a_stop import AfterAStopScreen, StoppedDraft
from cnss_counter.services.day import training
from cnss_counter.storage.tables import drafts
from cnss_counter.text import cells
from cnss_counter.text.script import is_never_written
from tests.screens.conftest import LOG_IN, ON, at_the_desk, draft_of_client, training_counter
from tests.screens.play import SMALL, Play, played

FRENCH = wording.load("fr")
HOSTILE = {
    "bracket": "[/red",
    "link": "[link=file://x] [@click=app.exit]",
    "clipboard": "A\x1b]52;c;cGFzc3dk\x07B\x9b31m",
    "override": "\u202eDALAS\u2066 \u200f",
    "long": "م" * 80,
    "zalgo": "Z" + "\u0301\u0338\u20dd" * 20 + "ا" + "\u064b" * 40,
}
TEXTS = ("last_name", "first_name", "last_name_ar", "first_name_ar", "address", "district", "city",
         "depositor_name", "depositor_tie", "email")  # fmt: skip


def hostile_draft(home: Home, text: str, *, through_the_door: bool) -> RequestDraft:
    """A draft with this text wherever a text is asked."""
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)
        for field in TEXTS:
            draft = draft.with_answer(field, text)
        if through_the_door:
            return session.drafts.new(session.cleaned(draft)).draft
        with session.context.store.writing() as database:
            drafts.create(database, session.clerk.code, draft, session.now())
    return draft


def require_plain_glass(play: Play) -> None:
    """Nothing that a terminal would obey, and every line as wide as the terminal."""
    for line in play.lines():
        assert not any(is_never_written(letter) for letter in line), ascii(line)
        assert cells(line) == SMALL[0], ascii(line)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_every_screen_shows_a_hostile_name_as_text(home: Home, text: str) -> None:
    hostile_draft(home, text, through_the_door=False)
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        for keys in (
            ("f7",), ("f3", "123456789"), ("f2", "end", "enter"), ("f5",), ("escape", "f8", "f1"),
            ("escape", "end", "f9"), ("f12",), (LOG_IN[2], "enter"), ("escape",), ("escape", "f2"),
        ):  # fmt: skip
            await play.type(*keys)
            require_plain_glass(play)
        assert play.app.is_running


@pytest.mark.parametrize("text", [HOSTILE["link"], HOSTILE["long"], HOSTILE["override"]])
async def test_a_hostile_depositor_is_read_back_consented_for_and_receipted(
    home: Home, text: str
) -> None:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1).with_answer("depositor_name", text)
        session.drafts.new(session.cleaned(draft.with_answer("address", text)))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "enter", "f9")
        require_plain_glass(play)
        await play.type("f6")
        require_plain_glass(play)
        await play.type("escape", "end", "f9", "space", "f9")
        assert FRENCH("screens.receipt.title") in play.text()
        require_plain_glass(play)


async def test_titles_locks_troubles_and_stops_show_a_hostile_name_as_text(home: Home) -> None:
    with at_the_desk(home) as session:
        now = session.now()
    async with training_counter(home) as play:
        await play.type(*LOG_IN)
        counter = play.app
        for text in HOSTILE.values():
            counter.sub_title = text
            counter.turn_to(
                TELL_TROUBLE.about(BadInputError("deposit.unknown_reference", reference=text))
            )
            await play.type()
            require_plain_glass(play)
            stopped = StoppedDraft(text, text, text[:3], "contribution_refund", "request", now)
            asking = counter.ask(AfterAStopScreen(stopped))
            counter.open_dialog(asking)
            await play.type("f7")
            require_plain_glass(play)
            await play.type("f2")


class WithoutGlass(CounterApp):
    """The control: the same counter without its line filter."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(app.__file__).with_name("app.tcss"),
        Path(app.__file__).with_name("screens") / "access/login.tcss",
    ]

    def get_line_filters(self) -> list[LineFilter]:
        return []


async def test_without_the_glass_a_hostile_name_reaches_the_terminal(home: Home) -> None:
    hostile_draft(home, HOSTILE["clipboard"], through_the_door=False)
    clock = training.PlayedClock(ON)
    async with played(WithoutGlass(home, is_training=True, clock=clock)) as play:
        await play.type(*LOG_IN, "f3", "123456789")
        with pytest.raises(AssertionError):
            require_plain_glass(play)


async def test_what_comes_through_the_door_holds_nothing_that_a_terminal_obeys(home: Home) -> None:
    for text in HOSTILE.values():
        kept = hostile_draft(home, text, through_the_door=True)
        said = "".join(kept.answers.values())
        assert not any(is_never_written(letter) for letter in said)
        assert "\u0301" * 4 not in said
