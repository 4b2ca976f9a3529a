"""The counter's key: published for whoever verifies, and replaced when it has to be."""

from __future__ import annotations

from pathlib import Path

from cnss_counter import limits
from cnss_counter.errors import BadInputError, StoreError, done_already
from cnss_counter.paths import Home
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.storage.database import Store
from cnss_counter.storage.files import given_places
from cnss_counter.storage.files.private_files import read_whole, write_whole
from cnss_counter.storage.tables import counter, journal
from cnss_counter.storage.vault import public_keys


def publish(home: Home, store: Store) -> None:
    """Write the home's public keys where no password is needed, if they are not there."""
    with store.reading() as database:
        keys = public_keys.of_counter(database)
    if _published(home) != keys:
        public_keys.write(home.public_keys, keys)


def _published(home: Home) -> list[public_keys.PublicKey]:
    """What stands there; nothing where nothing can be read, since it can be made anew."""
    try:
        return public_keys.read(home.public_keys)
    except (BadInputError, StoreError):
        return []


def export(home: Home, to: Path) -> Path:
    """Copy the published keys into a file, to be handed to whoever verifies receipts.

    Raises `StoreError` (`home.not_set_up` before the first login), `BadInputError` (`place.…`).
    """
    given_places.require_file(to, home)
    if not home.public_keys.exists():
        raise StoreError("home.not_set_up", folder=str(home.folder))
    write_whole(to, read_whole(home.public_keys, limits.KEYS))
    return to


def replace(context: ClerkContext) -> str:
    """A new key signs from now on; the id it has. What the old one signed stays proved.

    Raises `StoreError` (`keys.not_published`) when it signs, and only its file is not written yet.
    """
    context.require("replace_key")
    with context.writing() as database:
        key = counter.new_key(database)
        # Signed by the key that goes: it names the one that comes.
        entry = journal.append(
            database, context.now(), context.clerk.code, journal.KEY_REPLACED, key.key_id,
            {"public_key": key.public_key.hex()},
        )  # fmt: skip
        counter.replace_key(database, key, entry.at)
    file = str(context.home.public_keys)
    with done_already("keys.not_published", key=key.key_id, file=file):
        publish(context.home, context.store)
    return key.key_id
