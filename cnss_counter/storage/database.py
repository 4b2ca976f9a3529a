"""One encrypted SQLite file: one writer at a time, each transaction whole and on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage import driver, page_check, updating
from cnss_counter.storage.connections import (
    Connections,
    open_connection,
    refusals_told,
    refuse_old_sqlite,
)
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import shared_memory
from cnss_counter.storage.files.lock_files import turn
from cnss_counter.storage.files.occupancy import Occupied, lock_file
from cnss_counter.storage.files.private_files import (
    make_private_folder,
    told_as_store_errors,
)
from cnss_counter.storage.tables import journal
from cnss_counter.storage.vault import anchor, sealed_rows
from cnss_counter.storage.vault.anchor import Anchor


class Store:
    """The counter's database, open. Thread-safe: each thread has its own connection.

    `key` is the raw 256-bit key. `close` overwrites the copy kept here, after which nothing
    opens again; what it was copied from is for Python to forget.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.anchor = Anchor.beside(path)
        self._connections = Connections(path, key)
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
            with turn(store._lock_file), store._used() as database:
                shared_memory.fill(path)
                updating.bring_up_to_date(database, path, store.anchor)
                if not is_known_to_be_behind:
                    store.anchor.require_in(database)
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """This thread's connection, to look things up."""
        with self._used() as database:
            yield database

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One write transaction: all of it is on the disk when the block ends, or none.

        Writers wait for their turn on a file lock, then `BEGIN IMMEDIATE`. An exception
        rolls back. Raises `StoreError` (`store.exchanged`) where the file is no longer in its
        place, at the end too: what was written then is in no file that anybody will open.
        """
        with self._used() as database, turn(self._lock_file):
            sealed_rows.watch(database)
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
            self._connections.require_in_place()
            if reached.n >= before:
                self.anchor.write(reached, given)

    def damaged_pages(self, *, whole: bool = False) -> str:
        """As `page_check.damaged`, by a connection of its own: one that met one reads no more."""
        with self._used(), closing(open_connection(self.path, self.key())) as database:
            return page_check.damaged(database, whole=whole)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """No other window writes as long as the block lasts, nor draws a receipt into its file."""
        with self._used(), turn(self._lock_file):
            yield

    def anchor_anew(self) -> None:
        """From here on the anchor expects this journal, whatever it remembered before."""
        with self._used() as database, turn(self._lock_file):
            self.anchor.create(*anchor.here(database))

    def key(self) -> bytes:
        """The raw key, to be sealed for another clerk."""
        return self._connections.key()

    def close(self) -> None:
        """Wipe the key, and close every connection once its thread has ended its work."""
        self._connections.close()
        self._share.give_back()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else has this database open, nor writes to it, as long as the block lasts.

        Raises `StoreError` (`store.in_use`). The store may be closed inside.
        """
        with self._share.alone(), turn(self._lock_file):
            yield
        if self._connections.are_closed:
            self._share.give_back()

    @property
    def _lock_file(self) -> Path:
        return lock_file(self.path)

    @contextmanager
    def _used(self) -> Iterator[Database]:
        with refusals_told(self.path), self._connections.ours() as database:
            yield database
