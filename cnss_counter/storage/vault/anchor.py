"""The anchor: how far the journal had come, in a file of its own beside the database.

A copy put back from yesterday, a file cut short or a `-wal` left behind is a valid beginning of
the chain, and so would pass. The anchor remembers the number and the hash that were reached; a
database that does not hold them is told before anybody deposits. It remembers the last number given
to a request, too: a witness for whoever goes on without the entries that are missing.

Two places of one sector each are written in turn, so that a power cut in the middle of one
leaves the other. The anchor is written after the commit: it may be behind, never ahead.

A second one lies outside the home (docs/decisions/0120): whoever puts the whole home back leaves
it where it was. It is keyed, since its folder is nobody's in particular.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from hashlib import sha256
from hmac import compare_digest, digest
from pathlib import Path
from typing import NamedTuple

from cnss_counter import limits
from cnss_counter.errors import StoreError
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files.private_files import (
    PRIVATE_FILE,
    read_whole,
    told_as_store_errors,
    write_in_place,
    write_whole,
)
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

    @property
    def short(self) -> str:
        """As people are told it: the number and 8 hex of the hash."""
        return f"{self.n}-{self.hash[:8].upper()}"


_NOTHING = Anchored(0, journal.BEFORE_THE_FIRST)


class Said(NamedTuple):
    """What one sector says. `given` is None in one written before the anchor knew of numbers."""

    entry: Anchored
    given: Given | None


class Anchor:
    """The anchor file of one database. Used by whoever has the turn to write.

    With a `key`, what another wrote is spoilt.
    """

    def __init__(self, path: Path, key: bytes = b"") -> None:
        self.path = path
        self._key = key

    @classmethod
    def beside(cls, database: Path) -> Anchor:
        """The anchor in the home of a database."""
        return cls(database.with_suffix(".anchor"))

    def exists(self) -> bool:
        """Raises `StoreError` in a folder that this account may not enter."""
        with told_as_store_errors(self.path):
            return self.path.exists()

    def create(self, reached: Anchored = _NOTHING, given: Given | None = None) -> None:
        """A new anchor: one that any journal satisfies, or one that begins at an entry."""
        sectors = [b"", b""]
        sectors[reached.n % 2] = self._written(reached, given)
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
                os.write(descriptor, self._written(reached, given))
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
            raise StoreError(
                "store.behind_its_anchor", file=file, wanted=anchored.short, found=last.short
            )

    def _newest(self) -> Said | None:
        content = read_whole(self.path, limits.MARK)
        found = [self._read(content[start : start + _SECTOR]) for start in (0, _SECTOR)]
        return max(filter(None, found), key=lambda sector: sector.entry, default=None)

    def _written(self, reached: Anchored, given: Given | None) -> bytes:
        """Padded, so that a longer sentence before it leaves nothing behind."""
        said = f"{reached.n:012} {reached.hash}"
        if given is not None:
            said += f" {given.year:04} {given.number:07}"
        return f"{said} {self._check(said)}".ljust(_LONGEST).encode("ascii") + b"\n"

    def _read(self, sector: bytes) -> Said | None:
        said, _, check = sector.decode("ascii", "replace").strip().rpartition(" ")
        found = _SAID.fullmatch(said)
        if found is None or not compare_digest(check.encode(), self._check(said).encode()):
            return None
        n, hashed, year, number = found.groups()
        return Said(Anchored(int(n), hashed), Given(int(year), int(number)) if year else None)

    def _check(self, said: str) -> str:
        """Tells what a power cut tore; with a key, what somebody else wrote."""
        text = f"cnss-counter anchor 1\n{said}".encode()
        return (digest(self._key, text, sha256) if self._key else sha256(text).digest()).hex()[
            :_CHECK
        ]


class Mark(Anchor):
    """An anchor outside the home, for all copies of it on this machine: it says who wrote last.

    Its number does not go down. Not flushed, so it may be behind after a power cut.
    """

    def note(self, reached: Anchored, given: Given | None) -> None:
        """Expect an entry that is on the disk, and a number, given or about to be.

        Raises `StoreError`.
        """
        said = self.said()
        known = [one for one in (given, said.given if said else None) if one]
        self.put(Said(reached, max(known, default=None)))

    def put(self, said: Said) -> None:
        """Say this, whatever was said before. Raises `StoreError`."""
        sector = self._written(*said).ljust(_SECTOR)
        write_in_place(self.path, sector + sector)

    def said(self) -> Said | None:
        """What was noted last; None where nothing was, or where it cannot be read or believed."""
        with suppress(StoreError):
            return self._newest() if self.exists() else None
        return None


def here(database: Database) -> tuple[Anchored, Given | None]:
    """What is anchored of a journal that has come so far."""
    last = journal.head(database)
    entry = Anchored(last.n, last.hash) if last else _NOTHING
    return entry, sequences.newest(database)
