"""The public halves of a counter's keys, in a file that anybody may read and copy."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path

from cnss_counter import limits
from cnss_counter.errors import BadInputError
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.private_files import told_as_store_errors, write_whole
from cnss_counter.storage.stored import Record
from cnss_counter.storage.tables import counter

FORMAT = "cnss-counter public keys 1"

_HALF = 32
"""Bytes of the public half of an Ed25519 key."""


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

    @property
    def name(self) -> tuple[str, str, str]:
        """What a signature says of its key; four letters, so two keys may have one name."""
        return self.agency, self.counter, self.key_id

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


def signers(keys: Collection[PublicKey], said: bytes, signature: bytes) -> list[PublicKey]:
    """Those of the keys that made this signature; one that is there twice is tried once."""
    halves = {key.public_key: key for key in keys}
    held = {half for half, key in halves.items() if key.has_signed(said, signature)}
    return [key for key in keys if key.public_key in held]


def read(place: Path) -> list[PublicKey]:
    """The keys of a file, or of every `.json` file of a folder, each once.

    Raises `BadInputError` (`keys.not_public_keys` naming the file that holds none,
    `keys.too_many` beyond `limits`), `StoreError` when it cannot be read.
    """
    room, keys = limits.KEYS_TOGETHER, dict[PublicKey, None]()
    with told_as_store_errors(place):
        files = _files(place) if place.is_dir() else [place]
        _require(len(files) <= limits.KEY_FILES, place)
        for file in files:
            content = _content(file)
            room -= len(content)
            _require(room >= 0, place)
            keys |= dict.fromkeys(_keys(content, file))
    of_one_name = Counter(name for name, _ in {(key.name, key.public_key) for key in keys})
    _require(all(count <= limits.KEYS_OF_ONE_NAME for count in of_one_name.values()), place)
    return list(keys)


def _files(folder: Path) -> list[Path]:
    """Its files of keys, and no more than one too many of them."""
    with os.scandir(folder) as entries:
        names = (entry.name for entry in entries if fnmatch(entry.name, "*.json"))
        return [folder / name for name in sorted(islice(names, limits.KEY_FILES + 1))]


def _require(is_honest: bool, place: Path) -> None:
    if not is_honest:
        raise BadInputError(
            "keys.too_many", file=str(place), files=str(limits.KEY_FILES),
            megabytes=str(limits.KEYS_TOGETHER // 1_000_000),
            namesakes=str(limits.KEYS_OF_ONE_NAME),
        )  # fmt: skip


def _content(file: Path) -> bytes:
    try:
        return limits.read(file, limits.KEYS)
    except limits.TooLargeError:
        raise BadInputError("keys.not_public_keys", file=str(file)) from None


def _keys(content: bytes, file: Path) -> list[PublicKey]:
    try:
        said = Record(json_files.read(content))
        said.word("format", (FORMAT,))
        keys = said.parts("keys", _key)
        said.end()
    except ValueError:
        raise BadInputError("keys.not_public_keys", file=str(file)) from None
    return list(keys)


def _key(said: Record) -> PublicKey:
    retired = said.text_or_none("retired_at")
    if retired is not None and datetime.fromisoformat(retired).tzinfo is None:
        raise ValueError(retired)
    half = bytes.fromhex(said.text("public_key"))
    if len(half) != _HALF:
        raise ValueError(half)
    return PublicKey(
        agency=said.text("agency"),
        counter=said.text("counter"),
        is_training=said.yes("is_training"),
        key_id=said.text("key_id"),
        public_key=half.hex(),
        since=said.text("since"),
        retired_at=retired,
    )
