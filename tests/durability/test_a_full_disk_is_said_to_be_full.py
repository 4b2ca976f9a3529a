"""A `-wal` for which there is no room cannot be opened: the disk is said to be full."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cnss_counter.errors import StoreError
from cnss_counter.storage import connections
from cnss_counter.storage.database import Store
from testkit.depositing import KEY, furnish
from testkit.mounting import in_memory
from tests.durability.conftest import where_possible
from tests.refusals import refused

INODES = 24


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own that holds few files."""
    with where_possible(), in_memory(tmp_path, f"size=8m,nr_inodes={INODES}") as disk:
        yield disk


def set_up(folder: Path) -> Path:
    path = folder / "counter.db"
    furnish(path)
    Store.open(path, KEY).close()
    return path


def test_without_room_for_one_file_more_the_disk_is_full(small_disk: Path) -> None:
    path = set_up(small_disk)
    for number in range(INODES):
        try:
            (small_disk / f"filler {number}").touch()
        except OSError:
            break
    with refused(StoreError, "store.disk_full"):
        Store.open(path, KEY)
    (small_disk / "filler 0").unlink()
    (small_disk / "filler 1").unlink()
    Store.open(path, KEY).close()


def test_the_control_what_cannot_be_opened_for_another_reason_is_not_called_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder in its place is named before SQLite comes to it: it is shown one here."""
    monkeypatch.setattr(connections, "_require_files", lambda _: None)
    path = set_up(tmp_path)
    path.with_name("counter.db-wal").mkdir()
    with refused(StoreError, "store.unwritable"):
        Store.open(path, KEY)
    assert [file.name for file in tmp_path.glob(".room*")] == []
