"""Connections to one encrypted SQLite file, one for each thread, with every setting made.

Why each setting is what it is: docs/explanation/storage.md.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from cnss_counter.errors import StoreError
from cnss_counter.storage import driver, page_check
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files.private_files import has_no_room

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

DATABASE_DAMAGED = "store.database_damaged"

_CODES = {
    "SQLITE_FULL": "store.disk_full",
    "SQLITE_READONLY": "store.read_only",
    "SQLITE_CANTOPEN": "store.unwritable",
    "SQLITE_IOERR": "store.disk_error",
    **dict.fromkeys(page_check.DAMAGE, DATABASE_DAMAGED),
    "SQLITE_BUSY": "store.busy",
    "SQLITE_LOCKED": "store.busy",
}
_KEY_TWICE = re.compile(
    "UNIQUE constraint failed: (deposits.reference|unprinted_receipts.deposit|journal.n)$"
)
"""Keys that are counted on from the file itself: there twice, a page is as it was before."""

_MAY_BE_FULL = {"store.unwritable", "store.disk_error"}


class _Opened(NamedTuple):
    """A thread's connection, and whether the thread is at work with it."""

    database: Database
    in_use: threading.RLock


class Connections:
    """A connection for each thread. `close` overwrites the key, after which nothing opens again.

    Every use raises `StoreError` (`store.closed`) then.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = bytearray(key)
        self._opened: dict[threading.Thread, _Opened] = {}
        self._guard = threading.Lock()
        self._file: tuple[int, int] | None = None

    @property
    def are_closed(self) -> bool:
        return not any(self._key)

    def key(self) -> bytes:
        """The raw key; zeroes once these are closed."""
        return bytes(self._key)

    def require_in_place(self) -> None:
        """Raise `StoreError` (`store.exchanged`) unless the file that was opened is still there.

        A copy put back, or the file removed, leaves these connections with one that has no name:
        all that is written to it goes with the window (https://sqlite.org/howtocorrupt.html, 4.2).
        """
        if self.are_closed or self._file is None:
            return
        try:
            found = _identity(self._path)
        except OSError:  # a disk that fails says so by itself
            return
        if found != self._file:
            raise StoreError("store.exchanged", file=str(self._path))

    @contextmanager
    def ours(self) -> Iterator[Database]:
        """The connection of this thread, which nobody closes while it is in use.

        One that met a damaged page answers nothing any more (SQLCipher), so the next use has
        another.
        """
        self.require_in_place()
        opened = self._opened.get(threading.current_thread()) or self._connect()
        with opened.in_use:
            if self.are_closed:
                raise StoreError("store.closed")
            try:
                yield opened.database
            except (driver.DriverError, MemoryError) as refusal:
                is_found = _may_be_damage(refusal) and self._are_damaged()
                if is_found or _code(refusal) == DATABASE_DAMAGED:
                    self._forget(opened)
                if is_found:
                    raise StoreError(DATABASE_DAMAGED, file=str(self._path)) from refusal
                raise

    def close(self) -> None:
        """Wipe the key, and close every connection once its thread has ended its work."""
        with self._guard:
            self._key[:] = bytes(len(self._key))
            left = list(self._opened.values())
        # Not under the guard: a thread at work that meets a damaged page needs it (`_forget`).
        for opened in left:
            with opened.in_use:
                opened.database.close()

    def _forget(self, opened: _Opened) -> None:
        with self._guard:
            self._opened = {thread: one for thread, one in self._opened.items() if one != opened}
            opened.database.close()

    def _are_damaged(self) -> bool:
        """Looked at page by page, by another connection: takes as long as reading the file."""
        if not any(key := self.key()):
            return False
        with closing(open_connection(self._path, key)) as database:
            return bool(page_check.damaged(database))

    def _connect(self) -> _Opened:
        with self._guard:
            if self.are_closed:
                raise StoreError("store.closed")
            for gone in [thread for thread in self._opened if not thread.is_alive()]:
                self._opened.pop(gone).database.close()
            opened = _Opened(open_connection(self._path, self.key()), threading.RLock())
            self._opened[threading.current_thread()] = opened
            self._file = self._file or _identity(self._path)
            return opened


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file has this name; None where none has."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


@contextmanager
def refusals_told(path: Path) -> Iterator[None]:
    """Turn what the disk or the file refuses into a `StoreError`; a bug stays a bug."""
    try:
        yield
    except driver.DriverError as refusal:
        code = _code(refusal)
        if code is None:
            raise
        # A `-wal` or `-shm` that finds no room cannot be opened or grow, and SQLite does not
        # say why.
        if code in _MAY_BE_FULL and has_no_room(path.parent):
            code = "store.disk_full"
        raise StoreError(code, file=str(path)) from refusal


def _code(refusal: BaseException) -> str | None:
    """What a refusal of SQLite's is called here; None for a bug."""
    if isinstance(refusal, driver.IntegrityError) and _KEY_TWICE.match(str(refusal)):
        return DATABASE_DAMAGED
    if str(refusal) == "malformed JSON":  # no statement writes any by itself
        return DATABASE_DAMAGED
    return _CODES.get(driver.error_name(refusal))


def _may_be_damage(refusal: BaseException) -> bool:
    """What a page of the index of names that makes no sense ends in, and a bug too."""
    return isinstance(refusal, MemoryError) or str(refusal) == "constraint failed"


def open_connection(path: Path, key: bytes) -> Database:
    """A connection with every setting made and read back."""
    _require_files(path)
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


def _require_files(path: Path) -> None:
    """Raise `StoreError` (`store.no_file`) where something else than a file has the name of one
    that SQLite makes beside a database: of that it says that the disk is read-only, or broken.
    """
    for beside in ("-wal", "-shm"):
        file = path.with_name(f"{path.name}{beside}")
        with suppress(OSError):
            if not S_ISREG(file.lstat().st_mode):
                raise StoreError("store.no_file", file=str(file))


def require_content(path: Path) -> None:
    """Raise `StoreError` for a database that is not there, or empty: a new one would be made."""
    if not path.exists():
        raise StoreError("store.file_missing", file=str(path))
    if not path.stat().st_size:
        raise StoreError(DATABASE_DAMAGED, file=str(path))


def refuse_old_sqlite(version: tuple[int, ...]) -> None:
    """Raise `StoreError` when this SQLite may lose a commit."""
    if version < OLDEST_SAFE_SQLITE:
        raise StoreError(
            "store.sqlite_too_old",
            version=".".join(map(str, version)),
            needed=".".join(map(str, OLDEST_SAFE_SQLITE)),
        )
