"""The last number said when a counter goes on, under a computer's clock that is right or wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest

from cnss_counter.clock import Clock
from cnss_counter.domain.reference_number import ReferenceNumber
from cnss_counter.errors import BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import backups, numbering, restoring
from cnss_counter.services.custody.numbering import Continued
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import AGENCY, FIRST, PASSWORD, consent

EVENING = datetime(2026, 11, 20, 16, 30, tzinfo=timezone(timedelta(hours=1)))
A_YEAR = timedelta(days=365)


class BurntCounter(NamedTuple):
    """A counter that burnt after its backup: the receipt in somebody's hand, and the way back.

    Of its folder only `machine.key` is left, which somebody kept apart.
    """

    receipt: str
    put_back: Callable[[str, datetime], Continued]
    next_reference: Callable[[datetime], str]


@pytest.fixture
def burnt(tmp_path: Path, state_folder: Path) -> BurntCounter:
    """One deposit, a backup, and a second deposit that the backup does not know."""
    home, new = Home(tmp_path / "real"), Home(tmp_path / "new")
    real = replace(AGENCY, is_training=False)
    set_up(home, real, FIRST, PASSWORD, clock=_always(EVENING), cost=LOWEST_COST)
    session = log_in(home, "A17", PASSWORD, clock=_always(EVENING))
    session.deposit("one", session.assess(first_client()), consent(EVENING))
    made = backups.back_up(session.context)
    other = first_client(immatriculation_number="223456789")
    receipt = session.deposit("two", session.assess(other), consent(EVENING)).reference
    session.log_out()
    secret = shutil.copy(home.machine_secret, tmp_path)
    file = Path(shutil.copy(made.file, tmp_path))
    shutil.rmtree(home.folder)
    shutil.rmtree(state_folder)

    def put_back(last: str, at: datetime) -> Continued:
        by = restoring.ByMachine(PASSWORD, Path(secret))
        return restoring.restore(file, new, "A17", by, last, clock=_always(at)).continued

    def next_reference(at: datetime) -> str:
        again = log_in(new, "A17", PASSWORD, clock=_always(at))
        try:
            third = first_client(immatriculation_number="323456789")
            return again.deposit("three", again.assess(third), consent(at)).reference
        finally:
            again.log_out()

    return BurntCounter(receipt, put_back, next_reference)


def _always(at: datetime) -> Clock:
    return lambda: at


def _reference(year: int, sequence: int) -> str:
    return str(ReferenceNumber("RCS", "041", "1", year, sequence))


def test_the_number_alone_is_of_this_year(burnt: BurntCounter) -> None:
    tomorrow = EVENING + timedelta(days=1)
    assert burnt.put_back("2", tomorrow) == Continued(2026, 1, 2)
    assert burnt.next_reference(tomorrow) == _reference(2026, 3)


@pytest.mark.parametrize("wrong", [-A_YEAR, A_YEAR, timedelta(days=9)])
def test_under_a_clock_in_doubt_the_whole_reference_is_asked_for(
    burnt: BurntCounter, wrong: timedelta
) -> None:
    """Counted in last year, `2` protected nothing: the receipt's number was given again."""
    with refused(BadInputError, "numbering.year_in_doubt") as detail:
        burnt.put_back("2", EVENING + wrong)
    assert detail == {"typed": "2"}
    assert burnt.put_back(burnt.receipt, EVENING + wrong) == Continued(2026, 1, 2)
    assert burnt.next_reference(EVENING) == _reference(2026, 3)
    assert burnt.receipt == _reference(2026, 2)


def test_a_number_too_low_under_a_right_clock_gives_the_receipt_again(burnt: BurntCounter) -> None:
    """The control: this is how two receipts get one number."""
    burnt.put_back("1", EVENING)
    assert burnt.next_reference(EVENING) == burnt.receipt


def test_no_number_given_needs_no_year(burnt: BurntCounter) -> None:
    assert burnt.put_back("0", EVENING - A_YEAR).skipped == 0


def test_a_reference_of_a_year_to_come_is_read_again(burnt: BurntCounter) -> None:
    """The year of the references never goes back: 2062 would stay until 2062."""
    with refused(BadInputError, "numbering.later_year") as detail:
        burnt.put_back(_reference(2062, 5), EVENING)
    assert detail["year"] == "2026"
    with refused(BadInputError, "numbering.later_year"):
        burnt.put_back(_reference(2027, 5), EVENING - A_YEAR)
    assert burnt.put_back(_reference(2025, 5), EVENING) == Continued(2025, 0, 5)


def test_a_number_that_would_use_up_the_year_is_read_again() -> None:
    for typed in ("999999", "900001", _reference(2026, 999_999), _reference(2026, 1_000_000)):
        with refused(BadInputError, "numbering.too_high"):
            numbering.read_last(typed, AGENCY)
    assert numbering.read_last("900000", AGENCY) == (None, 900_000)


def test_a_counter_that_is_open_counts_by_the_same_rules(tmp_path: Path) -> None:
    home = Home(tmp_path / "real")
    real = replace(AGENCY, is_training=False)
    set_up(home, real, FIRST, PASSWORD, clock=_always(EVENING), cost=LOWEST_COST)
    behind = log_in(home, "A17", PASSWORD, clock=_always(EVENING - A_YEAR))
    with refused(BadInputError, "numbering.year_in_doubt"):
        numbering.skip_to(behind.context, "7")
    behind.log_out()
    session = log_in(home, "A17", PASSWORD, clock=_always(EVENING))
    with refused(BadInputError, "numbering.later_year"):
        numbering.skip_to(session.context, _reference(2062, 5))
    assert numbering.skip_to(session.context, "7") == Continued(2026, 0, 7)
    session.log_out()


def test_in_training_any_day_is_played(tmp_path: Path) -> None:
    home = Home(tmp_path / "training")
    set_up(home, AGENCY, FIRST, PASSWORD, clock=_always(EVENING), cost=LOWEST_COST)
    for at in (EVENING - A_YEAR, EVENING + 9 * A_YEAR):
        session = log_in(home, "A17", PASSWORD, clock=_always(at), training=True)
        assert numbering.skip_to(session.context, "7").year == at.year
        assert numbering.skip_to(session.context, _reference(2062, 5)).year == 2062
        session.log_out()
