"""A new key for the database, sealed beside the present one until its file is in its place."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from cnss_counter import limits
from cnss_counter.errors import AccessError
from cnss_counter.storage.files.private_files import told_as_store_errors
from cnss_counter.storage.vault import slots
from cnss_counter.storage.vault.key_file import Content, KeyFile
from cnss_counter.storage.vault.slots import Slot

FILE_MARK_BYTES = 16


def add_next_key(keys: KeyFile, key: bytes, next_key: bytes, next_file: bytes) -> None:
    """Seal the next key for everybody beside the present one, until `settle_keys`.

    `next_file` are the first bytes of the file that it opens. Raises `AccessError`
    (`keys.older_slot`: somebody has to log in once before), `StoreError` when a slot was
    put there by somebody who did not know the key.
    """

    def sealed_too(slot: Slot) -> Slot:
        if slot.is_old:
            raise AccessError("keys.older_slot")
        if not slots.is_witnessed(slot, key):
            raise keys.damaged()
        return slots.with_next_key(slot, next_key)

    keys.change(lambda content: replace(content.with_each(sealed_too), next_file=next_file.hex()))


def settle_keys(keys: KeyFile, database: Path) -> None:
    """After a change of key that was cut off, keep the key that opens the file now there."""
    if keys.read().next_file:
        keys.change(partial(_settled, database))


def file_mark(database: Path) -> bytes:
    """What tells one encrypted file from another: the random bytes that it begins with."""
    with told_as_store_errors(database), limits.opened(database) as file:
        return file.read(FILE_MARK_BYTES)


def _settled(database: Path, content: Content) -> Content:
    """One key for each slot again: the one that opens the file now there."""
    is_turned = file_mark(database).hex() == content.next_file
    turn_slot = slots.turned if is_turned else slots.not_turned
    return replace(content.with_each(turn_slot), next_file="")
