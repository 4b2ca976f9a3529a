"""`make run` and `make test` where nothing is set up yet, on a day that the lock does not know."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.metadata import distributions
from pathlib import Path
from subprocess import CompletedProcess, run
from venv import EnvBuilder

import pytest

from tests.machine.locks import LOCKS, ROOT, pins_of
from tests.machine.made_up_registry import locked_again, makefile_without, sources

OLD_PIP = Path(sys.prefix) / "old_pip"  # set in place by `make test`
PLAYED = {"run.stamp": "run.txt", "develop.stamp": "develop.txt"}
UNPINNED = "In --require-hashes mode, all requirements must have their versions pinned with =="


class Checkout:
    """A folder with a Makefile, lock files and a new `.venv` that holds an old pip alone."""

    def __init__(self, folder: Path, wheels: Path, makefile: str, locks: dict[str, str]) -> None:
        self.folder = folder
        self._wheels = wheels
        (folder / "Makefile").write_text(makefile, encoding="utf-8")
        (folder / "requirements").mkdir()
        for name, text in locks.items():
            (folder / "requirements" / name).write_text(text, encoding="utf-8")
        EnvBuilder(symlinks=True).create(folder / ".venv")
        (self._libraries,) = folder.glob(".venv/lib/python*/site-packages")
        shutil.copytree(OLD_PIP, self._libraries, dirs_exist_ok=True)

    def make(self, target: str) -> CompletedProcess[str]:
        """Runs `make` on it; pip sees the made-up registry and no other."""
        around = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self._wheels),
            "PIP_NO_CACHE_DIR": "1",
            "PIP_NO_COMPILE": "1",
        }
        return run(
            ["make", f".venv/{target}"],
            cwd=self.folder,
            env=around,
            capture_output=True,
            text=True,
            check=False,
        )

    def installed(self) -> set[tuple[str, str]]:
        """Names and versions of what its `.venv` holds."""
        found = distributions(path=[str(self._libraries)])
        return {(each.name.lower().replace("_", "-"), each.version) for each in found}

    def holds(self, stamp: str) -> bool:
        """Whether `make` calls it set up."""
        return (self.folder / ".venv" / stamp).exists()


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wheels")


@pytest.fixture(scope="module")
def locks(wheels: Path) -> dict[str, str]:
    """The lock files, locking the made-up wheels, each with a newer release beside it."""
    return {lock: locked_again(lock, wheels) for lock in LOCKS}


@pytest.fixture
def nothing_yet(tmp_path: Path, wheels: Path, locks: dict[str, str]) -> Checkout:
    return Checkout(tmp_path, wheels, (ROOT / "Makefile").read_text(encoding="utf-8"), locks)


def test_the_pip_that_plays_is_older_than_the_one_that_mends_it(nothing_yet: Checkout) -> None:
    assert nothing_yet.installed() == {("pip", "23.2.1")}


@pytest.mark.parametrize(("stamp", "lock"), PLAYED.items())
def test_an_old_pip_installs_what_is_locked_and_nothing_newer(
    nothing_yet: Checkout, stamp: str, lock: str
) -> None:
    made = nothing_yet.make(stamp)
    assert (made.returncode, made.stderr) == (0, "")
    assert nothing_yet.holds(stamp)
    locked = {(pin.name, pin.version) for pin in pins_of(lock) if pin.wanted_in()}
    assert nothing_yet.installed() == locked


@pytest.mark.parametrize("stamp", PLAYED)
def test_the_control_that_resolves_anew_meets_a_newer_release(
    tmp_path: Path, wheels: Path, locks: dict[str, str], stamp: str
) -> None:
    resolving = Checkout(tmp_path, wheels, makefile_without("--no-deps"), locks)
    made = resolving.make(stamp)
    assert made.returncode != 0
    assert UNPINNED in made.stderr
    assert not resolving.holds(stamp)


class Unbuilt:
    """A checkout whose only locked distribution is offered as source code alone."""

    def __init__(self, folder: Path, makefile: str) -> None:
        self.trace = folder / "built"
        (folder / "wheels").mkdir()
        (folder / "checkout").mkdir()
        digest = sources(folder / "wheels", "made-up", "1.0", self.trace)
        locks = {"run.txt": f"made-up==1.0 --hash=sha256:{digest}\n"}
        self._checkout = Checkout(folder / "checkout", folder / "wheels", makefile, locks)

    def make(self) -> CompletedProcess[str]:
        return self._checkout.make("run.stamp")


def test_nothing_is_built_here_since_no_lock_names_the_tools_of_a_build(tmp_path: Path) -> None:
    source_only = Unbuilt(tmp_path, (ROOT / "Makefile").read_text(encoding="utf-8"))
    made = source_only.make()
    assert "No matching distribution found for made-up==1.0" in made.stderr
    assert not source_only.trace.exists()


def test_the_control_that_may_build_runs_what_the_source_says(tmp_path: Path) -> None:
    source_only = Unbuilt(tmp_path, makefile_without("--only-binary :all:"))
    assert source_only.make().returncode != 0
    assert source_only.trace.exists()


def test_every_pip_line_of_the_makefile_takes_a_lock_as_it_stands() -> None:
    targets = (".venv/run.stamp", ".venv/develop.stamp", "lock")
    told = run(
        ["make", "PYTHON=python3", "--dry-run", "--always-make", *targets],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    installing = [line.split() for line in told.stdout.splitlines() if " pip install " in line]
    assert {line[-1] for line in installing} == {f"requirements/{lock}" for lock in LOCKS}
    for line in installing:
        assert {"--require-hashes", "--no-deps", "--only-binary", "-r"} <= set(line)
