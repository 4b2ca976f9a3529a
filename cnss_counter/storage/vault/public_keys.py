"""The public halves of a counter's keys, in a file that anybody may read and copy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cnss_counter import limits
from cnss_counter.errors import BadInputError
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.private_files import told_as_store_errors, write_whole
from cnss_counter.storage.stored import Record
from cnss_counter.storage.tables import counter

FORMAT = "cnss-counter public keys 1"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Proves what one counter has signed; `public_key` in hex. Retired ones prove the past."""

    agency: str
    counter: str
    is_training: bool
    key_id: str
    public_key: str
    since: str
    retired_at: str | None = None

    def has_signed(self, said: bytes, signature: bytes) -> bool:
        """Whether the counter's private key made this signature over this text."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
            key.verify(signature, said)
        except (InvalidSignature, ValueError):
            return False
        return True

    def signed_until(self, moment: datetime) -> bool:
        """Whether this was the counter's key at that moment, or could still become it."""
        return self.retired_at is None or moment <= datetime.fromisoformat(self.retired_at)


def of_counter(database: Database) -> list[PublicKey]:
    """Every key this counter ever had, the one that signs now last."""
    agency = counter.identity(database)
    rows = database.execute(
        "SELECT key_id, private_key, since, retired_at FROM signing_keys"
        " ORDER BY retired_at IS NULL, retired_at"
    ).fetchall()
    return [
        PublicKey(
            agency.code, agency.counter, agency.is_training,
            key_id, counter.SigningKey(key_id, private).public_key.hex(), since, retired_at,
        )
        for key_id, private, since, retired_at in rows
    ]  # fmt: skip


def write(file: Path, keys: Iterable[PublicKey]) -> None:
    """Write the keys down, whole or not at all."""
    content = {"format": FORMAT, "keys": [asdict(key) for key in keys]}
    write_whole(file, json.dumps(content, indent=1).encode("ascii"))


def read(place: Path) -> list[PublicKey]:
    """The keys of a file, or of every `.json` file of a folder.

    Raises `BadInputError` (`keys.not_public_keys`) naming the file that holds none,
    `StoreError` when it cannot be read.
    """
    with told_as_store_errors(place):
        files = sorted(place.glob("*.json")) if place.is_dir() else [place]
        return [key for file in files for key in _read(file)]


def _read(file: Path) -> list[PublicKey]:
    try:
        content = Record(json_files.read_file(file, limits.KEYS))
        content.word("format", (FORMAT,))
        keys = content.parts("keys", _key)
        content.end()
    except ValueError:
        raise BadInputError("keys.not_public_keys", file=str(file)) from None
    return list(keys)


def _key(said: Record) -> PublicKey:
    retired = said.text_or_none("retired_at")
    if retired is not None and datetime.fromisoformat(retired).tzinfo is None:
        raise ValueError(retired)
    return PublicKey(
        agency=said.text("agency"),
        counter=said.text("counter"),
        is_training=said.yes("is_training"),
        key_id=said.text("key_id"),
        public_key=said.text("public_key"),
        since=said.text("since"),
        retired_at=retired,
    )
