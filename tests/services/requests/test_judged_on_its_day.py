"""A request is judged as of the day of its deposit, and no more often than that asks for."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day.training import PlayedClock
from testkit.clients import first_client
from tests.services.conftest import PASSWORD, consent

LAST_DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("deposited_on", "state"),
    [(LAST_DAY, "last_day"), (date(2026, 4, 1), "passed")],
    ids=["the control, the same day", "after midnight"],
)
def test_a_day_that_passes_between_continue_and_the_deposit_is_seen(
    home: Home, deposited_on: date, state: str
) -> None:
    clock = PlayedClock(LAST_DAY)
    session = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    judged = session.assess(first_client())
    assert judged.verdict.deadline_state == "last_day"
    clock.day = deposited_on
    deposit = session.deposit("one", judged, consent(clock()))
    assert deposit.deposited_at.date() == deposited_on
    assert deposit.verdict["deadline_state"] == state
    session.log_out()


def test_what_was_judged_today_stays_as_it_was_judged(home: Home) -> None:
    clock = PlayedClock(LAST_DAY)
    session = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    judged = session.assess(first_client())
    assert session.as_of_today(judged) is judged
    law_of_yesterday = judged.verdict._replace(rules_version="sha256:another")
    assert session.as_of_today(judged._replace(verdict=law_of_yesterday)) == judged
    clock.day = date(2026, 4, 1)
    assert session.as_of_today(judged).verdict.deadline_state == "passed"
    session.log_out()
