"""The cost of being sure: a whole deposit against one plain insert, both flushed to the disk.

Paired: one insert and one deposit in turn, so that both see the same disk. The yardstick is
sqlite-utils on the same SQLite, WAL, `synchronous=FULL`: one table, the same record as text,
no encryption, no journal.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import sqlcipher3

from cnss_counter.storage.database import Store, open_connection
from cnss_counter.storage.driver import Database
from tools.depositing import KEY, deposit, furnish

ROUNDS = 300
WARM_UP = 50
GOAL = 2.0
_RECORD = "x" * 1500
_CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)"


def rows() -> list[tuple[str, float, float]]:
    """(name, median ratio, goal) for each figure."""
    return [
        ("deposit commit / WAL FULL insert", _ratio(is_checkpointed=False), GOAL),
        ("the same, both checkpointed into the .db", _ratio(is_checkpointed=True), GOAL),
    ]


def _ratio(*, is_checkpointed: bool) -> float:
    with tempfile.TemporaryDirectory() as folder:
        furnish(Path(folder) / "counter.db")
        store = Store.open(Path(folder) / "counter.db", KEY)
        plain = _plain(Path(folder) / "plain.db")
        reader = None if is_checkpointed else _reader(Path(folder) / "counter.db")

        def insert(number: int) -> None:
            plain.table("requests").insert({"id": number, "record": _RECORD})
            if is_checkpointed:
                plain.execute(_CHECKPOINT).fetchall()

        ratios = []
        for number in range(ROUNDS):
            inserted = _seconds(partial(insert, number))
            ratios.append(_seconds(partial(deposit, store, f"draft.{number}")) / inserted)
        for database in (store, plain, reader):
            if database is not None:
                database.close()
    return statistics.median(ratios[WARM_UP:])


def _reader(path: Path) -> Database:
    """Somebody who reads all the while: nothing can be checkpointed, so the commit is alone."""
    reader = open_connection(path, KEY)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM deposits").fetchone()
    return reader


def _plain(path: Path) -> Database:
    connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    database = Database(connection, execute_plugins=False)
    database.execute("PRAGMA journal_mode = WAL").fetchall()
    database.execute("PRAGMA synchronous = FULL")
    database.table("requests").create({"id": int, "record": str}, pk="id")
    return database


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name}: {measured:.2f} (goal ≤ {goal})")
