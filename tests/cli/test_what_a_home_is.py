"""One word changed in `home.toml` opens nothing: what a home is comes from its sealed row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click
import pytest

from cnss_counter.cli.options.help_pages import commands_under
from cnss_counter.cli.options.root import NAME, ROOT
from cnss_counter.domain.clerk import Clerk, Role
from cnss_counter.paths import Home, data_folder
from cnss_counter.services.access import recovery, staff
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.storage.files.homes import describe
from testkit.clients import case_of
from tests.cli.conftest import REAL_CLERK, REAL_PASSWORD, command

TRAINEE = Clerk("T05", "Sara Idrissi", frozenset({"trainee"}))
CLERK = Clerk("C09", "Hamid Ouali", frozenset({"clerk"}))
NEW_PASSWORD = "un autre mur très vert"

OPENING: Mapping[str, tuple[str, ...]] = {
    "backup": ("FOLDER",),
    "clerk list": (),
    "clerk name": ("N01", "--name", "Nora", "--role", "clerk"),
    "clerk remove": ("C09",),
    "clerk reset": ("C09",),
    "clerk roles": ("C09", "--role", "supervisor"),
    "clerk unlock": ("C09",),
    "deposit": ("CASE",),
    "journal verify": ("--all",),
    "key change": (),
    "keys replace": (),
    "password": (),
    "person erase": ("123456789", "--supervisor", "A17", "--reason", "asked"),
    "person export": ("123456789", "-o", "FOLDER/record.json"),
    "person overdue": (),
    "person purge": ("-o", "FOLDER/report.json", "--supervisor", "A17"),
    "receipt": ("RCS-041-1-2026-000001-00", "-o", "FOLDER/receipt.pdf"),
    "resume": ("--last-number", "0"),
    "rules impact": ("--with", str(data_folder())),
    "rules replay": ("RCS-041-1-2026-000001-00",),
    "settings": ("--lock-minutes", "4"),
}
"""Every command that opens a counter by a clerk's password, and what it needs beside that."""


def _account(home: Home) -> tuple[str, str]:
    """Who may do everything in this home."""
    if home.folder.name == "training":
        shown = training.supervisor_account()
        return shown.code, shown.password
    return REAL_CLERK.code, REAL_PASSWORD


def _named(home: Home, clerk: Clerk, *, is_training: bool) -> str:
    """A clerk is named; the one-time code."""
    session = log_in(home, *_account(home), training=is_training)
    code = staff.name(session.context, clerk).code
    session.log_out()
    return code


def _kept(home: Home) -> dict[str, bytes]:
    """All that a home records, by its files. Tries and turns are counted in others."""
    passing = ("throttle", "counter.db-", "counter.db.lock", ".")
    return {
        str(file.relative_to(home.folder)): file.read_bytes()
        for file in sorted(home.folder.rglob("*"))
        if file.is_file() and not file.name.startswith(passing)
    }


@pytest.fixture(params=["real", "training"])
def home(request: pytest.FixtureRequest, real_home: Path, training_home: Path) -> Home:
    return Home(real_home if request.param == "real" else training_home)


def test_no_command_that_opens_a_counter_is_left_out() -> None:
    by_password = {
        known.command_path.removeprefix("cnss-counter ")
        for known in commands_under(click.Context(ROOT, info_name=NAME))
        if any("--clerk" in asked.opts for asked in known.command.params)
    }
    with_a_test_of_their_own = {"recover", "restore", "doctor"}
    assert by_password - with_a_test_of_their_own == set(OPENING)


@pytest.mark.parametrize("name", OPENING)
def test_a_home_that_says_the_other_kind_opens_to_no_command(
    home: Home, name: str, tmp_path: Path
) -> None:
    is_training = home.folder.name == "training"
    (tmp_path / "folder").mkdir()
    (tmp_path / "case.json").write_text(json.dumps(case_of()), encoding="utf-8")
    given = [
        one.replace("FOLDER", str(tmp_path / "folder")).replace("CASE", str(tmp_path / "case.json"))
        for one in OPENING[name]
    ]
    clerk, password = _account(home)
    describe(home, is_training=not is_training)
    before = _kept(home)
    ended = command(
        *name.split(), *given, "--home", home.folder, "--clerk", clerk, "--password-stdin",
        lines=(password, NEW_PASSWORD),
    )  # fmt: skip
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1), ended.refused
    assert str(home.description) in ended.refused
    assert f'kind = "{"training" if is_training else "real"}"' in ended.refused
    assert _kept(home) == before
    assert list((tmp_path / "folder").iterdir()) == []


