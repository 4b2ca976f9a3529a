"""One encrypted SQLite file: a connection for each thread, one writer at a time, flushed.

Why each setting is what it is: docs/explanation/storage.md.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from cnss_counter.errors import StoreError
from cnss_counter.storage import driver
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import shared_memory
from cnss_counter.storage.files.occupancy import Occupied
from cnss_counter.storage.files.private_files import (
    has_no_room,
    make_private_folder,
    told_as_store_errors,
    turn,
)
from cnss_counter.storage.tables import journal, persons
from cnss_counter.storage.tables.schema import ANCHORED, migrations
from cnss_counter.storage.vault import anchor, sealing
from cnss_counter.storage.vault.anchor import Anchor

OLDEST_SAFE_SQLITE = (3, 51, 3)
"""Before it, two writers checkpointing at once can lose a commit (sqlite.org/wal.html)."""

_PRAGMAS: dict[str, tuple[str, str | int]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "recursive_triggers": ("ON", 1),  # INSERT OR REPLACE deletes, and the journal refuses
    "busy_timeout": ("10000", 10000),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "secure_delete": ("ON", 1),
}

_CODES = {
    "SQLITE_FULL": "store.disk_full",
    "SQLITE_READONLY": "store.read_only",
    "SQLITE_CANTOPEN": "store.unwritable",
    "SQLITE_IOERR": "store.disk_error",
    "SQLITE_CORRUPT": "store.damaged",
    "SQLITE_NOTADB": "store.damaged",
    "SQLITE_BUSY": "store.busy",
    "SQLITE_LOCKED": "store.busy",
}

_MAY_BE_FULL = {"store.unwritable", "store.disk_error"}


class _Opened(NamedTuple):
    """A thread's connection, and whether the thread is at work with it."""

    database: Database
    in_use: threading.RLock


