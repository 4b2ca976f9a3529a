"""A request from its form to its receipt, each question answered as the story says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cnss_counter.forms.asking import Interrupted
from cnss_counter.forms.question import Question
from cnss_counter.journeys.request.request import new_request, resume_request
from cnss_counter.journeys.shift import Shift
from cnss_counter.paths import Home
from cnss_counter.rules.evaluate import Judged
from cnss_counter.screens.day.home import NextClient
from cnss_counter.screens.request.check_answers import Change, GoOn
from cnss_counter.screens.request.consent import Consented
from cnss_counter.screens.request.request import RequestScreen
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file
from cnss_counter.services.session import Session
from cnss_counter.storage.files.session_marks import SessionMark
from tests.journeys.script import Script, turned_to

LAST_DAY, DAY_AFTER = date(2026, 3, 10), date(2026, 3, 11)
READ_OUT = Consented("ar")
LEFT = turned_to(NextClient())


class Story(Script):
    """Looks at each question before it is answered."""

    def __init__(self, *answers: object) -> None:
        super().__init__(*answers)
        self.seen: Callable[[Question[Any]], None] = lambda _: None

    async def ask(self, question: Question[Any]) -> Any:
        self.seen(question)
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


def at_the_counter(script: Script, session: Session) -> Shift:
    home = session.context.home
    mark = SessionMark.begin(home, session.clerk.code, session.now())
    return script.shell(home.folder).taken_by(session, mark)


async def played(script: Script, session: Session, first: Judged) -> None:
    """From the first answer on, until the clerk turns to the next client."""
    with pytest.raises(Interrupted):
        await new_request(at_the_counter(script, session), first.clean)


async def test_what_was_judged_on_the_form_is_what_is_deposited(
    session: Session, first: Judged
) -> None:
    script = Story(first, GoOn(), READ_OUT, LEFT)
    await played(script, session, first)
    assert script.screens == ["request", "check_answers", "confirm", "receipt"]
    (deposit,) = session.all_deposits()
    assert deposit.verdict == first.verdict.to_json()
    assert deposit.verdict["deadline_state"] == "last_day"
    assert session.drafts() == []


async def test_midnight_between_the_form_and_the_deposit_is_seen_by_the_deposit(
    session: Session, first: Judged, clock: training.PlayedClock
) -> None:
    script = Story(first, GoOn(), READ_OUT, LEFT)

    def strike(question: Question[Any]) -> None:
        if question.KEY == "confirm":
            clock.day = DAY_AFTER

    script.seen = strike
    await played(script, session, first)
    (deposit,) = session.all_deposits()
    assert deposit.verdict["deadline_state"] == "passed"


async def test_midnight_while_the_form_is_filled_in_is_seen_when_it_is_read_back(
    session: Session, first: Judged, clock: training.PlayedClock
) -> None:
    script = Story(first, LEFT)

    def strike(question: Question[Any]) -> None:
        if isinstance(question, RequestScreen):
            clock.day = DAY_AFTER

    script.seen = strike
    await played(script, session, first)
    verdict = script.asked[-1].verdict
    assert verdict is not None
    assert (script.screens[-1], verdict.deadline_state) == ("check_answers", "passed")


async def test_an_answer_to_change_leads_back_to_its_field(session: Session, first: Judged) -> None:
    changed = session.judged(first.clean.answered("city", "Sefrou"))
    script = Story(first, Change("city"), changed, GoOn(), None, GoOn(), READ_OUT, LEFT)
    await played(script, session, first)
    assert script.screens == [
        "request", "check_answers", "request", "check_answers", "confirm", "check_answers",
        "confirm", "receipt",
    ]  # fmt: skip
    (deposit,) = session.all_deposits()
    assert deposit.draft.answer("city") == "Sefrou"


async def test_a_form_that_is_left_stays_a_draft_and_comes_in_like_any_text(
    session: Session, first: Judged
) -> None:
    await new_request(at_the_counter(Story(None), session), first.clean)
    (kept,) = session.drafts()
    assert kept.draft == first.draft
    script = Story(LEFT)
    with pytest.raises(Interrupted):
        await resume_request(at_the_counter(script, session), kept)
    (form,) = script.asked
    assert isinstance(form, RequestScreen)
