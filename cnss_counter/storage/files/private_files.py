"""Private files: written whole or not at all, readable by their owner only, locked by turns."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from stat import S_IRGRP, S_ISGID, S_IXGRP
from typing import TYPE_CHECKING

from cnss_counter import limits
from cnss_counter.errors import StoreError, system_error
from cnss_counter.storage.files.owners import account_name

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
_FOR_ITS_GROUP = S_ISGID | S_IRGRP | S_IXGRP
_A_DAY = 24 * 60 * 60

_IN_PLACE = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Whoever may write the folder may have put a link or a pipe there."""

_ROOM_TRIED = 64 * 1024
"""Bytes: twice what SQLite needs to begin a `-wal` and its `-shm`."""

_CODES = {
    errno.ENOSPC: "store.disk_full",
    errno.EDQUOT: "store.disk_full",
    errno.EFBIG: "store.disk_full",
    errno.EROFS: "store.read_only",
    errno.EIO: "store.disk_error",
    errno.ENOENT: "store.file_missing",
    errno.EACCES: "store.unwritable",
    errno.EPERM: "store.unwritable",
}
_RIGHTS = frozenset({errno.EACCES, errno.EPERM})


@contextmanager
def told_as_store_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into one `StoreError` that names the file."""
    try:
        yield
    except OSError as refusal:
        raise store_error(refusal, path) from refusal


def store_error(refusal: OSError, path: Path) -> StoreError:
    """What the operating system refused; `path` where it does not say of which file.

    `store.of_another` for a file of another account: it is neither damaged nor tampered with.
    """
    file = str(refusal.filename or path)
    if refusal.errno in _RIGHTS and (owner := _other_owner(file)):
        return StoreError("store.of_another", file=file, owner=owner)
    code = _CODES.get(refusal.errno or 0, "store.refused")
    return StoreError(code, file=file, system=system_error(refusal))


def _other_owner(file: str) -> str:
    """The account that a file is of, when it is not this one's; else, or when hidden, ""."""
    try:
        owner = os.lstat(file).st_uid
    except OSError:
        return ""
    return "" if os.name != "posix" or owner == os.geteuid() else account_name(owner)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Create a folder and those above it, so that a power cut does not take them back."""
    with told_as_store_errors(folder):
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        for made in missing:
            flush_folder(made.parent)


def make_private_folder(folder: Path) -> None:
    """Create a folder for its owner alone, or take back what others may read of it."""
    make_folder(folder, PRIVATE_FOLDER)
    with told_as_store_errors(folder):
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            folder.chmod(PRIVATE_FOLDER)


def write_whole(path: Path, content: bytes, *, keep_backup: bool = False) -> None:
    """Replace a file by new content; a power cut leaves the old one or the new one.

    With `keep_backup` the content before stays beside it as `<name>.bak`. Raises `StoreError`
    naming the file, or the folder that is not there (`store.folder_missing`).
    """
    with told_as_store_errors(path):
        draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
        try:
            _write_and_flush(draft, content)
            if keep_backup and path.exists():
                before = read_whole(path, limits.KEYS)
                _write_and_flush(path.with_name(f"{path.name}.bak"), before)
            _open_to_its_group(draft)
            draft.replace(path)
        except OSError as refusal:
            with suppress(OSError):
                draft.unlink()
            if not path.parent.is_dir():
                raise StoreError("store.folder_missing", folder=str(path.parent)) from refusal
            refusal.filename = str(path)  # the draft's name says nothing to anybody
            raise
        flush_folder(path.parent)


def write_beside(path: Path, content: bytes) -> Path:
    """Write a file that takes nobody else's place; returns where it stands.

    Where the very same content stands there already, that is it. Where another one does, that
    one stays, and this one stands beside it: `name-bis.pdf`, `name-bis-2.pdf`. For whoever has
    the turn to write: two at the same moment would not see each other.
    """
    place, number = path, 0
    while os.path.lexists(place) and not _holds(place, content):
        number += 1
        end = f"-bis-{number}" if number > 1 else "-bis"
        place = path.with_name(f"{path.stem}{end}{path.suffix}")
    write_whole(place, content)
    return place


def read_whole(path: Path, most: int) -> bytes:
    """The content of a private file of so many bytes at most (`limits`).

    A `StoreError` when it cannot be read, or has more (`store.damaged`).
    """
    try:
        with told_as_store_errors(path):
            return limits.read(path, most)
    except limits.TooLargeError as damage:
        raise StoreError("store.damaged", file=str(path)) from damage


def has_no_room(folder: Path) -> bool:
    """Whether a folder takes no more, found out by trying: blocks, inodes and quotas alike."""
    probe = folder / f".room.{os.urandom(4).hex()}"
    try:
        _write_and_flush(probe, bytes(_ROOM_TRIED))
    except OSError as refusal:
        return _CODES.get(refusal.errno or 0) == "store.disk_full"
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return False


def flush_folder(folder: Path) -> None:
    """Make a rename inside the folder survive a power cut. Windows needs and allows none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(place: Path, left_behind: str) -> None:
    """Delete the folders of this pattern that nobody has touched for a day.

    They were worked in by a program that was killed; a younger one may be at work still.
    """
    import shutil  # not paid by `check`, which reads one file

    for folder in place.glob(left_behind):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _A_DAY:
                shutil.rmtree(folder)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return limits.read(path, len(content)) == content
    except (OSError, limits.TooLargeError):
        return False


def _open_to_its_group(file: Path) -> None:
    """In a folder that somebody set for a group (`chmod 2770`) the group may read what comes.

    So a paper leaves the counter of an account that nobody sits at; a home is never such a folder.
    """
    if os.name == "posix" and file.parent.stat().st_mode & _FOR_ITS_GROUP == _FOR_ITS_GROUP:
        file.chmod(PRIVATE_FILE | S_IRGRP)


def write_in_place(path: Path, content: bytes) -> None:
    """Over what stands there, not flushed: cut short in the middle it leaves a part of each.

    Raises `StoreError`.
    """
    with told_as_store_errors(path):
        descriptor = os.open(path, _IN_PLACE, PRIVATE_FILE)
        try:
            os.write(descriptor, content)
            os.ftruncate(descriptor, len(content))
        finally:
            os.close(descriptor)


def _write_and_flush(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
