"""Every password is lost: the sheet opens, once, and another sheet takes its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from pyrage import decrypt, x25519

from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.errors import AccessError, BadInputError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access import head_office_recovery, recovery
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import key_change
from cnss_counter.storage.vault.keyring import LOWEST_COST
from tests.refusals import refused
from tests.services.conftest import AGENCY, CHEAP, FIRST, PASSWORD

NEW_PASSWORD = "des pommes et des poires"
KARIMA = Clerk("a17", "", frozenset())


class Real(NamedTuple):
    """A real counter and the code of its sheet."""

    home: Home
    code: str


@pytest.fixture
def real(tmp_path: Path) -> Real:
    home = Home(tmp_path / "real")
    agency = replace(AGENCY, is_training=False)
    return Real(home, set_up(home, agency, FIRST, PASSWORD, cost=LOWEST_COST))


def test_the_sheet_gives_the_administrator_a_new_password_and_is_void(real: Real) -> None:
    new_code = recovery.recover(real.home, real.code.lower(), KARIMA, NEW_PASSWORD).code
    session = log_in(real.home, "A17", NEW_PASSWORD)
    assert session.clerk == Clerk("A17", "Karima Bennani", ALL_ROLES)
    session.log_out()
    with refused(AccessError, "access.refused"):
        log_in(real.home, "A17", PASSWORD)
    with refused(AccessError, "access.refused"):
        recovery.recover(real.home, real.code, KARIMA, PASSWORD)
    recovery.recover(real.home, new_code, KARIMA, PASSWORD)
    log_in(real.home, "A17", PASSWORD).log_out()


def test_when_the_administrator_is_gone_somebody_new_takes_over(real: Real) -> None:
    recovery.recover(real.home, real.code, Clerk("N01", "Nadia  Alami ", frozenset()), NEW_PASSWORD)
    session = log_in(real.home, "N01", NEW_PASSWORD)
    assert session.clerk == Clerk("N01", "Nadia Alami", ALL_ROLES)
    session.log_out()


def test_a_code_typed_wrong_costs_no_try_and_names_the_group(real: Real) -> None:
    typed = f"{real.code[:-1]}{'0' if real.code[-1] != '0' else '1'}"
    for _ in range(20):
        with refused(BadInputError, "code.group") as detail:
            recovery.recover(real.home, typed, KARIMA, NEW_PASSWORD)
        assert detail == {"group": "6"}
    recovery.recover(real.home, real.code, KARIMA, NEW_PASSWORD)


def test_another_sheet_opens_nothing_here(real: Real) -> None:
    with refused(AccessError, "access.refused"):
        recovery.recover(real.home, recovery.draw_code(), KARIMA, NEW_PASSWORD)
    log_in(real.home, "A17", PASSWORD).log_out()


def test_a_bad_password_changes_nothing_and_the_sheet_still_serves(real: Real) -> None:
    with refused(BadInputError, "password.too_short"):
        recovery.recover(real.home, real.code, KARIMA, "court")
    with refused(AccessError, "access.refused"):
        log_in(real.home, "A17", "court")
    recovery.recover(real.home, real.code, KARIMA, NEW_PASSWORD)


def test_a_new_sheet_asked_for_voids_the_one_before(real: Real) -> None:
    session = log_in(real.home, "A17", PASSWORD)
    new_code = recovery.make_sheet(session.context)
    session.log_out()
    with refused(AccessError, "access.refused"):
        recovery.recover(real.home, real.code, KARIMA, NEW_PASSWORD)
    recovery.recover(real.home, new_code, KARIMA, NEW_PASSWORD)


def test_on_another_machine_the_sheet_the_keys_and_the_database_are_enough(real: Real) -> None:
    real.home.machine_secret.unlink()
    recovery.recover(real.home, real.code, KARIMA, NEW_PASSWORD)
    log_in(real.home, "A17", NEW_PASSWORD).log_out()


def test_the_code_stands_in_no_file(real: Real) -> None:
    new_code = recovery.recover(real.home, real.code, KARIMA, NEW_PASSWORD).code
    for file in (path for path in real.home.folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        for code in (real.code, new_code):
            assert code.encode() not in content
            assert code.replace("-", "").encode() not in content


def test_a_training_counter_has_no_sheet(tmp_path: Path) -> None:
    home = Home(tmp_path / "training")
    assert set_up(home, AGENCY, FIRST, PASSWORD, cost=CHEAP) == ""
    with refused(StoreError, "home.is_training"):
        recovery.recover(home, recovery.draw_code(), KARIMA, NEW_PASSWORD)
    session = log_in(home, "A17", PASSWORD, training=True)
    with refused(BadInputError, "recovery.training"):
        recovery.make_sheet(session.context)
    session.log_out()


@pytest.fixture
def office(real: Real) -> x25519.Identity:
    """Head office's own age key; the counter was told its public half."""
    identity = x25519.Identity.generate()
    session = log_in(real.home, "A17", PASSWORD)
    head_office_recovery.change(session.context, str(identity.to_public()))
    session.log_out()
    return identity


