"""A counter is of one account of the computer: nobody else works in it, and root is somebody else.

With two real accounts where root runs the tests, as on the machine that checks every change. Where
another does, the folder of another account is one of root's, and no account is changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import file_rights
from cnss_counter.storage.files import owners
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import case_of
from tests.cli.conftest import REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, Ended, WriteCase, command

IS_ROOT = os.geteuid() == owners.ROOT
CLERK = 54321 if IS_ROOT else os.geteuid()
"""The account of the clerk; it needs no name."""
AS_CLERK = ("--clerk", REAL_CLERK.code, "--password-stdin", "--home")
SET_UP = (
    "setup", "--agency", "041", "--agency-name-fr", "Fès", "--agency-name-ar", "فاس",
    "--city", "Fès", "--counter", "1", "--admin", REAL_CLERK.code, "--password-stdin", "--home",
)  # fmt: skip


CHECKOUT = Path(__file__).parents[3]
LIBRARIES = Path(pytest.__file__).parents[1]


@cache
def _program_for_all() -> tempfile.TemporaryDirectory[str]:
    """The program and its libraries where every account may read: the checkout and the virtual
    environment may stand in a folder of one's own.
    """
    place = tempfile.TemporaryDirectory()
    os.chmod(place.name, 0o755)
    for name in ("cnss_counter", "data", "testkit", "tests"):
        shutil.copytree(CHECKOUT / name, Path(place.name) / name)
    shutil.copytree(LIBRARIES, Path(place.name) / "libraries", copy_function=_linked)
    return place


def _linked(file: str, to: str) -> None:
    """Two names of one file cost no room; on another disk it is copied."""
    try:
        os.link(file, to)
    except OSError:
        shutil.copy2(file, to)


def as_the_clerk(*arguments: str | Path) -> Ended:
    """The command under the clerk's account, with her password."""
    if not IS_ROOT:
        return command(*arguments, lines=(REAL_PASSWORD,))
    program = Path(_program_for_all().name)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.as_another_account", str(CLERK), *map(str, arguments)],
        input=f"{REAL_PASSWORD}\n", capture_output=True, encoding="utf-8", cwd=program,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(program / "libraries")},
        timeout=120, check=False,
    )  # fmt: skip
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture
def clerks_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The clerk's counter, in a place that every account may reach and with a hard name; and the
    state folder of the clerk's account beside it.
    """
    with tempfile.TemporaryDirectory() as place:
        (state := Path(place) / "state").mkdir()
        os.chown(state, CLERK, CLERK if IS_ROOT else -1)
        monkeypatch.setenv("XDG_STATE_HOME", str(state))
        folder = Path(place) / "l'accueil de فاس\nsud"
        set_up(Home(folder), REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, cost=LOWEST_COST)
        os.chmod(place, 0o755)
        for file in (folder, *owners.everything_in(folder)):
            os.chown(file, CLERK, CLERK if IS_ROOT else -1)
        yield folder


@pytest.fixture
def anothers_home(clerks_home: Path) -> Path:
    return clerks_home if IS_ROOT else Path("/usr")


def all_in(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Each file, whose it is, its rights and when it was changed."""
    return {
        file: (file.lstat().st_uid, file.lstat().st_mode, file.lstat().st_mtime_ns)
        for file in (folder, *owners.everything_in(folder))
    }


@pytest.mark.parametrize(
    "words",
    [
        ("journal", "verify", *AS_CLERK),
        ("deposit", "CASE.json", *AS_CLERK),
        ("resume", "--last-number", "0", *AS_CLERK),
        ("recover", *AS_CLERK),
        ("password", *AS_CLERK),
        SET_UP,
    ],
    ids=lambda words: words[0],
)
def test_nobody_works_in_the_counter_of_another_account(
    anothers_home: Path, words: tuple[str, ...]
) -> None:
    before = all_in(anothers_home) if IS_ROOT else None
    ended = command(*words, anothers_home, lines=(REAL_PASSWORD, REAL_PASSWORD))
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    for account in (anothers_home.stat().st_uid, os.geteuid()):
        assert f"« {owners.account_name(account)} »" in ended.refused
    assert before is None or all_in(anothers_home) == before


