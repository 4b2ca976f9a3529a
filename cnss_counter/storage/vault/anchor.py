"""The anchor: how far the journal had come, in a file of its own beside the database.

A copy put back from yesterday, a file cut short or a `-wal` left behind is a valid beginning of
the chain, and so would pass. The anchor remembers the number and the hash that were reached; a
database that does not hold them is told before anybody deposits. It remembers the last number given
to a request, too: a witness for whoever goes on without the entries that are missing.

Two places of one sector each are written in turn, so that a power cut in the middle of one
leaves the other. The anchor is written after the commit: it may be behind, never ahead.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cnss_counter.errors import StoreError
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files.private_files import PRIVATE_FILE, read_whole, write_whole
from cnss_counter.storage.tables import journal, sequences
from cnss_counter.storage.tables.sequences import Given

_SECTOR = 512
_flush = getattr(os, "fdatasync", os.fsync)  # nothing but the content changes
_SAID = re.compile(r"([0-9]{12}) ([0-9a-f]{64})(?: ([0-9]{4}) ([0-9]{7}))?")
_CHECK = 16
_LONGEST = 12 + 64 + 4 + 7 + _CHECK + 4


class Anchored(NamedTuple):
    """The number and hash of a journal entry that was on the disk."""

    n: int
    hash: str


_NOTHING = Anchored(0, journal.BEFORE_THE_FIRST)


class _Sector(NamedTuple):
    """What one sector says. `given` is None in one written before the anchor knew of numbers."""

    entry: Anchored
    given: Given | None


class Anchor:
    """The anchor file of one database. Used by whoever has the turn to write."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_suffix(".anchor")

    def exists(self) -> bool:
        return self.path.exists()

    def create(self, reached: Anchored = _NOTHING, given: Given | None = None) -> None:
        """A new anchor: one that any journal satisfies, or one that begins at an entry."""
        sectors = [b"", b""]
        sectors[reached.n % 2] = _written(reached, given)
        write_whole(self.path, b"".join(sector.ljust(_SECTOR) for sector in sectors))

    def read(self) -> Anchored | None:
        """The newest entry anchored; None when none was yet, or the file was spoilt."""
        newest = self._newest()
        return None if newest is None else newest.entry

    def given(self) -> Given | None:
        """The last number given when the newest entry was anchored; None when it is not said."""
        newest = self._newest()
        return None if newest is None else newest.given

    def write(self, reached: Anchored, given: Given | None = None) -> None:
        """Remember an entry that has been committed, and flush it. Never raises.

        The commit is on the disk already: an anchor that cannot be written stays behind,
        which is the harmless side.
        """
        with suppress(OSError):
            descriptor = os.open(self.path, os.O_WRONLY, PRIVATE_FILE)
            try:
                os.lseek(descriptor, reached.n % 2 * _SECTOR, os.SEEK_SET)
                os.write(descriptor, _written(reached, given))
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

    def _newest(self) -> _Sector | None:
        content = read_whole(self.path)
        found = [_read(content[start : start + _SECTOR]) for start in (0, _SECTOR)]
        return max(filter(None, found), key=lambda sector: sector.entry, default=None)


def here(database: Database) -> tuple[Anchored, Given | None]:
    """What is anchored of a journal that has come so far."""
    last = journal.head(database)
    entry = Anchored(last.n, last.hash) if last else _NOTHING
    return entry, sequences.newest(database)


def _written(reached: Anchored, given: Given | None) -> bytes:
    """Padded, so that a longer sentence before it leaves nothing behind."""
    said = f"{reached.n:012} {reached.hash}"
    if given is not None:
        said += f" {given.year:04} {given.number:07}"
    return f"{said} {_check(said)}".ljust(_LONGEST).encode("ascii") + b"\n"


def _read(sector: bytes) -> _Sector | None:
    said, _, check = sector.decode("ascii", "replace").strip().rpartition(" ")
    found = _SAID.fullmatch(said)
    if found is None or check != _check(said):
        return None
    n, hashed, year, number = found.groups()
    return _Sector(Anchored(int(n), hashed), Given(int(year), int(number)) if year else None)


def _check(said: str) -> str:
    return sha256(f"cnss-counter anchor 1\n{said}".encode()).hexdigest()[:_CHECK]