def code_read_by(office: x25519.Identity, home: Home, place: Path) -> str:
    letter = head_office_recovery.write_letter(home, place / "letter.age")
    _, code = str(decrypt(letter.read_bytes(), [office]), "ascii").splitlines()
    return code


def test_head_office_opens_what_the_lost_sheet_no_longer_can(
    real: Real, office: x25519.Identity, tmp_path: Path
) -> None:
    code = code_read_by(office, real.home, tmp_path)
    assert code != real.code
    new_sheet = recovery.recover(real.home, code, KARIMA, NEW_PASSWORD).code
    log_in(real.home, "A17", NEW_PASSWORD).log_out()
    for void in (code, real.code):
        with refused(AccessError, "access.refused"):
            recovery.recover(real.home, void, KARIMA, PASSWORD)
    recovery.recover(real.home, new_sheet, KARIMA, PASSWORD)


def test_head_office_still_reads_the_letter_after_a_code_was_used(
    real: Real, office: x25519.Identity, tmp_path: Path
) -> None:
    first = code_read_by(office, real.home, tmp_path)
    recovery.recover(real.home, real.code, KARIMA, NEW_PASSWORD)
    second = code_read_by(office, real.home, tmp_path)
    assert first != second
    with refused(AccessError, "access.refused"):
        recovery.recover(real.home, first, KARIMA, PASSWORD)
    recovery.recover(real.home, second, KARIMA, PASSWORD)


def test_head_office_keeps_its_code_when_the_data_get_a_new_key(
    real: Real, office: x25519.Identity, tmp_path: Path
) -> None:
    session = log_in(real.home, "A17", PASSWORD)
    key_change.change_key(session.context, PASSWORD)
    recovery.recover(real.home, code_read_by(office, real.home, tmp_path), KARIMA, NEW_PASSWORD)


def test_a_head_office_that_was_taken_away_opens_nothing(
    real: Real, office: x25519.Identity, tmp_path: Path
) -> None:
    code = code_read_by(office, real.home, tmp_path)
    session = log_in(real.home, "A17", PASSWORD)
    head_office_recovery.change(session.context, "")
    session.log_out()
    with refused(AccessError, "access.refused"):
        recovery.recover(real.home, code, KARIMA, NEW_PASSWORD)
    with refused(BadInputError, "head_office.none"):
        head_office_recovery.write_letter(real.home, tmp_path / "letter.age")


def test_the_letter_alone_gives_nobody_the_code(
    real: Real, office: x25519.Identity, tmp_path: Path
) -> None:
    code = code_read_by(office, real.home, tmp_path)
    assert code.encode("ascii") not in real.home.keyring.read_bytes()
    assert str(office).encode("ascii") not in real.home.keyring.read_bytes()
