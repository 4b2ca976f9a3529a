"""A branch: a stick, a PC with Python alone, no network. Set up, deposit, update, and back."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from cnss_counter.storage.files.occupancy import occupied
from testkit.clients import case_with
from tests.machine.bundles import BARE_PYTHON, NO_NETWORK, Computer, Said, build, changed_wheel
from tests.machine.locks import ROOT

PASSWORD = "trois chats sur un mur bleu"
CLERK = ("--clerk", "A17", "--password-stdin")


@pytest.fixture(scope="module")
def newer_file(one_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a release to come: another version, and one table more."""
    folder = tmp_path_factory.mktemp("newer")
    (wheel,) = (one_file.parent / "wheels").glob("cnss_counter-*.whl")
    one_more = (
        '@migrations()\ndef know_tomorrow(db: Database) -> None:\n    _run(db, "CREATE TABLE '
    )
    changes = {
        "cnss_counter/__init__.py": ('__version__ = "', '__version__ = "7.'),
        "cnss_counter/storage/tables/schema.py": (
            "def _refusals(",
            f'{one_more}tomorrow (day TEXT) STRICT")\n\n\ndef _refusals(',
        ),
    }
    name = wheel.name.replace("cnss_counter-", "cnss_counter-7.")
    return build(folder / "dist", "--counter", changed_wheel(wheel, folder / name, changes))


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("programs")


@pytest.fixture
def computer(tmp_path: Path, programs: Path) -> Computer:
    return Computer(tmp_path, programs)


class Branch(NamedTuple):
    """A counter on such a PC, which one file or another serves."""

    computer: Computer
    home: Path

    def says(self, file: Path, *arguments: str | Path, line: str = PASSWORD) -> Said:
        return self.computer.run(file, *arguments, "--home", self.home, lines=(line,))

    def deposit(self, file: Path, number: str) -> Said:
        case = self.computer.account / f"{number}.json"
        said = case_with(immatriculation_number=number, identity_number=f"EF{number[3:]}")
        case.write_text(json.dumps(said), encoding="utf-8")
        return self.says(file, "deposit", case, *CLERK, "--json")


@pytest.fixture
def branch(one_file: Path, computer: Computer) -> Branch:
    """The counter is set up from the stick."""
    made = Branch(computer, computer.account / "counter")
    ended = made.says(
        one_file, "setup", "--agency", "041", "--agency-name-fr", "Agence de Fès",
        "--agency-name-ar", "وكالة فاس", "--city", "Fès", "--counter", "1", "--admin", "A17",
        "--password-stdin", "--json",
    )  # fmt: skip
    assert (ended.status, ended.refused) == (0, "")
    return made


def sequence(deposited: Said) -> str:
    """The running number in the reference of a deposit that was made."""
    assert deposited.status == 0, deposited.refused
    return str(deposited.document["reference"]).split("-")[4]


def test_the_control_reaches_a_neighbour_and_is_cut_off_from_it() -> None:
    """Were `unshare` refused, nothing here would be tried, and this fails."""
    with socket.create_server(("127.0.0.1", 0)) as neighbour:
        asking = f"import socket; socket.create_connection({neighbour.getsockname()!r}, 9)"
        reached = [sys.executable, "-c", asking]
        assert subprocess.run(reached, check=False, stderr=subprocess.DEVNULL).returncode == 0
        cut_off = subprocess.run([*NO_NETWORK, *reached], check=False, capture_output=True)
        assert cut_off.returncode == 1
        assert b"[Errno" in cut_off.stderr  # Python was there, and its neighbour was not


def test_the_control_this_python_has_no_library_of_ours() -> None:
    asking: list[str | Path] = [BARE_PYTHON, "-S", "-c", "import textual"]
    ended = subprocess.run(asking, check=False, capture_output=True, cwd="/")
    assert b"ModuleNotFoundError" in ended.stderr


def test_from_the_stick_to_a_receipt_that_is_genuine(one_file: Path, branch: Branch) -> None:
    deposited = branch.deposit(one_file, "123456789")
    assert sequence(deposited) == "000001"
    receipt = Path(deposited.document["receipt"])
    assert receipt.read_bytes().startswith(b"%PDF")
    assert branch.says(one_file, "verify", receipt, "--json").document["outcome"] == "genuine"
    assert branch.says(one_file, "journal", "verify", "--all", *CLERK).status == 0


