"""The same draft in two windows: what the window too late typed is kept, and its clerk is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cnss_counter import wording
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.pick_list import PickList
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.requests.handing_over import hand_over, to_hand_over
from cnss_counter.services.session import Session
from tests.screens.conftest import LOG_IN, SUPERVISOR, at_the_desk, training_counter
from tests.screens.play import Play, shown

FRENCH = wording.load("fr")
IN_THE_FORM = (*LOG_IN, "f4", "123456789", "enter", "enter")
HOME = FRENCH("screens.home.title")


@contextmanager
def another_window(home: Home) -> Iterator[Session]:
    """The supervisor of the training counter."""
    session = log_in(home, SUPERVISOR.code, SUPERVISOR.password, training=True)
    yield session
    session.log_out()


def hand_over_the_only_draft(session: Session) -> None:
    (waiting,) = to_hand_over(session.context).drafts
    assert waiting.is_open
    hand_over(session.context, waiting.id, SUPERVISOR.code)


def cities(session: Session) -> list[str]:
    return [stored.draft.answer("city") for stored in session.drafts.all()]


async def type_a_city(play: Play) -> None:
    """Into one field of the open form, and out of it: it is saved in a thread."""
    play.app.screen.query_one("#city").focus()
    await play.type("Sefrou", "enter")


async def test_what_was_typed_after_a_handing_over_is_a_draft_of_ones_own(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM)
        with another_window(home) as session:
            hand_over_the_only_draft(session)
            await type_a_city(play)
            await play.until(FRENCH("errors.draft.apart_given", clerk=SUPERVISOR.name)[:30])
            assert SUPERVISOR.name in play.text()
            assert cities(session) == [""], "the draft handed over is as it was handed over"
        await play.type("enter")
        assert HOME in play.text()
        with at_the_desk(home) as session:
            assert cities(session) == ["Sefrou"]
        await play.type("end", "enter")
        assert shown(play) == "request"
        number = play.app.screen.query_one("#immatriculation_number", Entry)
        assert number.value == "123456789"


async def test_typed_and_left_by_f2_in_one_go_it_is_told_all_the_same(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM)
        with another_window(home) as session:
            hand_over_the_only_draft(session)
        play.app.screen.query_one("#city").focus()
        await play.type("Sefrou", "f2")
        assert FRENCH("errors.draft.apart_given", clerk="")[:30] in play.text()
        with at_the_desk(home) as session:
            assert cities(session) == ["Sefrou"]


@pytest.mark.parametrize("code", ["apart_gone", "apart_changed"])
async def test_thrown_away_or_written_on_elsewhere_it_is_kept_as_well(
    home: Home, code: str
) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM)
        with at_the_desk(home) as session:
            (stored,) = session.drafts.all()
            if code == "apart_gone":
                session.drafts.discard(stored.id)
            else:
                session.drafts.save(stored, session.cleaned(stored.draft))
        await type_a_city(play)
        await play.until(FRENCH(f"errors.draft.{code}")[:30])
        with at_the_desk(home) as session:
            assert "Sefrou" in cities(session)
            assert len(cities(session)) == (1 if code == "apart_gone" else 2)


async def test_the_control_nothing_is_kept_apart_when_nobody_else_wrote(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM)
        await type_a_city(play)
        with at_the_desk(home) as session:
            await play.until_so(lambda: cities(session) != [""], "the city")
            assert cities(session) == ["Sefrou"]
        assert shown(play) == "request"


async def test_the_supervisor_is_asked_once_more_about_a_draft_on_a_screen(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*IN_THE_FORM)
        async with training_counter(home) as other:
            await other.type(SUPERVISOR.code, "enter", SUPERVISOR.password, "enter")
            other.app.screen.query_one("#errands", PickList).go_to("hand_over")
            await other.type("enter")
            assert FRENCH("screens.hand_over.is_open") in other.text()
            await other.type("enter", "enter")
            assert FRENCH("screens.sure.hand_over_open", clerk="")[:40] in other.text()
            await other.type("enter")
            assert HOME in other.text()
        with at_the_desk(home) as session:
            assert len(session.drafts.all()) == 1, "the cursor started on no"
