"""Backups: made, proven by reopening and recounting, and the newest few kept."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cnss_counter.errors import BadInputError, StoreError, done_already
from cnss_counter.paths import Home
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.custody.last_backup import MADE
from cnss_counter.services.day import disk
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import backup, given_places, preferences
from cnss_counter.storage.files.backup import Count, Manifest, Progress
from cnss_counter.storage.files.private_files import (
    flush_folder,
    make_private_folder,
    sweep,
    told_as_store_errors,
)
from cnss_counter.storage.tables import counter, journal

BEFORE_UPDATE = "-before-update"
"""In the name of a backup that was made before an update changed the tables."""


class Made(NamedTuple):
    """A backup that was proven: where it is, and what it holds."""

    file: Path
    counted: Count


class Copied(NamedTuple):
    """A counter to be copied: where it is, its key, the moment, and how to read it."""

    home: Home
    key: bytes
    at: datetime
    reading: Callable[[], AbstractContextManager[Database]]


def back_up(
    context: ClerkContext, folder: Path | None = None, progress: Progress | None = None
) -> Made:
    """Make a backup in a folder, else where this counter keeps them. For a thread.

    The file appears under its name whole and proven, or not at all; older ones of this
    counter go when there are more than the preference keeps. Raises `StoreError`: no room,
    unwritable, or a copy that is not the same (`backup.not_the_same`), or a backup that is made
    and that the journal could not note (`backup.not_noted`); `BadInputError`
    (`place.in_a_counter`).
    """
    context.require("back_up")
    return back_up_as_asked(context, folder, progress)


def back_up_as_asked(
    context: ClerkContext, folder: Path | None = None, progress: Progress | None = None
) -> Made:
    """The same for an errand that was allowed already, as closing the day."""
    told = preferences.read(context.home)
    place = folder or usual_folder(context)
    given_places.require_folder(place, context.home, is_own=is_own)
    copied = Copied(context.home, context.store.key(), context.now(), context.reading)
    made = make(copied, place, progress)
    _keep_the_newest(made.file, told.backups_kept)
    body = {"file": made.file.name, "n": made.counted.n, "deposits": made.counted.deposits}
    if context.is_training:
        body["played"] = context.now().isoformat(timespec="seconds")
    with done_already("backup.not_noted", file=str(made.file)), context.writing() as database:
        journal.append(database, context.now(), context.clerk.code, MADE, "", body)
    return made


def is_own(inside: Path) -> bool:
    """Whether a counter keeps its backups there, by the path inside its folder."""
    return inside.parts[:1] == (backup.FOLDER,)


def usual_folder(context: ClerkContext) -> Path:
    """Where this counter keeps its backups: the folder of its first run, else its home."""
    chosen = preferences.read(context.home).backup_folder
    try:
        return given_places.expanded(chosen) if chosen else context.home.backups
    except BadInputError as refusal:
        said_by = context.home.preferences.name
        raise BadInputError(refusal.code, **{**refusal.detail, "field": said_by}) from None


def make(source: Copied, place: Path, progress: Progress | None = None, ending: str = "") -> Made:
    """Make the file, whole and proven, or none; its name ends so. Raises as `back_up` does."""
    with told_as_store_errors(place):
        if place == source.home.backups:
            make_private_folder(place)
        place.mkdir(parents=True, exist_ok=True)
    disk.require_bytes(place, 2 * source.home.database.stat().st_size + disk.TOO_LITTLE // 10)
    sweep(place, ".backup.*")
    aside = place / f".backup.{secrets.token_hex(4)}"
    try:
        with told_as_store_errors(aside):
            aside.mkdir(mode=0o700)
            return _make(source, place, aside, progress or _nobody, ending)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _make(source: Copied, place: Path, aside: Path, progress: Progress, ending: str) -> Made:
    home, key, at, reading = source
    copied = aside / home.database.name
    with reading() as database:
        backup.copy_database(database, home.database, copied, _part(progress, 0, 60))
    counted = backup.examine(copied, key)
    with reading() as database:
        agency = counter.identity(database)
        if not backup.holds(database, counted):
            raise StoreError("backup.not_the_same", file=str(copied))
    files = {home.database.name: copied, **backup.members(home)}
    hashes = {name: backup.hash_of(file) for name, file in files.items()}
    manifest = Manifest(
        at.isoformat(timespec="seconds"), agency.code, agency.counter, agency.is_training,
        counted, hashes,
    )  # fmt: skip
    packed = aside / "packed"
    backup.pack(packed, manifest, files, _part(progress, 60, 80))
    (proof := aside / "proof").mkdir()
    if backup.unpack(packed, proof, _part(progress, 80, 100)) != manifest:
        raise StoreError("backup.not_the_same", file=str(packed))
    if backup.examine(proof / home.database.name, key) != counted:
        raise StoreError("backup.not_the_same", file=str(packed))
    name = f"cnss-{agency.code}-{agency.counter}-{at:%Y%m%d-%H%M%S}{ending}"
    file = _free_name(place, name)
    packed.replace(file)
    flush_folder(place)
    progress(100, 100)
    return Made(file, counted)


def _free_name(place: Path, name: str) -> Path:
    file, number = place / f"{name}{backup.SUFFIX}", 2
    while file.exists():
        file, number = place / f"{name}-{number}{backup.SUFFIX}", number + 1
    return file


def _keep_the_newest(made: Path, kept: int) -> None:
    """Delete the oldest backups of this counter; what cannot be deleted stays.

    One made before an update is the way back, and none of them.
    """
    prefix = "-".join(made.name.split("-")[:3])
    with suppress(OSError):
        older = sorted(
            (
                file
                for file in made.parent.glob(f"{prefix}-*{backup.SUFFIX}")
                if file != made and BEFORE_UPDATE not in file.name
            ),
            key=lambda file: file.stat().st_mtime,
            reverse=True,
        )
        for file in older[max(kept - 1, 0) :]:
            file.unlink()


def _part(progress: Progress, start: int, end: int) -> Progress:
    """A part of the whole work, told as its share of a hundred."""

    def told(done: int, total: int) -> None:
        progress(start + (end - start) * done // max(total, 1), 100)

    return told


def _nobody(done: int, total: int) -> None:
    pass
