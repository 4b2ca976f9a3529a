"""A clock that is wrong: told, stopped at the deposit, and set right by a supervisor's word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from cnss_counter.clock import played_clock
from cnss_counter.domain.deposit import Agreement
from cnss_counter.domain.reference_number import parse
from cnss_counter.errors import AccessError, AnswerIsNo, BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import journal_check
from cnss_counter.services.day import clock_watch
from cnss_counter.services.day.clock_watch import StatedClock, is_suspect, read_moment
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import journal
from cnss_counter.storage.tables.journal import JournalEntry
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import AGENCY, DAY, FIRST, PASSWORD, consent

MOROCCO = timezone(timedelta(hours=1))
SET_UP = datetime(2025, 9, 1, 9, 0, tzinfo=MOROCCO)


class Hands:
    """The computer's clock, moved by hand."""

    def __init__(self) -> None:
        self.now = SET_UP

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def sit_down(tmp_path: Path, hands: Hands) -> Callable[[], Session]:
    """A real counter, set up at nine in the morning."""
    home = Home(tmp_path / "real")
    agency = replace(AGENCY, is_training=False)
    set_up(home, agency, FIRST, PASSWORD, clock=hands, cost=LOWEST_COST)
    return lambda: log_in(home, "A17", PASSWORD, clock=hands)


def last_entry(session: Session) -> JournalEntry:
    with session.context.store.reading() as database:
        last = journal.head(database)
    assert last is not None
    return last


@pytest.mark.parametrize(
    ("last", "now", "is_wrong"),
    [
        ("2025-09-01T12:00", "2025-09-01T11:58", False),
        ("2025-09-01T12:00", "2025-09-01T11:57", True),
        ("2025-09-05T16:30", "2025-09-08T08:00", False),  # a weekend
        ("2025-09-01T12:00", "2025-09-06T12:00", False),
        ("2025-09-01T12:00", "2025-09-06T12:01", True),
        ("2025-12-31T16:00", "2026-01-01T09:00", False),
        ("2025-12-31T16:00", "2026-01-01T16:01", True),
        ("2025-12-31T23:30", "2026-01-01T00:30", False),
    ],
)
def test_behind_far_ahead_and_over_the_new_year(last: str, now: str, *, is_wrong: bool) -> None:
    at, then = (datetime.fromisoformat(said).replace(tzinfo=MOROCCO) for said in (last, now))
    assert is_suspect(then, JournalEntry(1, at.astimezone(UTC), "")) is is_wrong


@pytest.mark.parametrize(
    "wrong", [timedelta(hours=-1), timedelta(days=-400), timedelta(days=6), timedelta(days=4000)]
)
def test_under_a_wrong_clock_nothing_is_deposited_before_the_time_is_stated(
    sit_down: Callable[[], Session], hands: Hands, wrong: timedelta
) -> None:
    hands.now = SET_UP + wrong
    session = sit_down()
    assert session.home_summary().is_clock_suspect
    assert session.agreements_needed(session.assess(first_client())) == ("clock",)
    with refused(AnswerIsNo, "guard.clock"):
        session.deposit("one", session.assess(first_client()), consent())
    true_time = SET_UP + timedelta(hours=2)
    agreed = clock_watch.state_time(session.context, "a17", PASSWORD, true_time)
    assert (agreed.subject, agreed.supervisor, agreed.is_alone) == ("clock", "A17", True)
    assert not session.home_summary().is_clock_suspect
    done = session.deposit("one", session.assess(first_client()), consent())
    assert done.deposited_at == true_time
    assert done.agreements == (agreed,)
    number = parse(done.reference)
    assert number is not None
    assert (number.year, number.sequence) == (2025, 1)
    assert journal_check.verify(session.context, whole=True).broken is None
    session.log_out()


