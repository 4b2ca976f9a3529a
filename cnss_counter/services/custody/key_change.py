"""A new key for the database: whoever copied the one before reads nothing written from now on."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cnss_counter.services.access import unlocking
from cnss_counter.services.access.credentials import Password
from cnss_counter.storage.tables import journal
from cnss_counter.storage.vault import key_change
from cnss_counter.storage.vault.keyring import KEY_BYTES
from cnss_counter.storage.vault.next_key import add_next_key, file_mark, settle_keys

if TYPE_CHECKING:
    from cnss_counter.services.access.clerk_context import ClerkContext
    from cnss_counter.storage.driver import Database


def change_key(context: ClerkContext, password: str) -> None:
    """Copy the database under a new key, and seal that key for everybody. Ends the session.

    Everybody keeps the password, and the recovery sheet its code. Takes the time of a copy:
    call it from a thread. On any error the old key still holds, and the session goes on.

    Raises `AccessError` (`access.refused`, `keys.older_slot`), `StoreError` (`store.in_use`:
    somebody else works at this counter; disk full).
    """
    context.require("change_key")
    unlocking.ask_again(context, Password(context.clerk.code, password), "change_key")
    path, key, next_key = context.store.path, context.store.key(), secrets.token_bytes(KEY_BYTES)

    def note(copy: Database) -> None:
        journal.append(copy, context.now(), context.clerk.code, "data_key_changed", "", {})

    with context.store.alone():
        beside = key_change.copy_under(path, key, next_key, note)
        add_next_key(context.keyring.file, key, next_key, file_mark(beside))
        context.store.close()
        key_change.put_in_place(path, beside)
        settle_keys(context.keyring.file, path)
