"""The cost of being sure: a whole deposit beside what plain SQLite takes, all flushed to the disk.

Paired: the yardstick and one deposit in turn, so that both see the same disk. Two yardsticks,
both sqlite-utils on the same SQLite, WAL, `synchronous=FULL`, without encryption, journal, seals,
anchor or turns:
- the same deposit: the same rows in the same tables with the same indexes, one transaction;
- one insert of the same text into a table without indexes.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3

from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import deposits, persons, sequences
from cnss_counter.storage.tables.schema import migrations
from testkit.depositing import AGENCY, KEY, MOMENT, deposit, furnish, request

ROUNDS = 300
WARM_UP = 50
GOAL = 2.0
_RECORD = "x" * 1500
_CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)"

Plainly = Callable[[Database, Path], Callable[[int], object]]
"""Makes, in a plain file and beside a counter, what is done there for each deposit."""


def rows() -> list[tuple[str, float, float]]:
    """(name, median ratio, goal) for each figure.

    A counter copies each deposit into the .db before it says so; with a reader it cannot, and
    the commit is alone.
    """
    return [
        ("deposit / the same in plain SQLite, both in the .db", _ratio(_the_same, True), GOAL),
        ("deposit / one plain insert, both in the .db", _ratio(_one_insert, True), GOAL),
        ("its commit alone / one plain insert", _ratio(_one_insert, False), GOAL),
    ]


def _ratio(plainly: Plainly, is_checkpointed: bool) -> float:
    with tempfile.TemporaryDirectory() as folder:
        counter = Path(folder) / "counter.db"
        furnish(counter)
        plain = _plain(Path(folder) / "plain.db")
        write = plainly(plain, counter)
        store = Store.open(counter, KEY)
        reader = None if is_checkpointed else _reader(counter)

        def write_plainly(number: int) -> None:
            write(number)
            if is_checkpointed:
                plain.execute(_CHECKPOINT).fetchall()

        ratios = []
        for number in range(ROUNDS):
            seconds = _seconds(partial(write_plainly, number))
            ratios.append(_seconds(partial(deposit, store, f"draft.{number}")) / seconds)
        for database in (store, plain, reader):
            if database is not None:
                database.close()
    return statistics.median(ratios[WARM_UP:])


def _the_same(plain: Database, counter: Path) -> Callable[[int], None]:
    """Write each deposit's rows, whose content a first deposit at the counter gives."""
    store = Store.open(counter, KEY)
    deposit(store, "sample")
    with store.reading() as database:
        (row,) = database.query("SELECT * FROM deposits")
    store.close()
    migrations.apply(plain)
    return partial(_deposit_plainly, plain, {**row, "id": None})


def _deposit_plainly(plain: Database, row: dict[str, Any], number: int) -> None:
    new = request(f"draft.{number}")
    plain.execute("BEGIN IMMEDIATE")
    deposits.with_draft(plain, new.draft_id)
    taken = sequences.take(plain, AGENCY, MOMENT.year)
    reference = new.name_reference(new.prefix, AGENCY.code, AGENCY.counter, MOMENT.year, taken)
    person = persons.remember(plain, new.draft)
    own = {"reference": reference, "draft_id": new.draft_id, "person": person}
    plain.table("deposits").insert({**row, **own})
    plain.execute("DELETE FROM drafts WHERE id = ?", (new.draft_id,))
    plain.execute("COMMIT")


def _one_insert(plain: Database, _: Path) -> Callable[[int], object]:
    table = plain.table("requests")
    table.create({"id": int, "record": str}, pk="id")
    return lambda number: table.insert({"id": number, "record": _RECORD})


def _reader(path: Path) -> Database:
    """Somebody who reads all the while: nothing can be checkpointed, so the commit is alone."""
    reader = open_connection(path, KEY)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM deposits").fetchone()
    return reader


def _plain(path: Path) -> Database:
    connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None, cached_statements=256)
    database = Database(connection, execute_plugins=False)
    database.execute("PRAGMA journal_mode = WAL").fetchall()
    database.execute("PRAGMA synchronous = FULL")
    return database


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name}: {measured:.2f} (goal ≤ {goal})")
