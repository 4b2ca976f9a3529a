"""`setup`, `training`, `doctor` and the places where a home cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from tests.cli.conftest import REAL_CLERK, REAL_PASSWORD, Ended, command
from tests.refusals import refused


def set_up(home: Path, *, agency: str = "041", password: str = REAL_PASSWORD) -> Ended:
    return command(
        "setup", "--home", home, "--agency", agency, "--agency-name-fr", "Agence de Fès",
        "--agency-name-ar", "وكالة فاس", "--city", "Fès", "--counter", "1",
        "--admin", REAL_CLERK.code, "--password-stdin", "--json", lines=(password,),
    )  # fmt: skip


def test_a_counter_is_set_up_and_its_administrator_holds_every_role(tmp_path: Path) -> None:
    home = tmp_path / "counter"
    ended = set_up(home)
    assert (ended.status, ended.document["home"]) == (0, str(home))
    session = log_in(Home(home), REAL_CLERK.code, REAL_PASSWORD)
    assert session.clerk.roles == REAL_CLERK.roles
    session.log_out()


def test_a_counter_is_never_set_up_twice(tmp_path: Path) -> None:
    home = tmp_path / "counter"
    set_up(home)
    again = set_up(home)
    assert (again.status, again.said) == (2, "")
    assert str(home) in again.refused


@pytest.mark.parametrize(
    "wrong", [{"password": "court"}, {"password": "a" * 15}, {"agency": "12"}], ids=str
)
def test_what_setup_refuses_is_one_line_and_leaves_no_folder(
    tmp_path: Path, wrong: dict[str, str]
) -> None:
    ended = set_up(tmp_path / "counter", **wrong)
    assert (ended.status, ended.said) == (2, "")
    assert ended.refused.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_no_password_on_standard_input_is_said(tmp_path: Path) -> None:
    ended = command(
        "receipt", "RCS", "-o", tmp_path / "r.pdf", "--clerk", "A17", "--password-stdin",
        "--home", training_counter(tmp_path).folder,
    )  # fmt: skip
    assert ended.status == 2
    assert ended.refused.count("\n") == 1


@pytest.mark.parametrize("name", ["a file", "a file/below it"])
def test_a_home_that_cannot_be_written_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").touch()
    ended = set_up(tmp_path / name)
    assert (ended.status, ended.said) == (2, "")
    assert "a file" in ended.refused
    assert ended.refused.count("\n") == 1


def training_counter(place: Path) -> Home:
    home = Home(place / "training")
    training.prepare(home)
    return home


def test_the_training_counter_opens_with_the_shown_accounts_and_prints_formation(
    tmp_path: Path,
) -> None:
    home = training_counter(tmp_path)
    for account in (training.clerk_account(), training.supervisor_account()):
        session = log_in(home, account.code, account.password, training=True)
        assert session.agency.is_training
        session.log_out()


def test_the_played_clerk_is_no_supervisor(tmp_path: Path) -> None:
    account = training.clerk_account()
    session = log_in(training_counter(tmp_path), account.code, account.password, training=True)
    assert session.clerk.roles == {"clerk"}
    session.log_out()


def test_preparing_the_training_counter_again_keeps_it(tmp_path: Path) -> None:
    home = training_counter(tmp_path)
    key = home.machine_secret.read_bytes()
    training.prepare(home)
    assert home.machine_secret.read_bytes() == key


def test_training_and_real_counters_never_open_each_other(tmp_path: Path) -> None:
    real = Home(tmp_path / "counter")
    set_up(real.folder)
    with refused(StoreError, "home.is_real"):
        training.prepare(real)
    played = training_counter(tmp_path)
    account = training.clerk_account()
    with refused(StoreError, "home.is_training"):
        log_in(played, account.code, account.password)
    assert command("training", "--home", real.folder).status == 2


def test_doctor_says_one_line_for_each_thing_and_needs_no_password(tmp_path: Path) -> None:
    well = command("doctor", "--home", training_counter(tmp_path).folder)
    assert well.status == 0
    assert len(well.said.splitlines()) >= 6
    document = command("doctor", "--home", tmp_path / "none", "--json").document
    assert {"fonts", "terminal", "database", "keys", "disk", "clock"} <= {
        line["name"] for line in document
    }


def test_doctor_says_no_when_a_key_is_damaged(tmp_path: Path) -> None:
    home = training_counter(tmp_path)
    home.machine_secret.write_bytes(b"")
    ended = command("doctor", "--home", home.folder)
    assert ended.status == 1
    assert str(home.machine_secret) in ended.said
