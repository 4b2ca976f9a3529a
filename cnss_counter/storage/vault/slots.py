"""One slot of the keyring: a clerk's key pair, and the database's key sealed to it.

password → argon2id → HKDF with the machine's secret → AES-256-GCM over the private key;
database's key → HPKE (RFC 9180, X25519) to the public key. So a new key for the database can be
sealed to everybody without anybody's password (docs/decisions/0050).
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from hmac import compare_digest, digest
from typing import TYPE_CHECKING, Literal

from cnss_counter.storage.vault import printed_code

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite

KEY_BYTES = 32
_CONTEXT = b"cnss-counter slot 1"
_SEALED = b"cnss-counter key 2 "
_WITNESS = b"cnss-counter witness 2"

Kind = Literal["password", "code", "recovery"]
"""What opens it: a clerk's password, a one-time code, the code of the recovery sheet."""


@dataclass(frozen=True, slots=True)
class PasswordCost:
    """What one guess costs: argon2id memory in KiB, passes and lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 1

    def is_below(self, floor: PasswordCost) -> bool:
        return self.memory < floor.memory or self.passes < floor.passes


@dataclass(frozen=True, slots=True)
class Slot:
    """`id` is a keyed hash of the clerk's code; binary values are base64.

    `sealed` is the private key under the password. `key` is the database's key sealed to
    `public`, and `witness` proves that whoever put the slot here knew that key. `next_key` and
    its witness stand beside them while the database's key is being changed. `until`: when a
    one-time code ends. A slot of the first format has no key pair: `sealed` is the database's
    key itself.
    """

    id: str
    salt: str
    nonce: str
    sealed: str
    cost: PasswordCost
    kind: Kind = "password"
    until: str = ""
    public: str = ""
    key: str = ""
    witness: str = ""
    next_key: str = ""
    next_witness: str = ""

    @property
    def is_old(self) -> bool:
        return not self.public


def made(
    account: str, secret: bytes, password: str, key: bytes, cost: PasswordCost,
    kind: Kind = "password", until: str = "",
) -> Slot:  # fmt: skip
    """A new slot, with a key pair of its own, that the password opens."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    public = as_text(private.public_key().public_bytes_raw())
    empty = Slot(account, "", "", "", cost, kind, until, public)
    slot = resealed(empty, secret, password, private.private_bytes_raw())
    return witnessed(replace(slot, key=_sealed_to(slot, key)), key)


def decoy(account: str, cost: PasswordCost) -> Slot:
    """A slot that no password opens, so that an unknown clerk costs the same time."""
    return Slot(account, as_text(bytes(16)), as_text(bytes(12)), as_text(bytes(48)), cost)


def resealed(slot: Slot, secret: bytes, password: str, private: bytes) -> Slot:
    """The same key pair under another password."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    slot = replace(slot, salt=as_text(salt), nonce=as_text(nonce))
    cipher = AESGCM(_slot_key(slot, secret, password))
    return replace(slot, sealed=as_text(cipher.encrypt(nonce, private, _label(slot))))


def unsealed(slot: Slot, secret: bytes, password: str) -> bytes | None:
    """What the password opens: the private key, or None."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(_slot_key(slot, secret, password))
    try:
        return cipher.decrypt(b64decode(slot.nonce), b64decode(slot.sealed), _label(slot))
    except InvalidTag:
        return None


def key_in(slot: Slot, private: bytes) -> bytes:
    """The database's key, by the slot's private key; `ValueError` when it is not in there."""
    if slot.is_old:
        return private
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    pair = X25519PrivateKey.from_private_bytes(private)
    try:
        opened: bytes = _suite().decrypt(b64decode(slot.key), pair, _info(slot))
    except InvalidTag:
        raise ValueError(slot.id) from None
    return opened


def with_next_key(slot: Slot, next_key: bytes) -> Slot:
    """The slot with the next key beside the present one; no password is needed."""
    return replace(slot, next_key=_sealed_to(slot, next_key), next_witness=_witness(slot, next_key))


def witnessed(slot: Slot, key: bytes) -> Slot:
    """The slot with the proof that it was put here by somebody who knew the database's key."""
    return replace(slot, witness=_witness(slot, key))


def is_witnessed(slot: Slot, key: bytes) -> bool:
    """Whether the slot still is as it was then."""
    return compare_digest(slot.witness, _witness(slot, key))


def turned(slot: Slot) -> Slot:
    """The next key in the place of the present one."""
    return replace(slot, key=slot.next_key, witness=slot.next_witness, next_key="", next_witness="")


def not_turned(slot: Slot) -> Slot:
    """The present key alone."""
    return replace(slot, next_key="", next_witness="")


def account_id(secret: bytes, clerk: str) -> str:
    return digest(secret, b"clerk:" + clerk.encode("utf-8", "surrogatepass"), sha256).hex()


def as_text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _sealed_to(slot: Slot, key: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    public = X25519PublicKey.from_public_bytes(b64decode(slot.public))
    return as_text(_suite().encrypt(key, public, _info(slot)))


def _witness(slot: Slot, key: bytes) -> str:
    return digest(key, _WITNESS + _label(slot), sha256).hex()


def _info(slot: Slot) -> bytes:
    return _SEALED + slot.id.encode("ascii")


def _label(slot: Slot) -> bytes:
    """What the seal also covers: a slot renamed, prolonged or made cheaper does not open."""
    if slot.is_old:
        return json.dumps([1, slot.id, asdict(slot.cost)], sort_keys=True).encode("ascii")
    said = [2, slot.id, slot.kind, slot.until, slot.public, asdict(slot.cost)]
    return json.dumps(said, sort_keys=True).encode("ascii")


def _slot_key(slot: Slot, secret: bytes, password: str) -> bytes:
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    typed = unicodedata.normalize("NFKC", password)
    if slot.kind != "password":
        typed = printed_code.canonical(password)
    stretched = hash_secret_raw(
        typed.encode("utf-8", "surrogatepass"),
        b64decode(slot.salt),
        time_cost=slot.cost.passes,
        memory_cost=slot.cost.memory,
        parallelism=slot.cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return HKDF(SHA256(), KEY_BYTES, salt=secret, info=_CONTEXT).derive(stretched)
