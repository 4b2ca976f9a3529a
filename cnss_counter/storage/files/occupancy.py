"""Who has the database open: everybody shares it, and who changes its file has it alone.

A process that still had the old file open would go on depositing into a file that nobody opens
again. Who has it alone signs, and whoever waits for a share is told. The system frees both when a
process dies.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage.files import lock_files


class Occupied:
    """A share in the database, until it is given back."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}.use")
        self._descriptor = self._shared()

    def give_back(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The whole instead of a share; `StoreError` (`store.in_use`) while others have theirs."""
        self.give_back()
        alone = lock_files.opened(self._path)
        try:
            try:
                lock_files.lock(alone)
            except OSError as others:
                raise StoreError("store.in_use") from others
            with lock_files.signed(alone):
                yield
        finally:
            os.close(alone)
            self._descriptor = self._shared()

    def _shared(self) -> int:
        descriptor = lock_files.opened(self._path)
        lock_files.share(descriptor, self._path)
        return descriptor


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