def test_it_says_which_bundle_it_is(one_file: Path, computer: Computer) -> None:
    version = computer.run(one_file, "--version").said.strip()
    assert f"cnss-counter-{version.replace('+', '-')}.pyz" == one_file.name


def test_python_of_the_account_puts_nothing_before_it(one_file: Path, computer: Computer) -> None:
    other = computer.account / "other" / "click"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("raise SystemExit(99)", encoding="utf-8")
    ended = computer.run(one_file, "--version", around={"PYTHONPATH": str(other.parent)})
    assert (ended.status, ended.refused) == (0, "")


def test_each_wheel_in_it_is_the_locked_one_or_the_programs(one_file: Path) -> None:
    locked = set(re.findall(r"sha256:([0-9a-f]{64})", (ROOT / "requirements/run.txt").read_text()))
    with ZipFile(one_file) as archive:
        names = [name for name in archive.namelist() if name.endswith(".whl")]
        unlocked = [n for n in names if sha256(archive.read(n)).hexdigest() not in locked]
    assert len(names) > 30
    assert [name.partition("-")[0] for name in unlocked] == ["wheels/cnss_counter"]


def test_built_again_it_is_the_same_to_the_byte(one_file: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "again")
    assert again.name == one_file.name
    sums = one_file.with_name("SHA256SUMS")
    assert again.with_name("SHA256SUMS").read_bytes() == sums.read_bytes()
    checked = ["sha256sum", "--check", "--strict", "--quiet", sums.name]
    assert subprocess.run(checked, cwd=sums.parent, check=False).returncode == 0
    listed = {line.split("  ")[1] for line in sums.read_text("utf-8").splitlines()}
    there = {file for file in sums.parent.rglob("*") if file.is_file()} - {sums}
    assert listed == {file.relative_to(sums.parent).as_posix() for file in there}


def test_the_folder_of_wheels_installs_where_the_one_file_does_not_run(
    one_file: Path, computer: Computer
) -> None:
    """As the how-to says it, after the Python of that PC made an environment."""
    wheels, installed = one_file.parent / "wheels", computer.account / "program"
    for words in (
        (BARE_PYTHON, "-m", "venv", installed),
        (
            *(installed / "bin" / "pip", "install", "--no-index", "--find-links", wheels),
            *("--require-hashes", "--no-deps", "--no-compile", "-r", wheels / "requirements.txt"),
        ),
    ):
        ended = subprocess.run(
            [*NO_NETWORK, *map(str, words)],
            env=computer.around,
            check=False,
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 0, ended.stderr
    asked: list[str | Path] = [
        *NO_NETWORK,
        installed / "bin" / "cnss-counter",
        "rules",
        "test",
        "--quiet",
    ]
    assert subprocess.run(asked, env=computer.around, check=False).returncode == 0


def test_an_update_keeps_a_backup_and_the_file_of_before_comes_back_with_it(
    one_file: Path, newer_file: Path, branch: Branch
) -> None:
    branch.deposit(one_file, "123456789")
    with occupied(branch.home / "counter.db"):  # as a window of the version before has it
        waits = branch.deposit(newer_file, "223456781")
    assert (waits.status, waits.refused.count("\n")) == (2, 1)
    assert not (branch.home / "backups").exists()

    after = branch.deposit(newer_file, "223456781")
    assert sequence(after) == "000002"
    (backup,) = branch.home.glob("backups/*-before-update.backup")
    assert str(backup) in after.refused
    assert branch.says(newer_file, "journal", "verify", "--all", *CLERK).status == 0

    too_old = branch.deposit(one_file, "323456782")
    assert (too_old.status, too_old.refused.count("\n")) == (2, 1)
    assert "-before-update.backup" in too_old.refused
    assert sequence(branch.deposit(newer_file, "323456782")) == "000003"

    aside = branch.home.rename(branch.home.with_name("counter-new"))
    restored = branch.says(
        one_file, "restore", aside / "backups" / backup.name, *CLERK,
        "--machine-key", aside / "machine.key", "--last-number", "0",
    )  # fmt: skip
    assert restored.status == 0, restored.refused
    told_missing = restored.said.splitlines()[-1]
    assert re.findall(r"\d+", told_missing)[0] == "1"  # what came after it is not there
    assert branch.says(one_file, "journal", "verify", "--all", *CLERK).status == 0
    assert int(sequence(branch.deposit(one_file, "223456781"))) > 3
    numbers = {paper.name.split("-")[4] for paper in aside.glob("receipts/*.pdf")}
    assert numbers >= {"000002", "000003"}  # what has to be entered again is read there