def test_logging_in_again_does_not_make_a_wrong_clock_right(
    sit_down: Callable[[], Session], hands: Hands
) -> None:
    hands.now = SET_UP + timedelta(days=4000)
    for _ in range(3):
        session = sit_down()
        assert session.home_summary().is_clock_suspect
        assert last_entry(session).at < SET_UP + timedelta(minutes=1)
        session.log_out()
    hands.now = SET_UP + timedelta(hours=1)
    session = sit_down()
    assert not session.home_summary().is_clock_suspect
    session.deposit("one", session.assess(first_client()), consent())
    session.log_out()


def test_after_a_long_closure_the_time_is_confirmed_once_for_everybody(
    sit_down: Callable[[], Session], hands: Hands
) -> None:
    hands.now = SET_UP + timedelta(days=6)
    session = sit_down()
    clock_watch.state_time(session.context, "A17", PASSWORD, hands.now)
    session.log_out()
    hands.now += timedelta(minutes=5)
    session = sit_down()
    assert not session.home_summary().is_clock_suspect
    assert session.deposit("one", session.assess(first_client()), consent()).agreements == ()
    session.log_out()


def test_a_clock_that_jumps_after_the_time_was_stated_is_in_doubt_again() -> None:
    hands, seconds = Hands(), [100.0]
    clock = StatedClock(hands, lambda: seconds[0])
    assert not clock.holds()
    clock.state(SET_UP - timedelta(days=9), clock_agreement())
    for _ in range(3):
        hands.now += timedelta(hours=1)
        seconds[0] += 3600
        assert clock.holds()
    assert clock() == SET_UP - timedelta(days=9) + timedelta(hours=3)
    hands.now += timedelta(minutes=3)
    assert not clock.holds()


def clock_agreement() -> Agreement:
    return Agreement("S02", "", "clock")


def test_the_time_is_stated_by_a_supervisors_password(sit_down: Callable[[], Session]) -> None:
    session = sit_down()
    with refused(AccessError, "access.refused"):
        clock_watch.state_time(session.context, "A17", "pas le bon du tout", SET_UP)
    session.log_out()


def test_the_numbers_and_times_never_go_back_over_a_year(
    sit_down: Callable[[], Session], hands: Hands
) -> None:
    """The clock runs a year ahead for a session and is set right: the numbers stay in order."""
    hands.now = SET_UP + timedelta(hours=1)
    session = sit_down()
    first = parse(session.deposit("one", session.assess(first_client()), consent()).reference)
    before = last_entry(session).at
    hands.now = SET_UP - timedelta(days=300)
    with refused(AnswerIsNo, "guard.clock"):
        other = first_client(immatriculation_number="323456789")
        session.deposit("two", session.assess(other), consent())
    clock_watch.state_time(session.context, "A17", PASSWORD, SET_UP + timedelta(hours=2))
    second = parse(session.deposit("two", session.assess(other), consent()).reference)
    assert first is not None
    assert second is not None
    assert (second.year, second.sequence) == (first.year, first.sequence + 1)
    assert last_entry(session).at > before
    session.log_out()


def test_in_training_the_clock_plays_any_day(home: Home) -> None:
    for day in (DAY.replace(year=2030), DAY.replace(year=2020)):
        session = log_in(home, "A17", PASSWORD, clock=played_clock(day), training=True)
        assert not session.home_summary().is_clock_suspect
        with refused(BadInputError, "time.training"):
            clock_watch.state_time(session.context, "A17", PASSWORD, SET_UP)
        session.log_out()


@pytest.mark.parametrize("typed", ["9:30", "09h30", "09:30 ", "9.30", "0930"])
def test_a_time_is_read_as_it_is_typed(typed: str) -> None:
    moment = read_moment(DAY, typed)
    assert (moment.date(), moment.hour, moment.minute) == (DAY, 9, 30)


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "2400", "12", "matin", "-1:00"])
def test_what_is_no_time_is_refused_at_its_field(typed: str) -> None:
    with refused(BadInputError, "time.time") as detail:
        read_moment(DAY, typed)
    assert detail == {"field": "time"}
    with refused(BadInputError, "time.day"):
        read_moment(None, "09:30")
