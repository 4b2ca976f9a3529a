"""The database under a new key: copied into a new file, compared, and put in its place.

`PRAGMA rekey` rewrites the file in place: a cut in the middle, or somebody who still has it
open, leaves a file that no key opens. A copy leaves the old one whole until the rename.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files.private_files import flush_folder, told_as_store_errors
from cnss_counter.storage.tables import journal
from cnss_counter.storage.vault import sealed_rows

_LEFT_BY_SQLITE = ("-wal", "-shm", "-journal")


def copy_under(path: Path, key: bytes, next_key: bytes, note: Callable[[Database], object]) -> Path:
    """A copy under the next key, flushed, beside the file. Nobody may be writing meanwhile.

    `note` writes the change down, in the copy alone. Raises `StoreError`
    (`store.copy_differs`) when the copy is not what it was made from.
    """
    beside = path.with_name(f".{path.name}.new")
    _remove(beside)
    try:
        with told_as_store_errors(beside):
            beside.touch(mode=0o600)
        _export(path, key, beside, next_key)
        copy = open_connection(beside, next_key)
        try:
            sealed_rows.watch(copy)
            copy.execute("BEGIN IMMEDIATE")
            note(copy)
            copy.execute("COMMIT")
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            copy.close()
        _flush(beside)
    except BaseException:
        _remove(beside)
        raise
    return beside


def put_in_place(path: Path, beside: Path) -> None:
    """The copy takes the file's place; from here on only the next key opens it."""
    with told_as_store_errors(path):
        for left in _LEFT_BY_SQLITE:  # of the old file: they would be read with the new one
            path.with_name(f"{path.name}{left}").unlink(missing_ok=True)
        beside.replace(path)
        flush_folder(path.parent)


def _export(path: Path, key: bytes, beside: Path, next_key: bytes) -> None:
    database = open_connection(path, key)
    try:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        database.execute(f"ATTACH DATABASE ? AS copy KEY \"x'{next_key.hex()}'\"", (str(beside),))
        database.execute("SELECT sqlcipher_export('copy')").fetchall()
        _require_the_same(database, beside)
        database.execute("DETACH DATABASE copy")
    finally:
        database.close()


def _require_the_same(database: Database, beside: Path) -> None:
    """Same tables, same number of rows in each, same end of the journal, sound pages."""
    parts = ("main", "copy")
    schemas = [_schema(database, part) for part in parts]
    tables = [name for kind, name, sql in schemas[0] if kind == "table" and "VIRTUAL" not in sql]
    counts = [[_count(database, part, table) for table in tables] for part in parts]
    (hashed,) = database.execute(
        "SELECT hash FROM copy.journal WHERE n = (SELECT max(n) FROM copy.journal)"
    ).fetchone() or (None,)
    last = journal.head(database)
    sound = database.execute("PRAGMA copy.quick_check").fetchall()
    if (
        schemas[0] != schemas[1]
        or counts[0] != counts[1]
        or hashed != (last and last.hash)
        or sound != [("ok",)]
    ):
        raise StoreError("store.copy_differs", file=str(beside))


def _schema(database: Database, part: str) -> list[tuple[str, str, str]]:
    return database.execute(
        f"SELECT type, name, sql FROM {part}.sqlite_schema"  # noqa: S608
        " WHERE sql IS NOT NULL ORDER BY type, name"
    ).fetchall()


def _count(database: Database, part: str, table: str) -> int:
    (rows,) = database.execute(f'SELECT count(*) FROM {part}."{table}"').fetchone()  # noqa: S608
    return int(rows)


def _flush(path: Path) -> None:
    with told_as_store_errors(path):
        descriptor = os.open(path, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        flush_folder(path.parent)


def _remove(beside: Path) -> None:
    with told_as_store_errors(beside):
        for left in ("", *_LEFT_BY_SQLITE):
            beside.with_name(f"{beside.name}{left}").unlink(missing_ok=True)
