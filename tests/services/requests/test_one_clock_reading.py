"""A deposit has one moment, even when the day ends while it is made."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from testkit.clients import first_client
from tests.services.conftest import PASSWORD, consent

LAST_DAY = date(2026, 3, 10)
"""Of the first client."""
EVENING = datetime.combine(LAST_DAY, datetime.min.time()).astimezone() + timedelta(
    hours=23, minutes=59, seconds=59
)


class Midnight:
    """A clock that shows the evening of the last day for a few readings, then the day after."""

    def __init__(self) -> None:
        self.left = 10_000

    def __call__(self) -> datetime:
        self.left -= 1
        return EVENING if self.left >= 0 else EVENING + timedelta(seconds=2)


def test_the_verdict_and_the_moment_of_a_deposit_are_of_the_same_day(home: Home) -> None:
    for readings in range(4):
        clock = Midnight()
        session = log_in(home, "a17", PASSWORD, clock=clock, training=True)
        try:
            draft = first_client(immatriculation_number=f"12345678{readings}")
            stored = session.drafts.new(session.cleaned(draft))
            clock.left = readings
            deposit = session.deposit(stored.id, session.assess(draft), consent())
        finally:
            session.log_out()
        is_late = deposit.deposited_at.date() > LAST_DAY
        assert (deposit.verdict["deadline_state"] != "last_day") is is_late
