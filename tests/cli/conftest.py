"""The command as a script calls it: its own process, nothing shared but files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.paths import Home, data_folder
from cnss_counter.services.access.setup import set_up
from cnss_counter.storage.vault.keyring import LOWEST_COST
from tests.empty_counter import empty_counter

__all__ = ["empty_counter"]

REAL_AGENCY = Agency("041", "Agence de Fès", "وكالة فاس", "Fès", "1")
REAL_CLERK = Clerk("A17", "Karima Bennani", ALL_ROLES)
REAL_PASSWORD = "trois chats sur un mur bleu"


class Ended(NamedTuple):
    """How a command ended: its status, and what it said on each output."""

    status: int
    said: str
    refused: str

    @property
    def document(self) -> Any:
        return json.loads(self.said)


def command(
    *arguments: str | Path, lines: tuple[str, ...] = (), program: Path | None = None
) -> Ended:
    """`cnss-counter` with these arguments, and these lines on standard input.

    `program` is the folder of another copy of it.
    """
    ended = subprocess.run(
        [sys.executable, "-m", "cnss_counter", *map(str, arguments)],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        cwd=program,
        timeout=120,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


WriteCase = Callable[[Any], Path]


@pytest.fixture
def write_case(tmp_path: Path) -> WriteCase:
    """Writes a case file: an object as JSON, a text or bytes as they are."""

    def write(content: Mapping[str, Any] | str | bytes) -> Path:
        path = tmp_path / "CASE.json"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else json.dumps(content)
            path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program with its data, to be spoilt."""
    package = data_folder().parent / "cnss_counter"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package, tmp_path / "program" / "cnss_counter", ignore=ignored)
    shutil.copytree(data_folder(), tmp_path / "program" / "data")
    return tmp_path / "program"


@pytest.fixture
def training_home(empty_counter: Home, tmp_path: Path) -> Path:
    return shutil.copytree(empty_counter.folder, tmp_path / "training")


@pytest.fixture(scope="session")
def real_counter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "counter"
    set_up(Home(folder), REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, cost=LOWEST_COST)
    return folder


@pytest.fixture
def real_home(real_counter: Path, tmp_path: Path) -> Path:
    return shutil.copytree(real_counter, tmp_path / "counter")
