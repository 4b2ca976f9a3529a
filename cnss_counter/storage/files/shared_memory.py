"""Room for SQLite's shared memory (`-shm`) where the blocks of a disk are small.

SQLite makes room for it by writing the last byte of every 4096. Where a block is smaller, the
others are holes, and a hole that is touched when the disk is full ends the program (SIGBUS). So
it is filled once it is there; with larger blocks there is nothing to do.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage.files.private_files import has_no_room, told_as_store_errors

_STEP = 4096
_SIZE = 32768
"""Bytes that SQLite maps at once: enough for a `-wal` that is emptied after each commit."""


def has_holes(folder: Path) -> bool:
    """Whether a file in this folder can have a hole inside a step of SQLite's."""
    if not hasattr(os, "statvfs"):
        return False
    with told_as_store_errors(folder):
        return os.statvfs(folder).f_frsize < _STEP


def require_room(database: Path) -> None:
    """Raise `StoreError` (`store.disk_full`) before SQLite touches a file it has no room for."""
    if has_holes(database.parent) and has_no_room(database.parent):
        raise StoreError("store.disk_full", file=str(database))


def fill(database: Path) -> None:
    """Give the shared memory of an open database all its blocks.

    By a program of its own: to close the file in this process would give up SQLite's locks on
    it. Raises `StoreError` (`store.disk_full`).
    """
    shared = database.with_name(f"{database.name}-shm")
    if not has_holes(database.parent) or not shared.exists():
        return
    try:
        filled = subprocess.run(  # noqa: S603 – a fixed command
            ["fallocate", "-l", str(_SIZE), str(shared)],  # noqa: S607 – util-linux, where it is
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return
    if filled.returncode and has_no_room(database.parent):
        raise StoreError("store.disk_full", file=str(database))