def test_the_line_that_is_named_put_back_opens_again(home: Home) -> None:
    is_training = home.folder.name == "training"
    clerk, password = _account(home)
    walk = ("journal", "verify", "--home", home.folder, "--clerk", clerk, "--password-stdin")
    assert command(*walk, lines=(password,)).status == 0  # the control: untouched
    describe(home, is_training=not is_training)
    line = next(
        line
        for line in ('kind = "real"', 'kind = "training"')
        if line in command(*walk, lines=(password,)).refused
    )
    home.description.write_text(f"format = 1\n{line}\n", encoding="utf-8")
    assert command(*walk, lines=(password,)).status == 0


def test_a_real_deposit_is_never_dated_back(real_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case_of()), encoding="utf-8")
    told = ("--home", real_home, "--clerk", "A17", "--password-stdin", "--on", "2021-09-01")
    untouched = command("deposit", file, *told, lines=(REAL_PASSWORD,))
    assert (untouched.status, "--on" in untouched.refused) == (2, True)
    describe(Home(real_home), is_training=True)
    turned = command("deposit", file, *told, lines=(REAL_PASSWORD,))
    assert (turned.status, turned.said) == (2, "")
    describe(Home(real_home), is_training=False)
    session = log_in(Home(real_home), "A17", REAL_PASSWORD)
    assert list(session.all_deposits()) == []
    session.log_out()


@pytest.mark.parametrize("role", ["trainee", "clerk"])
def test_who_chooses_a_first_password_is_refused_too_and_keeps_the_code(
    home: Home, role: Role
) -> None:
    is_training = home.folder.name == "training"
    clerk = TRAINEE if role == "trainee" else CLERK
    code = _named(home, clerk, is_training=is_training)
    change = ("password", "--home", home.folder, "--clerk", clerk.code, "--password-stdin")
    describe(home, is_training=not is_training)
    before = _kept(home)
    assert command(*change, lines=(code, NEW_PASSWORD)).status == 2
    assert _kept(home) == before
    describe(home, is_training=is_training)
    assert command(*change, lines=(code, NEW_PASSWORD)).status == 0


@pytest.mark.parametrize(("kind", "status"), [("real", 2), ("training", 0)])
def test_a_trainee_deposits_in_training_alone_whatever_the_file_says(
    real_home: Path, training_home: Path, tmp_path: Path, kind: str, status: int
) -> None:
    is_training = kind == "training"
    home = Home(training_home if is_training else real_home)
    code = _named(home, TRAINEE, is_training=is_training)
    told = ("--home", home.folder, "--clerk", TRAINEE.code, "--password-stdin")
    assert command("password", *told, lines=(code, NEW_PASSWORD)).status == 0
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case_of()), encoding="utf-8")
    for says_training in (True, False):
        describe(home, is_training=says_training)
        ended = command("deposit", file, *told, "--json", lines=(NEW_PASSWORD,))
        expected = status if says_training is is_training else 2
        assert ended.status == expected, ended.refused


def test_recover_opens_a_real_counter_by_its_row(real_home: Path) -> None:
    home = Home(real_home)
    session = log_in(home, REAL_CLERK.code, REAL_PASSWORD)
    sheet = recovery.make_sheet(session.context)
    session.log_out()
    told = ("recover", "--home", real_home, "--clerk", "A17", "--password-stdin")
    describe(home, is_training=True)
    before = _kept(home)
    assert command(*told, lines=(sheet, NEW_PASSWORD)).status == 2
    assert _kept(home) == before
    describe(home, is_training=False)
    assert command(*told, lines=(sheet, NEW_PASSWORD)).status == 0


def test_a_home_whose_description_was_taken_away_says_what_to_write(home: Home) -> None:
    home.description.unlink()
    clerk, password = _account(home)
    told = ("journal", "verify", "--home", home.folder, "--clerk", clerk, "--password-stdin")
    ended = command(*told, lines=(password,))
    assert (ended.status, ended.refused.count("\n")) == (2, 1)
    assert str(home.description) in ended.refused
    assert 'kind = "real"' in ended.refused
