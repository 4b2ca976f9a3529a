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
from cnss_counter.errors import StoreError
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
_TRIED_AGAIN = 0.02
"""Seconds between two tries of whoever does not wait for ever: no system call waits for a while."""
_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Whoever may write the folder may have put a link or a pipe there."""


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
def turn(lock_file: Path, patience: float | None = None) -> Iterator[None]:
    """Wait for one's turn among the writers of all processes, and give it back.

    SQLite's own busy handler is not fair; a lock on a file beside it serves in order, and
    keeps two writers from checkpointing at once. The system frees it when a process dies. Who
    has it stands in the file. Raises `StoreError` (`store.busy`) after `patience` seconds.
    """
    descriptor = opened(lock_file)
    try:
        _take(descriptor, lock_file, patience)
        with signed(descriptor):
            yield
    finally:
        os.close(descriptor)


def opened(lock_file: Path) -> int:
    """A descriptor to be locked. Raises `StoreError`."""
    with told_as_store_errors(lock_file):
        return os.open(lock_file, _OPEN, PRIVATE_FILE)


def share(descriptor: int, lock_file: Path) -> None:
    """Have a share in what nobody has alone, until the descriptor is closed."""
    _take(descriptor, lock_file, is_shared=True)


@contextmanager
def signed(descriptor: int) -> Iterator[None]:
    """Who has the lock stands in its file. A disk that refuses it refuses no turn."""
    said = json.dumps([os.getpid(), time.time()]).ljust(_SIGNED).encode("ascii")
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, said)
    try:
        yield
    finally:
        with suppress(OSError):  # whoever has it next and cannot sign is not taken for us
            os.ftruncate(descriptor, 0)


def _take(
    descriptor: int, lock_file: Path, patience: float | None = None, *, is_shared: bool = False
) -> None:
    """Every wait for another program of the counter is this one."""
    with suppress(OSError):
        lock(descriptor, is_shared=is_shared)
        return
    with _told_if_long(lock_file):
        if patience is None:
            wait(descriptor, is_shared=is_shared)
        else:
            _wait_a_while(descriptor, lock_file, patience)


def _wait_a_while(descriptor: int, lock_file: Path, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        with suppress(OSError):
            lock(descriptor)
            return
        if time.monotonic() >= end:
            raise StoreError("store.busy", file=str(lock_file))
        time.sleep(_TRIED_AGAIN)


@contextmanager
def _told_if_long(lock_file: Path) -> Iterator[None]:
    tell = _told.get()
    if tell is None:
        yield
        return
    watch = threading.Timer(LONG_WAIT, lambda: tell(_holder(lock_file)))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


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

    def lock(descriptor: int, *, is_shared: bool = False) -> None:
        """Raise `OSError` when somebody has it. A byte beyond the text, which others may read.

        Nothing is shared: Windows itself refuses to replace a file that somebody has open.
        """
        if not is_shared:
            os.lseek(descriptor, ROOM * 2, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def wait(descriptor: int, *, is_shared: bool = False) -> None:
        """Have it when the others have had it."""
        if is_shared:
            return
        os.lseek(descriptor, ROOM * 2, os.SEEK_SET)
        while True:
            with suppress(OSError):  # LK_LOCK gives up after ten tries of one second
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
                return
else:
    import fcntl

    def lock(descriptor: int, *, is_shared: bool = False) -> None:
        """Raise `OSError` when somebody has it; when somebody has it alone, if it is shared."""
        fcntl.flock(descriptor, _how(is_shared=is_shared) | fcntl.LOCK_NB)

    def wait(descriptor: int, *, is_shared: bool = False) -> None:
        """Have it when the others have had it."""
        fcntl.flock(descriptor, _how(is_shared=is_shared))

    def _how(*, is_shared: bool) -> int:
        return fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX
