"""The key of the database, in one sealed slot for each clerk. Opening a slot is the login.

password → argon2id → HKDF with the machine's secret → AES-256-GCM over the database's key.
Nothing here tells a wrong password from an unknown clerk, in words or in time.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from hmac import digest
from pathlib import Path
from typing import Any

from cnss_counter.errors import AccessError, StoreError
from cnss_counter.storage.files import read_whole, turn, write_whole
from cnss_counter.storage.throttle import Throttle

KEY_BYTES = 32
_CONTEXT = b"cnss-counter slot 1"


@dataclass(frozen=True, slots=True)
class PasswordCost:
    """What one guess costs: argon2id memory in KiB, passes and lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 1

    def is_below(self, floor: PasswordCost) -> bool:
        return self.memory < floor.memory or self.passes < floor.passes


USUAL_COST = PasswordCost()
LOWEST_COST = PasswordCost(memory=19 * 1024, passes=2)
"""The floor of OWASP's password storage cheat sheet; a real counter refuses less."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """The database's key sealed for one clerk; `id` is a keyed hash of the clerk's code."""

    id: str
    salt: str
    nonce: str
    sealed: str
    cost: PasswordCost


class Keyring:
    """The slots of one counter: `keys.json`, with the machine's secret in its own file.

    `is_real` holds the cost of a password to the floor; the passwords of a training counter
    are written on its login screen, so theirs may be cheap.
    """

    def __init__(
        self,
        path: Path,
        machine_secret: Path,
        *,
        is_real: bool,
        cost: PasswordCost = USUAL_COST,
        throttle: Throttle | None = None,
    ) -> None:
        if is_real and cost.is_below(LOWEST_COST):
            raise ValueError("a real counter's passwords cannot be cheaper than the floor")
        self._path = path
        self._secret_path = machine_secret
        self._cost = cost
        self._throttle = throttle or Throttle(path.with_name("throttle.json"))

    def create(self) -> None:
        """Make the machine's secret and an empty keyring."""
        write_whole(self._secret_path, secrets.token_bytes(KEY_BYTES))
        self._write([])

    def open(self, clerk: str, password: str) -> bytes:
        """The database's key, for the right password.

        Raises `AccessError`: `access.refused` for a wrong password and an unknown clerk
        alike, `access.wait` after too many tries.
        """
        secret, slots = self._secret(), self._read()
        account = _id(secret, clerk)
        self._throttle.check(account)
        key = _unseal(slots.get(account) or self._decoy(account, slots), secret, password)
        if key is None:
            self._throttle.failed(account)
            raise AccessError("access.refused")
        self._throttle.succeeded(account)
        return key

    def put(self, clerk: str, password: str, key: bytes) -> None:
        """Seal the key for a clerk: a new slot, or the clerk's slot with a new password."""
        secret = self._secret()
        with turn(self._path.with_suffix(".lock")):
            slots = self._read()
            slot = _seal(_id(secret, clerk), secret, password, key, self._cost)
            self._write([*(s for s in slots.values() if s.id != slot.id), slot])

    def remove(self, clerk: str) -> None:
        """Take a clerk's slot away; the password opens nothing any more."""
        account = _id(self._secret(), clerk)
        with turn(self._path.with_suffix(".lock")):
            kept = [slot for slot in self._read().values() if slot.id != account]
            self._write(kept)
            self._write(kept)  # the copy kept beside forgets the slot too

    def _decoy(self, account: str, slots: dict[str, _Slot]) -> _Slot:
        """A slot that no password opens, so that an unknown clerk costs the same time."""
        cost = next((slot.cost for slot in slots.values()), self._cost)
        return _Slot(account, _text(bytes(16)), _text(bytes(12)), _text(bytes(48)), cost)

    def _secret(self) -> bytes:
        secret = read_whole(self._secret_path)
        if len(secret) != KEY_BYTES:
            raise StoreError("store.damaged", file=str(self._secret_path))
        return secret

    def _read(self) -> dict[str, _Slot]:
        content = read_whole(self._path)
        try:
            slots = [_slot(stored) for stored in json.loads(content)["slots"]]
        except (ValueError, KeyError, TypeError) as damage:
            raise StoreError("store.damaged", file=str(self._path)) from damage
        return {slot.id: slot for slot in slots}

    def _write(self, slots: list[_Slot]) -> None:
        content = {"format": 1, "slots": [asdict(slot) for slot in slots]}
        write_whole(self._path, json.dumps(content, indent=1).encode("ascii"), keep_backup=True)


def _seal(account: str, secret: bytes, password: str, key: bytes, cost: PasswordCost) -> _Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    empty = _Slot(account, _text(salt), _text(nonce), "", cost)
    cipher = AESGCM(_slot_key(empty, secret, password))
    return replace(empty, sealed=_text(cipher.encrypt(nonce, key, _label(empty))))


def _unseal(slot: _Slot, secret: bytes, password: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(_slot_key(slot, secret, password))
    try:
        return cipher.decrypt(b64decode(slot.nonce), b64decode(slot.sealed), _label(slot))
    except InvalidTag:
        return None


def _slot_key(slot: _Slot, secret: bytes, password: str) -> bytes:
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    stretched = hash_secret_raw(
        unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass"),
        b64decode(slot.salt),
        time_cost=slot.cost.passes,
        memory_cost=slot.cost.memory,
        parallelism=slot.cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return HKDF(SHA256(), KEY_BYTES, salt=secret, info=_CONTEXT).derive(stretched)


def _label(slot: _Slot) -> bytes:
    """What the seal also covers: a slot renamed or made cheaper does not open."""
    return json.dumps([1, slot.id, asdict(slot.cost)], sort_keys=True).encode("ascii")


def _id(secret: bytes, clerk: str) -> str:
    return digest(secret, b"clerk:" + clerk.encode("utf-8", "surrogatepass"), sha256).hex()


def _slot(stored: dict[str, Any]) -> _Slot:
    return _Slot(**{**stored, "cost": PasswordCost(**stored["cost"])})


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")
