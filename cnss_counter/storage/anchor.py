"""The anchor: how far the journal had come, in a file of its own beside the database.

A copy put back from yesterday, a file cut short or a `-wal` left behind is a valid beginning of
the chain, and so would pass. The anchor remembers the number and the hash that were reached; a
database that does not hold them is told before anybody deposits.

Two places of one sector each are written in turn, so that a power cut in the middle of one
leaves the other. The anchor is written after the commit: it may be behind, never ahead.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cnss_counter.errors import StoreError
from cnss_counter.storage import journal
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import PRIVATE_FILE, read_whole, write_whole

_SECTOR = 512
_flush = getattr(os, "fdatasync", os.fsync)  # nothing but the content changes
_NUMBER, _HASH, _CHECK = 12, 64, 16


class Anchored(NamedTuple):
    """The number and hash of a journal entry that was on the disk."""

    n: int
    hash: str


class Anchor:
    """The anchor file of one database. Used by whoever has the turn to write."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_suffix(".anchor")

    def exists(self) -> bool:
        return self.path.exists()

    def create(self) -> None:
        """An anchor that any journal satisfies."""
        write_whole(self.path, _written(Anchored(0, journal.BEFORE_THE_FIRST)).ljust(2 * _SECTOR))

    def read(self) -> Anchored | None:
        """The newest entry anchored; None when none was yet, or the file was spoilt."""
        content = read_whole(self.path)
        found = [_read(content[start : start + _SECTOR]) for start in (0, _SECTOR)]
        return max(filter(None, found), default=None)

    def write(self, reached: Anchored) -> None:
        """Remember an entry that has been committed, and flush it. Never raises.

        The commit is on the disk already: an anchor that cannot be written stays behind,
        which is the harmless side.
        """
        with suppress(OSError):
            descriptor = os.open(self.path, os.O_WRONLY, PRIVATE_FILE)
            try:
                os.lseek(descriptor, reached.n % 2 * _SECTOR, os.SEEK_SET)
                os.write(descriptor, _written(reached))
                _flush(descriptor)
            finally:
                os.close(descriptor)

    def is_in(self, database: Database, anchored: Anchored) -> bool:
        """Whether the journal holds the entry that was anchored."""
        row = database.execute("SELECT hash FROM journal WHERE n = ?", (anchored.n,)).fetchone()
        return anchored.n == 0 or (row is not None and row[0] == anchored.hash)

    def require_in(self, database: Database) -> None:
        """Raise `StoreError` unless the journal holds what was anchored.

        `store.behind_its_anchor`: entries are missing at the end, or others stand in their
        place. `store.anchor_missing`: the file is gone or spoilt, though entries exist.
        """
        last = journal.head(database)
        if last is None:
            return
        anchored = self.read() if self.exists() else None
        file = str(self.path)
        if anchored is None:
            raise StoreError("store.anchor_missing", file=file, found=last.short)
        if not self.is_in(database, anchored):
            expected = f"{anchored.n}-{anchored.hash[:8].upper()}"
            raise StoreError(
                "store.behind_its_anchor", file=file, expected=expected, found=last.short
            )


def _written(reached: Anchored) -> bytes:
    said = f"{reached.n:0{_NUMBER}} {reached.hash}"
    return f"{said} {_check(said)}\n".encode("ascii")


def _read(sector: bytes) -> Anchored | None:
    said, _, check = sector.decode("ascii", "replace").strip().rpartition(" ")
    number, _, hashed = said.partition(" ")
    if not number.isdecimal() or len(hashed) != _HASH or check != _check(said):
        return None
    return Anchored(int(number), hashed)


def _check(said: str) -> str:
    return sha256(f"cnss-counter anchor 1\n{said}".encode()).hexdigest()[:_CHECK]
