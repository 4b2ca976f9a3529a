"""The secret of one machine, without which no clerk's slot opens elsewhere."""

from __future__ import annotations

import secrets
from pathlib import Path

from cnss_counter import limits
from cnss_counter.errors import StoreError
from cnss_counter.storage.files.private_files import read_whole, write_whole
from cnss_counter.storage.vault.slots import KEY_BYTES


class MachineSecret:
    """Bytes drawn by lot, in a file of their own that no backup takes along."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def exists(self) -> bool:
        return self._path.exists()

    def make(self) -> None:
        write_whole(self._path, secrets.token_bytes(KEY_BYTES))

    def read(self) -> bytes:
        """Raises `StoreError` (`store.damaged`) when it is shorter or longer."""
        secret = read_whole(self._path, limits.MARK)
        if len(secret) != KEY_BYTES:
            raise StoreError("store.damaged", file=str(self._path))
        return secret
