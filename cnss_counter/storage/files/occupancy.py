"""Who has the database open: everybody shares it, and who changes its file has it alone.

A process that still had the old file open would go on depositing into a file that nobody opens
again. The system frees the mark when a process dies. Windows itself refuses to replace a file
that somebody has open, so nothing is marked there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage.files.private_files import PRIVATE_FILE, told_as_store_errors


class Occupied:
    """A share in the database, until it is given back."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}.use")
        self._descriptor = self._opened()
        _share(self._descriptor)

    def give_back(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The whole instead of a share; `StoreError` (`store.in_use`) while others have theirs."""
        self.give_back()
        alone = self._opened()
        try:
            try:
                _take_alone(alone)
            except OSError as others:
                raise StoreError("store.in_use") from others
            yield
        finally:
            os.close(alone)
            self._descriptor = self._opened()
            _share(self._descriptor)

    def _opened(self) -> int:
        with told_as_store_errors(self._path):
            return os.open(self._path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)


def lock_file(database: Path) -> Path:
    """The file on which the writers of a database wait for their turn."""
    return database.with_name(f"{database.name}.lock")


@contextmanager
def occupied(database: Path) -> Iterator[Occupied]:
    """A share for a while: the file and its keys belong together as long as it lasts."""
    share = Occupied(database)
    try:
        yield share
    finally:
        share.give_back()


if sys.platform == "win32":

    def _share(descriptor: int) -> None: ...

    def _take_alone(descriptor: int) -> None: ...
else:
    import fcntl

    def _share(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_SH)

    def _take_alone(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
