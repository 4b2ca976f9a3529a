"""A counter on a disk that the system has made read-only, as one that is ill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.services.access.setup import set_up
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.mounting import in_memory, remount
from tests.cli.conftest import REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, command
from tests.durability.conftest import where_possible

FRENCH = wording.load("fr")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """With a real counter on it; nobody writes there any more."""
    with where_possible(), in_memory(tmp_path, "size=40m") as disk:
        set_up(Home(disk / "home"), REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, cost=LOWEST_COST)
        remount(disk, "ro")
        yield disk


@pytest.mark.parametrize("words", ["settings", "journal verify", "backup {disk}/usb", "clerk list"])
def test_a_command_says_so_in_one_line(disk: Path, words: str) -> None:
    clerk = ("--clerk", REAL_CLERK.code, "--password-stdin", "--home", disk / "home")
    ended = command(*words.format(disk=disk).split(), *clerk, lines=(REAL_PASSWORD,))
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert ended.refused.startswith(str(disk))
    assert FRENCH("errors.store.read_only", file="").strip(" :\u00a0") in ended.refused


@pytest.mark.parametrize("home", ["home", "new"])
def test_the_doctor_names_it(disk: Path, home: str) -> None:
    ended = command("doctor", "--home", disk / home, "--json")
    (line,) = (line for line in ended.document if line["name"] == "disk")
    assert (line["state"], ended.status, ended.refused) == ("bad", 1, "")
    assert FRENCH("errors.store.read_only", file="").strip(" :\u00a0") in line["said"]
