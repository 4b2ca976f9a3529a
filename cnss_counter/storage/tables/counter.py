"""This counter's own facts: agency, sampling, and the key that signs its receipts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import digest
from typing import TYPE_CHECKING, NamedTuple

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.storage.driver import Database

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL_LOCK = 5
"""Minutes."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key of this counter; `key_id` is in each sealed text."""

    key_id: str
    private_key: bytes

    def sign(self, message: bytes) -> bytes:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private_key).sign(message)

    @property
    def public_key(self) -> bytes:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(self.private_key)
        return key.public_key().public_bytes_raw()


class Epoch(NamedTuple):
    """A time in which one copy of a counter worked on one machine, under one account.

    `machine` and `account` are None before the first login that knew of them, "" where they
    cannot be told.
    """

    number: int
    machine: str | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What this counter is and how it draws; `key_id` names the key that signs from now on."""

    agency: Agency
    control_key: bytes
    key_id: str
    retention_months: int | None = None
    """How long a request is kept after its deposit; None: nobody has said."""
    lock_minutes: int = USUAL_LOCK
    """After how long without a key the screen locks itself."""
    head_office: str = ""
    """The age public key that a recovery code is sealed to; "" when none was given."""

    def derived(self, purpose: bytes) -> bytes:
        """32 bytes that only this counter can make, for one purpose."""
        return digest(self.control_key, purpose, sha256)

    def is_sampled(self, reference: str) -> bool:
        """Whether the sampling picks this reference, by a keyed hash that nobody can choose."""
        drawn = digest(self.control_key, reference.encode("ascii"), sha256)
        return int.from_bytes(drawn[:8], "big") % self.agency.sampling_rate == 0


def create(database: Database, agency: Agency, now: datetime) -> None:
    """Write down the agency, and draw the keys of sampling and signing."""
    database.execute(
        "INSERT INTO settings (id, agency_code, agency_name_fr, agency_name_ar, city, counter,"
        " is_training, sampling_rate, control_key, privacy_authorisation)"
        " VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            agency.code,
            agency.name_fr,
            agency.name_ar,
            agency.city,
            agency.counter,
            int(agency.is_training),
            agency.sampling_rate,
            secrets.token_bytes(32),
            agency.privacy_authorisation or None,
        ),
    )
    _put_key(database, new_key(database), now, Epoch(1))


class Identity(NamedTuple):
    """Which counter this is: what every program since the first one wrote down."""

    code: str
    counter: str
    is_training: bool


def identity(database: Database) -> Identity:
    """The same of a database whose tables an older program made."""
    code, number, is_training = database.execute(
        "SELECT agency_code, counter, is_training FROM settings"
    ).fetchone()
    return Identity(code, number, bool(is_training))


def settings(database: Database) -> Settings:
    """This counter's facts as they are now."""
    (
        code, name_fr, name_ar, city, number, is_training, rate, authorisation, months,
        lock_minutes, head_office, phone, hours_fr, hours_ar, control_key, key_id,
    ) = database.execute(
        "SELECT agency_code, agency_name_fr, agency_name_ar, city, counter, is_training,"
        " sampling_rate, privacy_authorisation, retention_months, lock_minutes, head_office,"
        " phone, hours_fr, hours_ar, control_key,"
        " (SELECT key_id FROM signing_keys WHERE retired_at IS NULL) FROM settings"
    ).fetchone()  # fmt: skip
    agency = Agency(
        code, name_fr, name_ar, city, number, bool(is_training), rate, authorisation or "",
        phone or "", Bilingual(hours_fr or "", hours_ar or ""),
    )  # fmt: skip
    return Settings(
        agency, control_key, key_id, months, lock_minutes or USUAL_LOCK, head_office or ""
    )


def change_settings(database: Database, changed: Mapping[str, str | int | None]) -> None:
    """Write down what an administrator told, by column; "" for what nobody tells any more."""
    for column, value in changed.items():
        database.execute(
            f"UPDATE settings SET {column} = ?",  # noqa: S608 – a name of ours
            (None if value == "" else value,),
        )


def change_head_office(database: Database, recipient: str) -> None:
    """Write down head office's age public key, "" for none."""
    database.execute("UPDATE settings SET head_office = ?", (recipient or None,))


def signing_key(database: Database, key_id: str | None = None) -> SigningKey:
    """The key of this id, else the one that signs now.

    Old keys are kept, so that old receipts can be drawn again.
    """
    condition = "retired_at IS NULL" if key_id is None else "key_id = ?"
    row = database.execute(
        f"SELECT key_id, private_key FROM signing_keys WHERE {condition}",  # noqa: S608
        () if key_id is None else (key_id,),
    ).fetchone()
    return SigningKey(*row)


def public_key(database: Database, key_id: str) -> bytes | None:
    """The public half of a key of this counter, retired or not; None when it has none such."""
    row = database.execute(
        "SELECT private_key FROM signing_keys WHERE key_id = ?", (key_id,)
    ).fetchone()
    return None if row is None else SigningKey(key_id, row[0]).public_key


def new_key(database: Database) -> SigningKey:
    """A key drawn by lot, whose id no key of this counter has."""
    while True:
        private = secrets.token_bytes(32)
        key_id = sha256(SigningKey("", private).public_key).hexdigest()[:4].upper()
        if public_key(database, key_id) is None:
            return SigningKey(key_id, private)


def replace_key(
    database: Database, key: SigningKey, now: datetime, epoch_begun: Epoch | None = None
) -> None:
    """Let this key sign from now on; the one before is kept for what it has signed.

    It signs in the epoch of the one before, unless another begins with it.
    """
    goes_on = epoch_begun or epoch(database)
    database.execute(
        "UPDATE signing_keys SET retired_at = ? WHERE retired_at IS NULL", (now.isoformat(),)
    )
    _put_key(database, key, now, goes_on)


def epoch(database: Database) -> Epoch:
    """The present epoch."""
    number, machine, account = database.execute(
        "SELECT epoch, machine, account FROM signing_keys WHERE retired_at IS NULL"
    ).fetchone()
    return Epoch(number or 1, machine, account)


def settle(database: Database, where: Epoch) -> None:
    """Write down on which machine and under which account the present epoch is."""
    database.execute(
        "UPDATE signing_keys SET machine = ?, account = ? WHERE retired_at IS NULL",
        (where.machine, where.account),
    )


def _put_key(database: Database, key: SigningKey, now: datetime, epoch: Epoch) -> None:
    database.execute(
        "INSERT INTO signing_keys (key_id, private_key, since, epoch, machine, account)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (key.key_id, key.private_key, now.isoformat(), *epoch),
    )