class Store:
    """The counter's database, open. Thread-safe: each thread has its own connection.

    `key` is the raw 256-bit key. `close` overwrites the copy kept here, after which nothing
    opens again; what it was copied from is for Python to forget.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.anchor = Anchor(path)
        self._key = bytearray(key)
        self._opened: dict[threading.Thread, _Opened] = {}
        self._guard = threading.Lock()
        self._share = Occupied(path)

    @classmethod
    def open(cls, path: Path, key: bytes, *, is_known_to_be_behind: bool = False) -> Store:
        """Open an existing database and bring its tables up to date.

        Raises `StoreError`: file missing, damaged or foreign, made by a newer program,
        folder unwritable, SQLite too old; older than its anchor, unless that is known.
        """
        if not path.exists():
            raise StoreError("store.file_missing", file=str(path))
        return cls._ready(path, key, is_known_to_be_behind)

    @classmethod
    def create(cls, path: Path, key: bytes) -> Store:
        """Make a new database; the folder is for its owner alone."""
        make_private_folder(path.parent)
        if path.exists():
            raise StoreError("store.exists_already", file=str(path))
        return cls._ready(path, key)

    @classmethod
    def _ready(cls, path: Path, key: bytes, is_known_to_be_behind: bool = False) -> Store:
        refuse_old_sqlite(driver.SQLITE_VERSION)
        with told_as_store_errors(path):
            path.touch(mode=0o600)
            path.chmod(0o600)
        shared_memory.require_room(path)
        store = cls(path, key)
        try:
            with turn(store._lock_file), store._told():
                database = store._connect().database
                shared_memory.fill(path)
                _bring_up_to_date(database, path, store.anchor)
                if not is_known_to_be_behind:
                    store.anchor.require_in(database)
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """This thread's connection, to look things up."""
        with self._told(), self._ours() as database:
            yield database

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One write transaction: all of it is on the disk when the block ends, or none.

        Writers wait for their turn on a file lock, then `BEGIN IMMEDIATE`. An exception
        rolls back.
        """
        with self._told(), self._ours() as database, turn(self._lock_file):
            sealing.watch(database)
            before = journal.next_number(database)
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                journal.seal_the_rest(database)
                reached, given = anchor.here(database)
                database.execute("COMMIT")
            except BaseException:
                if database.conn.in_transaction:
                    database.execute("ROLLBACK")
                raise
            # Copies the pages into the .db, so that nothing lives in the -wal alone. The
            # commit is on the disk already: a checkpoint that fails is only put off.
            with suppress(driver.DriverError):
                database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            if reached.n >= before:
                self.anchor.write(reached, given)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """No other window writes as long as the block lasts, nor draws a receipt into its file."""
        with self._told(), self._ours(), turn(self._lock_file):
            yield

    def anchor_anew(self) -> None:
        """From here on the anchor expects this journal, whatever it remembered before."""
        with self._told(), self._ours() as database, turn(self._lock_file):
            self.anchor.create(*anchor.here(database))

    def key(self) -> bytes:
        """The raw key, to be sealed for another clerk."""
        return bytes(self._key)

    def close(self) -> None:
        """Wipe the key, and close every connection once its thread has ended its work."""
        with self._guard:
            self._key[:] = bytes(len(self._key))
            for opened in self._opened.values():
                with opened.in_use:
                    opened.database.close()
            self._opened.clear()
        self._share.give_back()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else has this database open, nor writes to it, as long as the block lasts.

        Raises `StoreError` (`store.in_use`). The store may be closed inside.
        """
        with self._share.alone(), turn(self._lock_file):
            yield
        if not any(self._key):
            self._share.give_back()

    @property
    def _lock_file(self) -> Path:
        return self.path.with_name(f"{self.path.name}.lock")

    @contextmanager
    def _ours(self) -> Iterator[Database]:
        """The connection of this thread, which nobody closes while it is in use."""
        opened = self._opened.get(threading.current_thread()) or self._connect()
        with opened.in_use:
            if not any(self._key):
                raise StoreError("store.closed")
            yield opened.database

    def _connect(self) -> _Opened:
        with self._guard:
            if not any(self._key):
                raise StoreError("store.closed")
            for gone in [thread for thread in self._opened if not thread.is_alive()]:
                self._opened.pop(gone).database.close()
            opened = _Opened(open_connection(self.path, bytes(self._key)), threading.RLock())
            self._opened[threading.current_thread()] = opened
            return opened

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the disk or the file refuses into a `StoreError`; a bug stays a bug."""
        try:
            yield
        except driver.DriverError as refusal:
            name = str(getattr(refusal, "sqlite_errorname", ""))
            code = _CODES.get("_".join(name.split("_")[:2]))
            if code is None:
                raise
            # A `-wal` or `-shm` that finds no room cannot be opened or grow, and SQLite does not
            # say why.
            if code in _MAY_BE_FULL and has_no_room(self.path.parent):
                code = "store.disk_full"
            raise StoreError(code, file=str(self.path)) from refusal


def open_connection(path: Path, key: bytes) -> Database:
    """A connection with every setting made and read back."""
    connection = driver.connect(str(path), key)
    try:
        for name, (value, expected) in _PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}").fetchall()
            (read_back,) = connection.execute(f"PRAGMA {name}").fetchone()
            if read_back != expected:
                raise StoreError("store.setting_refused", setting=name, value=str(read_back))
        return Database(connection, execute_plugins=False)
    except BaseException:
        connection.close()
        raise


def trial_settings(path: Path) -> dict[str, str]:
    """The versions and settings of a new encrypted file, as they are read back from it."""
    refuse_old_sqlite(driver.SQLITE_VERSION)
    database = open_connection(path, bytes(range(32)))
    try:
        (cipher,) = database.execute("PRAGMA cipher_version").fetchone()
        settings = {"SQLite": ".".join(map(str, driver.SQLITE_VERSION)), "SQLCipher": str(cipher)}
        for name in _PRAGMAS:
            (settings[name],) = map(str, database.execute(f"PRAGMA {name}").fetchone())
        return settings
    finally:
        database.close()


def refuse_old_sqlite(version: tuple[int, ...]) -> None:
    """Raise `StoreError` when this SQLite may lose a commit."""
    if version < OLDEST_SAFE_SQLITE:
        raise StoreError(
            "store.sqlite_too_old",
            version=".".join(map(str, version)),
            needed=".".join(map(str, OLDEST_SAFE_SQLITE)),
        )


def _bring_up_to_date(database: Database, path: Path, anchor: Anchor) -> None:
    known = {migration.name for migration in migrations._migrations}
    applied = {migration.name for migration in migrations.applied(database)}
    if applied - known:
        raise StoreError("store.made_by_a_newer_program", file=str(path))
    if ANCHORED not in applied and not anchor.exists():
        anchor.create()
    if applied != known or not persons.are_names_indexed(database):
        database.execute("BEGIN IMMEDIATE")
        migrations.apply(database)
        if not persons.are_names_indexed(database):
            persons.index_names(database)
        sealing.watch(database)
        journal.seal_an_older_file(database)
        database.execute("COMMIT")
