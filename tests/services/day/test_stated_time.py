"""A supervisor's word on the time, with nothing else that stands for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cnss_counter.errors import BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.day import clock_watch
from cnss_counter.services.session import Session
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import AGENCY, FIRST, PASSWORD, consent
from tests.services.day.test_clock_watch import SET_UP, Hands, last_entry

NOW = SET_UP + timedelta(days=1)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def sit_down(tmp_path: Path, hands: Hands) -> Callable[[datetime], Session]:
    """A real counter in use until `NOW`; then one sits down by the computer's clock given."""
    home = Home(tmp_path / "real")
    real = replace(AGENCY, is_training=False)
    set_up(home, real, FIRST, PASSWORD, clock=hands, cost=LOWEST_COST)
    hands.now = NOW
    log_in(home, "A17", PASSWORD, clock=hands).log_out()

    def sit(computer: datetime) -> Session:
        hands.now = computer
        return log_in(home, "A17", PASSWORD, clock=hands)

    return sit


def state(session: Session, moment: datetime) -> None:
    clock_watch.state_time(session.context, "A17", PASSWORD, moment)


@pytest.mark.parametrize("computer", [NOW - timedelta(days=400), NOW + timedelta(days=400)])
@pytest.mark.parametrize(
    ("stated", "code"),
    [
        (NOW - timedelta(minutes=3), "time.before_the_journal"),
        (NOW - timedelta(days=4), "time.before_the_journal"),
        (NOW - timedelta(days=176), "time.long_before_the_journal"),
        (NOW + timedelta(days=6), "time.far_after_the_journal"),
        (NOW.replace(year=2062), "time.far_after_the_journal"),
        (NOW.replace(year=2026, month=1), "time.far_after_the_journal"),
    ],
)
def test_a_word_alone_opens_no_deadline_and_begins_no_year(
    sit_down: Callable[[datetime], Session], computer: datetime, stated: datetime, code: str
) -> None:
    """Back past a deadline, or by a slip of the finger into 2062: the journal stays where it is."""
    session = sit_down(computer)
    before = last_entry(session)
    with refused(BadInputError, code) as detail:
        state(session, stated)
    assert (detail["field"], detail["last"][:10]) == ("day", f"{NOW:%d/%m/%Y}")
    assert last_entry(session) == before
    assert session.context.now() == computer
    state(session, NOW + timedelta(minutes=1))  # the control: the watch is right
    session.log_out()


def test_a_computer_set_right_after_it_ran_ahead_is_believed_with_a_supervisor(
    sit_down: Callable[[datetime], Session],
) -> None:
    """It ran three days ahead untold (decision 0051): the counter does not wait three days."""
    truth = NOW - timedelta(days=3)
    session = sit_down(truth)
    assert session.home_summary().is_clock_suspect
    state(session, truth + timedelta(minutes=5))
    done = session.deposit("one", session.assess(first_client()), consent(truth))
    assert done.deposited_at.date() == truth.date()
    assert last_entry(session).at > NOW
    session.log_out()


def test_no_computer_set_back_opens_a_deadline_of_last_spring(
    sit_down: Callable[[datetime], Session],
) -> None:
    last_spring = NOW - timedelta(days=176)
    session = sit_down(last_spring)
    with refused(BadInputError, "time.long_before_the_journal"):
        state(session, last_spring)
    session.log_out()


def test_after_a_month_of_closure_watch_and_computer_agree(
    sit_down: Callable[[datetime], Session],
) -> None:
    reopened = NOW + timedelta(days=31)
    session = sit_down(reopened)
    with refused(BadInputError, "time.far_after_the_journal"):
        state(session, reopened + timedelta(days=1))
    state(session, reopened + timedelta(hours=1))  # a computer that has not heard of summer time
    session.log_out()


def test_a_slip_within_five_days_is_mended_once_the_computer_is_right(
    sit_down: Callable[[datetime], Session],
) -> None:
    session = sit_down(NOW - timedelta(days=400))
    state(session, NOW + timedelta(days=4))
    session.log_out()
    tomorrow = NOW + timedelta(days=1)
    session = sit_down(tomorrow)
    assert session.home_summary().is_clock_suspect
    state(session, tomorrow)
    assert session.context.now() == tomorrow
    session.log_out()
