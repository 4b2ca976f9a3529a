"""Real file systems in memory that are full, or may only be read."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage.database import Store
from testkit.depositing import KEY, deposit, furnish, inspect
from testkit.mounting import in_memory, remount

_SIZES = range(400, 1_000, 40)
"""KiB: the disk is full after some deposits, each time at another place."""


def fill_up() -> tuple[int, Counter[str]]:
    """Deposit until the disk is full; it says so, and goes on once there is room.

    Raises `NotPossibleHereError` where nothing can be mounted, as `refuse_all` does.
    """
    found: Counter[str] = Counter()
    for size in _SIZES:
        with _disk(f"size={size}k") as disk:
            path, said = disk / "counter.db", {}
            try:
                furnish(path)
                store = Store.open(path, KEY)
                for number in count():
                    said[f"draft.{number}"] = deposit(store, f"draft.{number}")
            except StoreError as refusal:
                found["unclear"] += refusal.code != "store.disk_full"
            remount(disk, "size=64m")
            said |= _afterwards(path, store, found)
            found["lost"] += not inspect(path, said).is_sound
    return len(_SIZES), found


def refuse_all() -> tuple[int, Counter[str]]:
    """A disk that may only be read: the counter says so, and opens once it is well."""
    found: Counter[str] = Counter()
    with _disk("size=64m") as disk:
        path = disk / "counter.db"
        furnish(path)
        store = Store.open(path, KEY)
        said = {"before": deposit(store, "before")}
        store.close()
        remount(disk, "ro")
        try:
            Store.open(path, KEY)
            found["unclear"] += 1
        except StoreError as refusal:
            found["unclear"] += refusal.code != "store.read_only"
        remount(disk, "rw")
        said |= _afterwards(path, Store.open(path, KEY), found)
        found["lost"] += not inspect(path, said).is_sound
    return 1, found


def _afterwards(path: Path, store: Store, found: Counter[str]) -> dict[str, str]:
    """One more deposit by the store that was refused, and one by a new one."""
    try:
        said = {"after": deposit(store, "after")}
        store.close()
        store = Store.open(path, KEY)
        said["later"] = deposit(store, "later")
        store.close()
    except StoreError:
        found["not_well_after"] += 1
        return {}
    return said


@contextmanager
def _disk(options: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder, in_memory(Path(folder), options) as disk:
        yield disk
