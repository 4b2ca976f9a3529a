"""A backup: one file that holds a copy of the database, its keyring and its public keys.

The copy stays encrypted by the counter's own key; nothing is ever written in clear. The secret
of the machine stays behind, so that whoever finds a backup and guesses a password still has
nothing: on another machine the recovery sheet opens it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from cnss_counter import limits
from cnss_counter.errors import BadInputError, StoreError
from cnss_counter.paths import Home
from cnss_counter.storage import driver, page_check
from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.private_files import PRIVATE_FILE, flush_folder
from cnss_counter.storage.stored import Record
from cnss_counter.storage.tables import journal

FORMAT = "cnss-counter backup 1"
MANIFEST = "manifest.json"
SUFFIX = ".backup"

Progress = Callable[[int, int], None]
_ANY_HOME = Home(Path())
FOLDER = _ANY_HOME.backups.name
"""Where in a home its backups are kept, unless another folder was chosen."""
_BLOCK = 1 << 20
_PAGE = 4096
_MOST_EMPTY = 16
"""Pages of zeros in a part: none that is encrypted is, and SQLite leaves out that of its locks."""
_STEPS_BETWEEN_LOOKS = 200_000
"""Instructions of SQLite's machine between two looks at how far a copy has come."""


class Count(NamedTuple):
    """What a counter had: counted again in every copy, and compared."""

    deposits: int
    last_numbers: Mapping[str, int]
    """`agency/counter/year` → the last number taken."""
    n: int
    hash: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; names no person. `files`: name → SHA-256."""

    made_at: str
    agency: str
    counter: str
    is_training: bool
    count: Count
    files: Mapping[str, str]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def members(home: Home) -> dict[str, Path]:
    """What goes into a backup beside the database. The machine's secret does not."""
    return {file.name: file for file in (home.keyring, home.description, home.public_keys)}


PARTS = frozenset({_ANY_HOME.database.name, *members(_ANY_HOME)})
"""All that a backup holds, and nothing else: a name with a path in it would be written there."""

_LARGEST = {
    _ANY_HOME.keyring.name: limits.KEYS,
    _ANY_HOME.description.name: limits.MARK,
    _ANY_HOME.public_keys.name: limits.KEYS,
}
"""Bytes of a part. A database has as many as the file and the disk; the disk is asked before."""


def count(database: Database) -> Count:
    """Recount what a counter has."""
    (deposits,) = database.execute("SELECT count(*) FROM deposits").fetchone()
    numbers = database.execute("SELECT agency, counter, year, last FROM sequences").fetchall()
    last = journal.head(database)
    named = {f"{agency}/{number}/{year}": last for agency, number, year, last in numbers}
    return Count(deposits, named, last.n if last else 0, last.hash if last else "")


def holds(database: Database, counted: Count) -> bool:
    """Whether a counter, which may have gone on since, had just this at the count's last entry."""
    row = database.execute("SELECT hash FROM journal WHERE n = ?", (counted.n,)).fetchone()
    (deposits,) = database.execute(
        "SELECT count(*) FROM deposits WHERE journal_entry <= ?", (counted.n,)
    ).fetchone()
    return row is not None and (row[0], deposits) == (counted.hash, counted.deposits)


def copy_database(database: Database, path: Path, to: Path, progress: Progress) -> None:
    """Copy the open database into a new file under the same key, as it is at one moment.

    Other counters may write meanwhile; nobody waits.
    """
    size = max(path.stat().st_size, 1)

    def look() -> int:
        progress(min(to.stat().st_size if to.exists() else 0, size), size)
        return 0

    database.conn.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)
    try:
        database.execute("VACUUM INTO ?", (str(to),))
    finally:
        database.conn.set_progress_handler(None, 0)
    to.chmod(PRIVATE_FILE)
    _flush(to)


def examine(path: Path, key: bytes) -> Count:
    """Open a copy as if it were all there is, look at every page, and recount.

    Raises `StoreError` (`backup.damaged`).
    """
    try:
        with closing(open_connection(path, key)) as database:
            damaged = page_check.damaged(database)
            counted = count(database)
            database.execute("PRAGMA journal_mode = DELETE").fetchall()
    except driver.DriverError as refusal:
        raise StoreError("backup.damaged", file=str(path), part=path.name) from refusal
    if damaged:
        raise StoreError("backup.damaged", file=str(path), part=path.name)
    return counted


def pack(to: Path, manifest: Manifest, files: Mapping[str, Path], progress: Progress) -> None:
    """Write the one file, and flush it. The manifest comes first."""
    text = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1).encode("ascii")
    total, done = sum(file.stat().st_size for file in files.values()), 0
    # GNU's form says sizes beyond 8 GiB in the header itself, and not in a part of their own.
    with _new(to) as raw, tarfile.open(fileobj=raw, mode="w", format=tarfile.GNU_FORMAT) as packed:
        packed.addfile(_member(MANIFEST, len(text)), io.BytesIO(text))
        for name, file in files.items():
            with limits.opened(file) as content:
                packed.addfile(_member(name, file.stat().st_size), content)
            done += file.stat().st_size
            progress(done, total)
    _flush(to)


