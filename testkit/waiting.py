"""Eight counters that deposit as fast as they can, and how long the unluckiest one waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database, DriverError
from cnss_counter.storage.vault import sealed_rows
from testkit.crowd import at_once
from testkit.depositing import KEY, deposit, deposit_within

COUNTERS = 8

Depositing = Callable[[str], str]
"""Deposits a draft; the reference. Raises `StoreError` or the driver's error."""


@dataclass(frozen=True, slots=True)
class Rush:
    """What eight counters were told (draft → reference), how often the database was taken by
    another, and how long they waited."""

    said: dict[str, str]
    refused: int
    longest_wait: float
    """Seconds."""


def rush(path: Path, each: int, sit_down: Callable[[Path], Depositing]) -> Rush:
    """Eight counters with so many drafts each."""

    def work(counter: int) -> tuple[dict[str, str], int, float]:
        depositing, said, refused, longest = sit_down(path), {}, 0, 0.0
        for number in range(each):
            start = time.perf_counter()
            try:
                said[f"{counter}.{number}"] = depositing(f"{counter}.{number}")
            except (StoreError, DriverError) as refusal:
                if not _is_taken(refusal):
                    raise
                refused += 1
            longest = max(longest, time.perf_counter() - start)
        return said, refused, longest

    answers = at_once(COUNTERS, work)
    return Rush(
        {draft: reference for said, _, _ in answers for draft, reference in said.items()},
        sum(refused for _, refused, _ in answers),
        max(longest for _, _, longest in answers),
    )


def _is_taken(refusal: StoreError | DriverError) -> bool:
    """Whether the database was somebody else's at that moment; any other refusal is a fault."""
    if isinstance(refusal, StoreError):
        return refusal.code == "store.busy"
    return getattr(refusal, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def with_turns(path: Path) -> Depositing:
    """The product: writers take turns at a lock beside the database."""
    store = Store.open(path, KEY)
    return lambda draft: deposit(store, draft)


def without_turns(path: Path) -> Depositing:
    """SQLite alone: a writer that finds the database taken sleeps, and tries again."""
    return _plainly(path, "BEGIN IMMEDIATE")


def deferred(path: Path) -> Depositing:
    """The usual transaction, which reads first and asks for the right to write too late."""
    return _plainly(path, "BEGIN")


def _plainly(path: Path, begin: str) -> Depositing:
    database = open_connection(path, KEY)
    sealed_rows.watch(database)

    def depositing(draft: str) -> str:
        with _transaction(database, begin):
            return deposit_within(database, draft)

    return depositing


@contextmanager
def _transaction(database: Database, begin: str) -> Iterator[None]:
    database.execute(begin)
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.conn.in_transaction:
            database.execute("ROLLBACK")
        raise
    database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
