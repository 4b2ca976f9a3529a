"""Nobody alone walks the counter's time: no word bears out the next one, over New Year neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from cnss_counter.domain.reference_number import parse
from cnss_counter.errors import BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import journal_check
from cnss_counter.services.day import clock_watch
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import journal
from cnss_counter.storage.tables.journal import JournalEntry
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import AGENCY, FIRST, PASSWORD, consent
from tests.services.day.test_clock_watch import MOROCCO, Hands, last_entry
from tests.services.day.test_two_people_state_the_time import OTHER, OTHERS_PASSWORD

TRUTH = datetime(2025, 11, 30, 10, 0, tzinfo=MOROCCO)
LONG_AGO = TRUTH - timedelta(days=400)
"""What the computer says each morning once its battery is dead."""
FIVE_DAYS = timedelta(days=5)
STEPS = [
    TRUTH + timedelta(days=4),
    *(datetime(2025, 12, day, 10, 0, tzinfo=MOROCCO) for day in (9, 14, 19, 24, 29)),
    datetime(2025, 12, 31, 20, 0, tzinfo=MOROCCO),
    datetime(2026, 1, 1, 19, 0, tzinfo=MOROCCO),
    datetime(2026, 1, 6, 19, 0, tzinfo=MOROCCO),
]
"""Five weeks and a new year, each step as near to the one before as a good clock."""
_NEAR_THE_YEARS_END = STEPS[5]

SitDown = Callable[[datetime], Session]


def _counter(folder: Path, hands: Hands, *, is_alone: bool) -> SitDown:
    """A real counter, opened once by a good clock; one sits down by the computer's clock given."""
    home = Home(folder)
    hands.now = TRUTH - timedelta(hours=1)
    colleagues = {} if is_alone else {OTHER: OTHERS_PASSWORD}
    real = replace(AGENCY, is_training=False)
    set_up(
        home, real, FIRST, PASSWORD, colleagues=colleagues, clock=hands, cost=LOWEST_COST
    )  # fmt: skip

    def sit(computer: datetime) -> Session:
        hands.now = computer
        return log_in(home, "A17", PASSWORD, clock=hands)

    sit(TRUTH).log_out()
    return sit


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def alone(tmp_path: Path, hands: Hands) -> SitDown:
    """The clerk is the only supervisor."""
    return _counter(tmp_path / "alone", hands, is_alone=True)


@pytest.fixture
def together(tmp_path: Path, hands: Hands) -> SitDown:
    """There is a second supervisor."""
    return _counter(tmp_path / "together", hands, is_alone=False)


def _state(session: Session, moment: datetime) -> None:
    clock_watch.state_time(session.context, "A17", PASSWORD, moment)


def _state_together(session: Session, moment: datetime) -> str:
    agreed = clock_watch.state_time(session.context, "S02", OTHERS_PASSWORD, moment)
    assert not agreed.is_alone
    return agreed.against


def _is_taken(session: Session, moment: datetime) -> bool:
    try:
        _state(session, moment)
    except BadInputError:
        return False
    return True


def test_each_step_of_the_walk_follows_the_one_before_as_a_good_clock_does() -> None:
    """The control: bounded by the last entry, and not by a clock's, the walk would go through."""
    assert all(
        not clock_watch.is_suspect(step, JournalEntry(1, before.astimezone(UTC), ""))
        for before, step in pairwise([TRUTH, *STEPS])
    )


@pytest.mark.parametrize("is_one_session", [True, False])
def test_one_person_walks_no_farther_than_five_days_from_a_clock(
    alone: SitDown, *, is_one_session: bool
) -> None:
    taken = []
    session = alone(LONG_AGO)
    for step in STEPS:
        taken.append(_is_taken(session, step))
        if not is_one_session:
            session.log_out()
            session = alone(LONG_AGO)
    assert taken == [True, *[False] * (len(STEPS) - 1)]
    assert last_entry(session).at < TRUTH + FIVE_DAYS
    session.log_out()


def test_no_word_begins_the_year_that_another_word_came_near(alone: SitDown, hands: Hands) -> None:
    session = alone(LONG_AGO)
    with refused(BadInputError, "time.far_after_the_journal"):
        _state(session, _NEAR_THE_YEARS_END)
    hands.now = _NEAR_THE_YEARS_END
    _state(session, _NEAR_THE_YEARS_END)  # the computer says the same
    session.log_out()
    alone(_NEAR_THE_YEARS_END + timedelta(hours=1)).log_out()
    session = alone(LONG_AGO)
    *_, new_years_eve, new_years_day, _ = STEPS
    _state(session, new_years_eve)
    with refused(BadInputError, "time.rests_on_a_word"):
        _state(session, new_years_day)
    assert last_entry(session).at.year == new_years_eve.year
    session.log_out()