def test_after_roots_try_the_clerk_goes_on(clerks_home: Path, write_case: WriteCase) -> None:
    case = write_case(case_of())
    os.chmod(case, 0o644)
    shutil.copy(case, case_for_all := clerks_home.parent / "CASE.json")
    command("deposit", case, *AS_CLERK, clerks_home, lines=(REAL_PASSWORD,))
    ended = as_the_clerk("deposit", case_for_all, *AS_CLERK, clerks_home)
    assert (ended.status, ended.refused) == (0, "")
    assert "RCS-041-1-" in ended.said
    assert {file.lstat().st_uid for file in owners.everything_in(clerks_home)} == {CLERK}


def test_a_state_folder_that_the_clerk_may_not_enter_refuses_nobody(
    clerks_home: Path, write_case: WriteCase
) -> None:
    """What lies there tells of older copies: it is missed in one line, and people are served."""
    shutil.copy(write_case(case_of()), case := clerks_home.parent / "CASE.json")
    os.chmod(case, 0o644)
    state = Path(os.environ["XDG_STATE_HOME"])
    if IS_ROOT:
        os.chown(state, owners.ROOT, owners.ROOT)
    state.chmod(0o700 if IS_ROOT else 0o000)
    ended = as_the_clerk("deposit", case, *AS_CLERK, clerks_home)
    state.chmod(0o700)
    assert (ended.status, ended.refused.count("\n")) == (0, 1)
    assert str(state) in ended.refused
    assert "RCS-041-1-" in ended.said


def test_a_new_counter_belongs_to_whoever_may_have_it_there(tmp_path: Path) -> None:
    """In a folder of one's own or of root's; root makes none in another's."""
    mine, another = os.geteuid(), os.geteuid() + 1
    owners.require_own(tmp_path / "a" / "b", mine)
    owners.require_own(Path("/nowhere/on/this/disk"), another)
    owners.require_own(tmp_path, mine)
    with pytest.raises(StoreError) as refused:
        owners.require_own(tmp_path, another)
    assert refused.value.code == "home.of_another"
    if not IS_ROOT:
        with pytest.raises(StoreError):
            owners.require_own(tmp_path / "a" / "b", owners.ROOT)


@pytest.mark.parametrize("name", ["throttle.json", "receipts/x.pdf"])
def test_a_file_that_root_left_is_named_with_what_gives_it_back(
    clerks_home: Path, name: str
) -> None:
    left = clerks_home / name
    if not left.exists():
        left.write_text("{}", encoding="utf-8")
    left.chmod(0o600)
    if IS_ROOT:
        os.chown(left, owners.ROOT, owners.ROOT)
        ended = as_the_clerk("journal", "verify", *AS_CLERK, clerks_home)
        told = ended.refused
        assert ended.status == (0 if name.startswith("receipts") else 2)
        assert told.count("\n") == (ended.status == 2)
        assert ended.status == 0 or (name in told and "« root »" in told)
        (line,) = (one for one in as_the_clerk("doctor", "--json", "--home", clerks_home).document
                   if one["name"] == "files")  # fmt: skip
        assert (line["state"], "chown -R" in line["said"]) == ("bad", True)
    wrong = file_rights.first_wrong(Home(clerks_home))
    assert (wrong is not None) is IS_ROOT
    advice = wrong.values["command"] if wrong else owners.given_back(clerks_home)
    subprocess.run(["sh", "-c", advice], check=True, timeout=60)
    assert file_rights.first_wrong(Home(clerks_home)) is None
    assert as_the_clerk("journal", "verify", *AS_CLERK, clerks_home).status == 0


def test_whoever_looks_from_another_account_is_told_whose_it_is(clerks_home: Path) -> None:
    """The doctor looks at what he can from there, and falls ill of nothing."""
    if IS_ROOT:
        clerks_home.parent.chmod(0o755)
        os.chown(clerks_home, CLERK + 1, CLERK + 1)
    else:
        clerks_home.chmod(0o000)
    ended = as_the_clerk("doctor", "--json", "--home", clerks_home)
    clerks_home.chmod(0o700)
    assert (ended.status, ended.refused) == (1, "")
    states = {line["name"]: line["state"] for line in ended.document}
    assert states["files"] != "ok"
    assert (states["database"], states["keys"], states["fonts"]) == ("bad", "bad", "ok")
