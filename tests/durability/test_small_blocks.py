"""A disk with blocks of 1 KB that is full: a word, never an end by the system (SIGBUS)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cnss_counter.storage.database import Store
from testkit.depositing import KEY, furnish
from testkit.mounting import in_image, make_image
from tests.durability.conftest import where_possible

DEPOSIT = """
import sys
from pathlib import Path
from cnss_counter.errors import StoreError
from cnss_counter.storage.database import Store
from testkit.depositing import KEY, deposit
try:
    store = Store.open(Path(sys.argv[1]), KEY)
    deposit(store, sys.argv[2])
    store.close()
    print("deposited")
except StoreError as refusal:
    print(refusal.code)
"""
PLAINLY = """
import sys
from pathlib import Path
from cnss_counter.storage.vault import sealed_rows
from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.driver import DriverError
from testkit.depositing import KEY, deposit_within
try:
    database = open_connection(Path(sys.argv[1]), KEY)
    sealed_rows.watch(database)
    database.execute("BEGIN IMMEDIATE")
    deposit_within(database, sys.argv[2])
    database.execute("COMMIT")
    database.close()
    print("deposited")
except DriverError:
    print("refused")
"""
"""The control: the same through the same connection, whose shared memory nobody filled."""

LEFT = range(0, 120, 4)
"""KiB left free: from none to enough for a deposit."""


@pytest.fixture
def small_blocks(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB in a file."""
    image = tmp_path / "image"
    with where_possible():
        make_image(image, 4 << 20, "-m", "0", "-b", "1024", "-O", "^has_journal")
        with in_image(image, tmp_path / "disk") as disk:
            yield disk


def endings(disk: Path, program: str) -> set[str]:
    """How a deposit ends, for each room that is left; a signal by its number."""
    path, filler = disk / "counter.db", disk / "filler"
    furnish(path)
    Store.open(path, KEY).close()
    found = set()
    for left in LEFT:
        state = os.statvfs(disk)
        with suppress(OSError):  # the last of it may not fit
            filler.write_bytes(bytes([1]) * max(0, state.f_bavail * state.f_frsize - left * 1024))
        child = [sys.executable, "-c", program, str(path), f"draft.{left}"]
        done = subprocess.run(child, cwd=Path(__file__).parents[2], check=False,
                              capture_output=True, text=True)  # fmt: skip
        filler.unlink()
        found.add(done.stdout.strip() if done.returncode == 0 else str(done.returncode))
    return found


def test_a_full_disk_with_small_blocks_is_said_to_be_full(small_blocks: Path) -> None:
    assert endings(small_blocks, DEPOSIT) == {"store.disk_full", "deposited"}


def test_the_control_without_its_blocks_the_shared_memory_ends_the_program(
    small_blocks: Path,
) -> None:
    assert str(-signal.SIGBUS) in endings(small_blocks, PLAINLY)
