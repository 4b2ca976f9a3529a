"""Files that are locked: to say what a window is at while it lives, and to write one after another.

The system frees the lock when a process dies, whatever killed it: a mark that nobody locks was
left by a window that did not end as it should.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

from cnss_counter import limits
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.private_files import PRIVATE_FILE, told_as_store_errors

ROOM = 512
"""Bytes of a mark: always written whole, in one call, over what stood there."""
_SIGNED = 64
"""Bytes in which a holder signs."""
_BEYOND = 2**32
"""No process has this number, and no clock that is right says this second (it is in 2106)."""

LONG_WAIT = 3.0
"""Seconds after which whoever waits is told for whom."""


class Holder(NamedTuple):
    """Who has the turn: the number of a process (0 where it does not say), since when (Unix)."""

    process: int
    since: float


_told: ContextVar[Callable[[Holder], None] | None] = ContextVar("told", default=None)


@contextmanager
def long_waits_told(tell: Callable[[Holder], None]) -> Iterator[None]:
    """Have it told, from a thread of its own, when a turn in this block is long in coming."""
    before = _told.set(tell)
    try:
        yield
    finally:
        _told.reset(before)


@contextmanager
def turn(lock_file: Path) -> Iterator[None]:
    """Wait for one's turn among the writers of all processes, and give it back.

    SQLite's own busy handler is not fair; a lock on a file beside it serves in order, and
    keeps two writers from checkpointing at once. The system frees it when a process dies. Who
    has it stands in the file.
    """
    with told_as_store_errors(lock_file):
        descriptor = os.open(lock_file, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        _take(descriptor, lock_file)
        _sign(descriptor)
        try:
            yield
        finally:
            _take_back_the_name(descriptor)
    finally:
        os.close(descriptor)


def _take(descriptor: int, lock_file: Path) -> None:
    try:
        lock(descriptor)
    except OSError:
        tell = _told.get()
        if tell is None:
            wait(descriptor)
            return
        watch = threading.Timer(LONG_WAIT, lambda: tell(_holder(lock_file)))
        watch.daemon = True
        watch.start()
        try:
            wait(descriptor)
        finally:
            watch.cancel()


def _sign(descriptor: int) -> None:
    """A disk that refuses it refuses no turn."""
    said = json.dumps([os.getpid(), time.time()]).ljust(_SIGNED).encode("ascii")
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, said)


def _take_back_the_name(descriptor: int) -> None:
    """Whoever has the turn next and cannot sign is not taken for us."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)


def _holder(lock_file: Path) -> Holder:
    """Who signed, if one of ours can have signed so: whoever may write there may write anything."""
    try:
        process, since = json_files.read(limits.read(lock_file, limits.MARK))
        if type(process) is int and 0 < process < _BEYOND and 0 < since < _BEYOND:
            return Holder(process, float(since))
    except (OSError, ValueError, TypeError):
        pass
    return Holder(0, 0.0)


def is_held(mark: Path) -> bool:
    """Whether some process still locks it."""
    try:
        descriptor = os.open(mark, os.O_RDWR)
    except OSError:
        return True
    try:
        lock(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> None:
        """Raise `OSError` when somebody has it. A byte beyond the text, which others may read."""
        os.lseek(descriptor, ROOM * 2, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def wait(descriptor: int) -> None:
        """Have it when the others have had it."""
        os.lseek(descriptor, ROOM * 2, os.SEEK_SET)
        while True:
            with suppress(OSError):  # LK_LOCK gives up after ten tries of one second
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
                return
else:
    import fcntl

    def lock(descriptor: int) -> None:
        """Raise `OSError` when somebody has it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def wait(descriptor: int) -> None:
        """Have it when the others have had it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX)