def test_where_the_computers_clock_follows_the_journal_nobody_alone_says_another_time(
    alone: SitDown,
) -> None:
    noon = TRUTH + timedelta(hours=2)
    session = alone(noon)
    assert not session.home_summary().is_clock_suspect
    before = last_entry(session)
    for another in (noon + timedelta(days=4), noon + timedelta(hours=3), noon - timedelta(days=1)):
        with refused(BadInputError, "time.clock_follows") as detail:
            _state(session, another)
        assert detail == {"field": "day", "last": "30/11/2025 12:00"}
    assert (last_entry(session), session.context.now()) == (before, noon)
    session.log_out()


def test_two_people_say_another_time_than_a_clock_that_follows_and_it_is_kept(
    together: SitDown,
) -> None:
    session = together(TRUTH + timedelta(hours=2))
    assert _state_together(session, TRUTH + timedelta(days=1)) == "2025-11-30T12:00+01:00"
    session.log_out()


def test_with_a_dead_battery_two_people_go_on_and_the_receipt_says_so_after_five_days(
    together: SitDown,
) -> None:
    said = []
    for days in (1, 3, 5, 6, 8):
        session = together(LONG_AGO)
        said.append(bool(_state_together(session, TRUTH + timedelta(days=days))))
        session.log_out()
    assert said == [False, False, False, True, True]
    session = together(LONG_AGO)
    truth = TRUTH + timedelta(days=9)
    _state_together(session, truth)
    done = session.deposit("one", session.assess(first_client()), consent(truth))
    paper = session.receipts.save(done.reference, form="text").read_text(encoding="utf-8")
    assert "Date déclarée par deux personnes" in paper
    session.log_out()


def test_a_computer_set_right_bears_out_the_words_after_it(alone: SitDown) -> None:
    session = alone(LONG_AGO)
    _state(session, TRUTH + timedelta(days=4))
    session.log_out()
    alone(TRUTH + timedelta(days=4, hours=1)).log_out()
    session = alone(LONG_AGO)
    assert _is_taken(session, TRUTH + timedelta(days=8))
    session.log_out()


def _walked_by_an_earlier_release(session: Session) -> None:
    """The entries by which one person alone came into another year."""
    with session.context.writing() as database:
        for step in STEPS:
            said = step.isoformat(timespec="minutes")
            body = {"stated": said, "clock": TRUTH, "supervisor": "A17", "is_alone": True}
            journal.append(database, step, "A17", journal.TIME_STATED, "", body)
            journal.append(database, step, "A17", "logged_out", "A17", {})


def test_a_counter_that_was_walked_ahead_goes_on_by_two_people(together: SitDown) -> None:
    """It was shut for five weeks: no word goes on, and the truth is said by two."""
    session = together(TRUTH)
    _walked_by_an_earlier_release(session)
    session.log_out()
    truth = TRUTH + timedelta(minutes=30)
    session = together(truth)
    assert session.home_summary().is_clock_suspect
    against = _state_together(session, truth)
    assert datetime.fromisoformat(against) == STEPS[-1]
    done = session.deposit("one", session.assess(first_client()), consent(truth))
    number = parse(done.reference)
    assert number is not None
    assert (done.deposited_at, number.year) == (truth, 2025)
    paper = session.receipts.save(done.reference, form="text").read_text(encoding="utf-8")
    assert "Date déclarée par deux personnes" in paper
    assert journal_check.verify(session.context, whole=True).broken is None
    session.log_out()


def test_alone_nobody_goes_on_with_a_walk_of_an_earlier_release(alone: SitDown) -> None:
    session = alone(TRUTH)
    _walked_by_an_earlier_release(session)
    session.log_out()
    session = alone(TRUTH + timedelta(minutes=30))
    with refused(BadInputError, "time.rests_on_a_word") as detail:
        _state(session, STEPS[-1] + timedelta(days=4))
    assert detail["last"] == f"{TRUTH:%d/%m/%Y %H:%M}"
    with refused(BadInputError, "time.long_before_the_journal"):
        _state(session, TRUTH + timedelta(minutes=30))
    session.log_out()


def test_logging_in_twice_begins_no_year(alone: SitDown) -> None:
    """Three days ahead, over New Year: the first login made the second one believe the clock."""
    session = alone(_NEAR_THE_YEARS_END)
    _state(session, _NEAR_THE_YEARS_END)
    session.log_out()
    for _ in range(2):
        session = alone(datetime(2026, 1, 2, 10, 0, tzinfo=MOROCCO))
        assert session.home_summary().is_clock_suspect
        assert last_entry(session).at.year == _NEAR_THE_YEARS_END.year
        session.log_out()