def require_backup(file: Path) -> None:
    """Raise `BadInputError` (`backup.not_a_backup`) for any other file, by its first part."""
    with limits.opened(file) as packed:
        _manifest(file, packed)


def unpack(file: Path, into: Path, progress: Progress) -> Manifest:
    """Take a backup apart into a folder, flushed, comparing each part with its hash.

    Raises `BadInputError` (`backup.not_a_backup`), `StoreError` (`backup.damaged`).
    """
    with limits.opened(file) as packed:
        manifest = _manifest(file, packed)
        total = file.stat().st_size
        missing = dict(manifest.files)
        while missing:
            try:
                part = _part(packed, total)
            except tarfile.TarError as damage:
                named = min(missing)
                raise StoreError("backup.damaged", file=str(file), part=named) from damage
            if _put(packed, part, into, missing.pop(part.name, ""), total, progress):
                raise StoreError("backup.damaged", file=str(file), part=part.name)
    return manifest


def _put(
    packed: BinaryIO, part: tarfile.TarInfo, into: Path, hash_: str, total: int, progress: Progress
) -> bool:
    """Write a part into its place, if it is one that is missing; whether it is another one."""
    if not hash_ or part.size > _LARGEST.get(part.name, part.size):
        return True
    hashed, empty = hashlib.sha256(), 0
    with _new(into / part.name) as out:
        for block in _blocks_of(packed, part.size):
            empty += _empty_pages(block)
            if empty > _MOST_EMPTY:  # a file with holes ends here, and not when the disk is full
                return True
            hashed.update(block)
            out.write(block)
            progress(packed.tell(), total)
    _flush(into / part.name)
    return hashed.hexdigest() != hash_


def _empty_pages(block: bytes) -> int:
    return sum(not any(block[at : at + _PAGE]) for at in range(0, len(block), _PAGE))


def hash_of(file: Path) -> str:
    """SHA-256 of a file, in hex."""
    hashed = hashlib.sha256()
    for block in _blocks(file):
        hashed.update(block)
    return hashed.hexdigest()


def _part(packed: BinaryIO, total: int) -> tarfile.TarInfo:
    """The header of the next part, at whose content the file then stands; `tarfile.TarError`
    for any that this program does not write, and for a part longer than the file.

    `tarfile` itself would read what stands in front of such a part into memory before anybody can
    look at it: longer names, other sizes, lists of holes.
    """
    part = tarfile.TarInfo.frombuf(packed.read(tarfile.BLOCKSIZE), "ascii", "replace")
    if part.type != tarfile.REGTYPE or not 0 <= part.size <= total - packed.tell():
        raise tarfile.HeaderError(part.name)
    return part


def _manifest(file: Path, packed: BinaryIO) -> Manifest:
    try:
        first = _part(packed, file.stat().st_size)
        if first.name != MANIFEST or first.size > limits.MANIFEST:
            raise ValueError(first.name)
        return _told(Record(json_files.read(b"".join(_blocks_of(packed, first.size)))))
    except (tarfile.TarError, ValueError):
        raise BadInputError("backup.not_a_backup", file=str(file)) from None


def _told(said: Record) -> Manifest:
    said.word("format", (FORMAT,))
    manifest = Manifest(
        made_at=said.text("made_at"),
        agency=said.text("agency"),
        counter=said.text("counter"),
        is_training=said.yes("is_training"),
        count=_count(said.listed("count")),
        files=said.texts("files"),
    )
    said.end()
    if set(manifest.files) != PARTS or manifest.moment.tzinfo is None:
        raise ValueError(manifest.made_at)
    return manifest


def _count(said: list[Any]) -> Count:
    """As `asdict` writes it: a list, in the order of `Count`."""
    deposits, last_numbers, n, hashed = said
    if not all(type(number) is int for number in (deposits, n)) or type(hashed) is not str:
        raise ValueError(n)
    numbers = Record(last_numbers)
    return Count(deposits, {name: numbers.whole(name) for name in numbers.said}, n, hashed)


def _member(name: str, size: int) -> tarfile.TarInfo:
    """A member that tells neither who nor when."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, PRIVATE_FILE
    return info


def _blocks(file: Path) -> Iterator[bytes]:
    with limits.opened(file) as content:
        while block := content.read(_BLOCK):
            yield block


def _blocks_of(packed: BinaryIO, size: int) -> Iterator[bytes]:
    """The content of a part, after which the file stands at the next header."""
    end = packed.tell() + size
    while block := packed.read(min(_BLOCK, end - packed.tell())):
        yield block
    packed.seek(-size % tarfile.BLOCKSIZE, os.SEEK_CUR)


def _new(path: Path) -> Any:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    flush_folder(path.parent)
