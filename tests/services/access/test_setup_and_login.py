"""First run, logging in and out, and homes that are not what they should be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.errors import AccessError, BadInputError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.session import Session
from cnss_counter.storage.vault.keyring import LOWEST_COST
from tests.refusals import refused
from tests.services.conftest import (
    AGENCY,
    CHEAP,
    FIRST,
    PASSWORD,
    SUPERVISOR,
    SUPERVISOR_PASSWORD,
)

REAL = replace(AGENCY, is_training=False)


def test_the_first_administrator_holds_all_roles_and_the_agency_is_known(session: Session) -> None:
    assert session.clerk == Clerk("A17", "Karima Bennani", ALL_ROLES)
    assert session.agency == AGENCY


def test_what_is_told_at_the_first_run_keeps_single_blanks(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    typed = replace(AGENCY, name_fr=" Agence  Fès Médina", name_ar="وكالة  فاس المدينة ")
    set_up(home, typed, replace(FIRST, name="Karima   Bennani"), PASSWORD, cost=CHEAP)
    session = log_in(home, "A17", PASSWORD, training=True)
    assert (session.agency, session.clerk.name) == (AGENCY, FIRST.name)
    session.log_out()


def test_everything_in_a_new_home_is_for_its_owner_alone(home: Home) -> None:
    assert home.is_set_up
    for place in (home.folder, *home.folder.iterdir()):
        assert place.stat().st_mode & 0o077 == 0, place.name


def test_no_account_exists_but_the_one_that_was_made(home: Home) -> None:
    for code in ("ADMIN", "A17 ", "a17"):
        if code.strip().upper() == "A17":
            log_in(home, code, PASSWORD, training=True).log_out()
        else:
            with refused(AccessError, "access.refused"):
                log_in(home, code, PASSWORD, training=True)


@pytest.mark.parametrize(("code", "password"), [("A17", "une autre phrase"), ("Z99", PASSWORD)])
def test_a_wrong_password_and_an_unknown_clerk_hear_the_same(
    home: Home, code: str, password: str
) -> None:
    with refused(AccessError, "access.refused") as detail:
        log_in(home, code, password, training=True)
    assert detail == {}


@pytest.mark.usefixtures("session_with_supervisor")
def test_a_second_clerk_logs_in_with_a_password_of_her_own(home: Home) -> None:
    other = log_in(home, "s02", SUPERVISOR_PASSWORD, training=True)
    assert other.clerk == SUPERVISOR
    other.log_out()


def test_the_locked_screen_opens_with_the_clerks_own_password(session: Session) -> None:
    session.unlock(PASSWORD)
    with refused(AccessError, "access.refused"):
        session.unlock(SUPERVISOR_PASSWORD)


def test_a_training_counter_and_a_real_one_never_open_each_other(
    home: Home, tmp_path: Path
) -> None:
    real = Home(tmp_path / "real")
    set_up(real, REAL, FIRST, PASSWORD, cost=LOWEST_COST)
    with refused(StoreError, "home.is_training"):
        log_in(home, "A17", PASSWORD)
    with refused(StoreError, "home.is_real"):
        log_in(real, "A17", PASSWORD, training=True)
    log_in(real, "A17", PASSWORD).log_out()


def test_a_real_counter_refuses_passwords_that_are_cheap_to_guess(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="floor"):
        set_up(Home(tmp_path / "real"), REAL, FIRST, PASSWORD, cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_not_set_up_says_so(tmp_path: Path) -> None:
    with refused(StoreError, "home.not_set_up"):
        log_in(Home(tmp_path), "A17", PASSWORD)


def test_a_home_that_holds_something_is_left_alone(home: Home) -> None:
    before = sorted(home.folder.iterdir())
    with refused(StoreError, "home.not_empty") as detail:
        set_up(home, AGENCY, FIRST, PASSWORD, cost=CHEAP)
    assert detail == {"folder": str(home.folder)}
    assert sorted(home.folder.iterdir()) == before


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with refused(StoreError, "store.refused") as detail:
        set_up(Home(tmp_path / "file" / "home"), AGENCY, FIRST, PASSWORD, cost=CHEAP)
    assert str(tmp_path / "file") in detail["file"]


@pytest.mark.parametrize(
    ("agency", "rule"),
    [
        (replace(AGENCY, code="41"), "setup.agency"),
        (replace(AGENCY, code="A41"), "setup.agency"),
        (replace(AGENCY, counter="0"), "setup.counter"),
        (replace(AGENCY, counter="100"), "setup.counter"),
        (replace(AGENCY, name_fr=" \u200b "), "setup.empty"),
        (replace(AGENCY, name_ar="Agence Fès"), "setup.arabic_name"),
        (replace(AGENCY, city=""), "setup.empty"),
        (replace(AGENCY, sampling_rate=0), "setup.sampling_rate"),
    ],
)
def test_a_bad_answer_of_the_first_run_is_named_and_nothing_is_made(
    tmp_path: Path, agency: Agency, rule: str
) -> None:
    with refused(BadInputError, rule) as detail:
        set_up(Home(tmp_path / "home"), agency, FIRST, PASSWORD, cost=CHEAP)
    assert detail["field"]
    assert list(tmp_path.iterdir()) == []


def test_a_bad_password_of_the_first_run_makes_nothing(tmp_path: Path) -> None:
    with refused(BadInputError, "password.too_short"):
        set_up(Home(tmp_path / "home"), AGENCY, FIRST, "court", cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "kind = 3", "kind = 'teleport'", "kind"])
def test_a_spoilt_description_of_the_home_is_named(home: Home, content: str) -> None:
    home.description.write_text(content)
    with refused(StoreError, "store.damaged") as detail:
        log_in(home, "A17", PASSWORD, training=True)
    assert detail["file"] == str(home.description)


def test_a_login_sweeps_what_a_killed_window_had_printed(home: Home) -> None:
    paper = home.receipts / "RCS-041-1-2025-000001-00.pdf"
    paper.write_bytes(b"%PDF")
    home.handed_over.mkdir(mode=0o700)
    (home.handed_over / "0a1b2c3d").write_bytes(paper.name.encode())
    with refused(AccessError, "access.refused"):
        log_in(home, "A17", "une autre phrase", training=True)
    assert paper.exists()
    log_in(home, "A17", PASSWORD, training=True).log_out()
    assert not paper.exists()
