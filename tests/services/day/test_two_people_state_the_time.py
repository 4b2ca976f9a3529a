"""A clock that walked ahead in small steps is found out, and two people go on against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import journal_check
from cnss_counter.services.day import clock_watch
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.services.session import Session
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import AGENCY, FIRST, PASSWORD, consent
from tests.services.day.test_clock_watch import SET_UP, Hands, last_entry

OTHER = Clerk("S02", "Said Naciri", frozenset({"supervisor"}))
OTHERS_PASSWORD = "sept lanternes bleues"


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def sit_down(tmp_path: Path, hands: Hands) -> Callable[[datetime], Session]:
    """A real counter with a second supervisor; one sits down by the computer's clock given."""
    home = Home(tmp_path / "real")
    real = replace(AGENCY, is_training=False)
    colleagues = {OTHER: OTHERS_PASSWORD}
    set_up(
        home, real, FIRST, PASSWORD, colleagues=colleagues, clock=hands, cost=LOWEST_COST
    )  # fmt: skip

    def sit(computer: datetime) -> Session:
        hands.now = computer
        return log_in(home, "A17", PASSWORD, clock=hands)

    return sit


def _comes_to_work(sit_down: Callable[[datetime], Session], days: list[date]) -> list[date]:
    """Sit down at nine on each day, in order; on which of them a supervisor had to look."""
    doubted = []
    for day in days:
        session = sit_down(SET_UP + timedelta(days=(day - SET_UP.date()).days))
        if session.home_summary().is_clock_suspect:
            doubted.append(day)
            now = session.context.now()
            clock_watch.state_time(session.context, "S02", OTHERS_PASSWORD, now)
        session.log_out()
    return doubted


def _days(first: date, steps: list[int]) -> list[date]:
    days = [first]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    return days


MONDAY = date(2025, 9, 1)


@pytest.mark.parametrize("step", [3, 4, 5])
def test_a_clock_walked_ahead_in_steps_is_in_doubt_within_three_weeks(
    sit_down: Callable[[datetime], Session], step: int
) -> None:
    """Each step alone is a weekend; it came to a counter that is three weeks ahead, untold."""
    doubted = _comes_to_work(sit_down, _days(MONDAY, [step] * 8))
    assert doubted
    assert doubted[0] - MONDAY <= timedelta(days=21)


def test_weeks_with_weekends_and_a_feast_are_in_no_doubt(
    sit_down: Callable[[datetime], Session],
) -> None:
    """Ten weeks from Monday to Friday; one of them lost to a feast, two days to holidays."""
    working = [MONDAY + timedelta(days=d) for d in range(70) if d % 7 < 5]
    free = {*(MONDAY + timedelta(days=d) for d in (15, 16, 23, 30))}
    assert _comes_to_work(sit_down, [day for day in working if day not in free]) == []


def test_a_counter_that_opens_twice_a_week_is_known_after_four_months(
    sit_down: Callable[[datetime], Session],
) -> None:
    twice_a_week = [MONDAY + timedelta(days=d) for d in range(122) if d % 7 in (1, 4)]
    doubted = _comes_to_work(sit_down, twice_a_week)
    assert 1 <= len(doubted) <= 7
    assert max(doubted) < MONDAY + timedelta(days=100)


def test_two_people_set_a_journal_right_that_walked_ahead_and_the_receipt_says_so(
    sit_down: Callable[[datetime], Session],
) -> None:
    """It was closed for days, even for two people, until the truth had come near the journal."""
    _comes_to_work(sit_down, _days(MONDAY, [4, 4, 4]))
    truth = SET_UP + timedelta(days=1)
    session = sit_down(truth)
    last = last_entry(session).at
    agreed = clock_watch.state_time(session.context, "S02", OTHERS_PASSWORD, truth)
    assert datetime.fromisoformat(agreed.against) == last.replace(second=0, microsecond=0)
    done = session.deposit("one", session.assess(first_client()), consent(truth))
    assert done.deposited_at == truth
    kept = session.deposit_of(done.reference)
    assert kept is not None
    assert kept.agreements == (agreed,)
    paper = session.receipts.save(done.reference, form="text").read_text(encoding="utf-8")
    assert "Date déclarée par deux personnes" in paper
    assert journal_check.verify(session.context, whole=True).broken is None
    session.log_out()


def test_a_time_that_the_computer_bears_out_is_told_as_one_persons_word(
    sit_down: Callable[[datetime], Session],
) -> None:
    """More than two people stand for it; whoever reads the paper learns that somebody said it."""
    truth = SET_UP + timedelta(days=40)
    session = sit_down(truth)
    agreed = clock_watch.state_time(session.context, "S02", OTHERS_PASSWORD, truth)
    assert agreed.against == ""
    done = session.deposit("one", session.assess(first_client()), consent(truth))
    paper = session.receipts.save(done.reference, form="text").read_text(encoding="utf-8")
    assert "Date déclarée par deux personnes" not in paper
    kept = session.deposit_of(done.reference)
    assert kept is not None
    french, arabic = wording.load("fr"), wording.load("ar")
    told = french("receipt.time_of_one_person.text", supervisor="S02")
    notices = content_of(kept, french, arabic).notices
    assert told in [notice.text.fr for notice in notices]
    session.log_out()


def test_not_even_two_people_begin_a_far_year_by_a_slip(
    sit_down: Callable[[datetime], Session],
) -> None:
    session = sit_down(SET_UP - timedelta(days=4000))
    with refused(BadInputError, "time.far_after_the_journal"):
        clock_watch.state_time(session.context, "S02", OTHERS_PASSWORD, SET_UP.replace(year=2062))
    back_from_summer = SET_UP + timedelta(days=60)
    clock_watch.state_time(session.context, "S02", OTHERS_PASSWORD, back_from_summer)
    session.log_out()
