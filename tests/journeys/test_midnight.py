"""A day that ends while a request is written down: it is judged as of the day of its deposit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cnss_counter.forms.asking import Interrupted
from cnss_counter.forms.question import Question
from cnss_counter.journeys.errand_register import NEXT_CLIENT
from cnss_counter.paths import Home
from cnss_counter.rules.evaluate import Judged
from cnss_counter.screens.request.check_answers import GoOn
from cnss_counter.screens.request.consent import Consented
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file
from cnss_counter.services.session import Session
from cnss_counter.storage.files.session_marks import SessionMark
from tests.journeys.script import Script, new_request, turned_to

LAST_DAY, DAY_AFTER = date(2026, 3, 10), date(2026, 3, 11)
LEFT = turned_to(NEXT_CLIENT)


class Midnight(Script):
    """The clock strikes when this question is asked; at none, where the story names none."""

    def __init__(self, clock: training.PlayedClock, at: str, *answers: object) -> None:
        super().__init__(*answers)
        self._clock, self._at = clock, at

    async def ask(self, question: Question[Any]) -> Any:
        if self._at == question.KEY:
            self._clock.day = DAY_AFTER
        return await super().ask(question)


@pytest.fixture
def clock() -> training.PlayedClock:
    return training.PlayedClock(LAST_DAY)


@pytest.fixture
def session(tmp_path: Path, clock: training.PlayedClock) -> Iterator[Session]:
    """The training counter on the last day on which its first client may deposit."""
    home, clerk = Home(tmp_path / "home"), training.clerk_account()
    training.prepare(home)
    session = log_in(home, clerk.code, clerk.password, clock=clock, training=True)
    yield session
    session.log_out()


@pytest.fixture
def first(session: Session) -> Judged:
    """The first client's request, as it comes off the form."""
    case = training.clients()[0].case
    return session.assess(case_file.read(case, session.procedures).draft)


async def played(script: Script, session: Session, first: Judged) -> None:
    """From the form on, until the clerk turns to the next client."""
    home = session.context.home
    mark = SessionMark.begin(home, session.clerk.code, session.now())
    with pytest.raises(Interrupted):
        await new_request(script.shell(home.folder).taken_by(session, mark), first)


@pytest.mark.parametrize(
    ("at", "state"),
    [("", "last_day"), ("confirm", "unknown")],
    ids=["the control, the same day", "while the consent is read aloud"],
)
async def test_midnight_before_the_deposit_is_seen_by_the_deposit(
    session: Session, first: Judged, clock: training.PlayedClock, at: str, state: str
) -> None:
    await played(Midnight(clock, at, first, GoOn(), Consented("ar"), LEFT), session, first)
    (deposit,) = session.all_deposits()
    assert deposit.verdict["deadline_state"] == state
    assert (deposit.verdict == first.verdict.to_json()) is not bool(at)


async def test_what_the_new_day_stops_goes_back_to_the_form_which_says_so(
    session: Session, first: Judged, clock: training.PlayedClock
) -> None:
    """Force majeure asks its reason once the delay has passed, and not a day before."""
    claimed = session.judged(first.clean.answered("force_majeure", "yes"))
    control = Midnight(clock, "", claimed, LEFT)
    await played(control, session, claimed)
    assert control.screens == ["request", "check_answers"]
    script = Midnight(clock, "request", claimed, LEFT)
    await played(script, session, claimed)
    assert script.screens == ["request", "request"]


async def test_midnight_while_the_form_is_filled_in_is_seen_when_it_is_read_back(
    session: Session, first: Judged, clock: training.PlayedClock
) -> None:
    script = Midnight(clock, "request", first, LEFT)
    await played(script, session, first)
    shown = script.asked[-1].judged
    assert shown is not None
    assert (script.screens[-1], shown.verdict.deadline_state) == ("check_answers", "unknown")
