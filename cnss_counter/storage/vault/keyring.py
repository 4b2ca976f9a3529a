"""The key of the database, sealed once for each clerk. Opening a slot is the login.

Nothing here tells a wrong password from an unknown clerk, in words or in time.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cnss_counter.clock import Clock, system_clock
from cnss_counter.errors import AccessError, StoreError
from cnss_counter.storage.files.private_files import read_whole, told_as_store_errors, write_whole
from cnss_counter.storage.vault import slots
from cnss_counter.storage.vault.hidden_memory import hide_memory
from cnss_counter.storage.vault.key_file import Content, KeyFile
from cnss_counter.storage.vault.slots import KEY_BYTES, PasswordCost, Slot
from cnss_counter.storage.vault.throttle import Throttle

__all__ = [
    "KEY_BYTES",
    "LOWEST_COST",
    "RECOVERY",
    "SHEETS",
    "USUAL_COST",
    "Keyring",
    "PasswordCost",
]

USUAL_COST = PasswordCost()
LOWEST_COST = PasswordCost(memory=19 * 1024, passes=2)
"""The floor of OWASP's password storage cheat sheet; a real counter refuses less."""

RECOVERY = "recovery"
"""The slot of the recovery sheet. Its code is 120 bits drawn by lot, so it needs no secret of the
machine: the sheet, `keys.json` and the database are enough on another machine."""

HEAD_OFFICE = "head_office"
"""The slot of a second code like the sheet's, which exists only sealed to head office's key."""

SHEETS = (RECOVERY, HEAD_OFFICE)
"""The slots that are nobody's in particular."""

_OWN_SECRET = bytes(KEY_BYTES)
FILE_MARK_BYTES = 16


class _Opened(NamedTuple):
    slot: Slot
    private: bytes
    key: bytes


class Keyring:
    """The slots of one counter: `keys.json`, with the machine's secret in its own file.

    `is_real` holds the cost of a password to the floor; the passwords of a training counter
    are written on its login screen, so theirs may be cheap. `clock` ends one-time codes.
    """

    def __init__(
        self,
        path: Path,
        machine_secret: Path,
        *,
        is_real: bool,
        cost: PasswordCost = USUAL_COST,
        throttle: Throttle | None = None,
        clock: Clock = system_clock,
    ) -> None:
        if is_real and cost.is_below(LOWEST_COST):
            raise ValueError("a real counter's passwords cannot be cheaper than the floor")
        hide_memory()
        self._file = KeyFile(path)
        self._secret_path = machine_secret
        self._cost = cost
        self._throttle = throttle or Throttle(path.with_name("throttle.json"))
        self._clock = clock
        self._access_seen: tuple[str, tuple[int, int, int], str] = ("", (0, 0, 0), "")

    def create(self) -> None:
        """Make the machine's secret and an empty keyring."""
        self._make_secret()
        self._file.write(Content({}))

    # Opening

    def open(self, clerk: str, password: str) -> bytes:
        """The database's key, for the right password.

        Raises `AccessError`: `access.refused` for a wrong password and an unknown clerk
        alike, `access.wait` and `access.locked` after too many tries. To the right one-time
        code it says `access.password_to_choose`, or `access.code_ended` a day later.
        """
        opened = self._open(clerk, password)
        if opened.slot.kind == "code":
            raise AccessError("access.password_to_choose")
        if opened.slot.is_old:
            self.put(clerk, password, opened.key)
        return opened.key

    def open_once(self, clerk: str, code: str) -> bytes:
        """The database's key, for a one-time code or a password: to choose a password by it."""
        return self._open(clerk, code).key

    def open_recovery(self, code: str) -> bytes:
        """The database's key, for the code of the recovery sheet or of head office's letter."""
        try:
            key = self._open(RECOVERY, code).key
        except AccessError as refusal:
            if refusal.code != "access.refused" or not self.letter():
                raise
            key = self._open(HEAD_OFFICE, code).key
        if not self._secret_path.exists():  # another machine: the clerks' slots open no more
            self._make_secret()
            self._remove_clerks()
        return key

    # Who has a slot

    def slot_of(self, clerk: str) -> str | None:
        """The name of a clerk's slot, which tells no code; None when there is none."""
        account = slots.account_id(self._secret(), clerk)
        return account if account in self._file.read().slots else None

    def access_of(self, clerk: str) -> str:
        """The clerk's own public key: another one after each one-time code; "" without a slot.

        Asked at each action, so the file is read again only when it is another one.
        """
        version = self._file.version()
        if self._access_seen[:2] != (clerk, version):
            slot = self._file.read().slots.get(slots.account_id(self._secret(), clerk))
            self._access_seen = (clerk, version, slot.public if slot else "")
        return self._access_seen[2]

    def put(self, clerk: str, password: str, key: bytes) -> None:
        """Seal the key for a clerk: a new slot, or a new one in the place of the clerk's."""
        secret = self._secret()
        self._put(slots.made(slots.account_id(secret, clerk), secret, password, key, self._cost))

    def put_once(self, clerk: str, code: str, key: bytes, until: datetime) -> None:
        """Seal the key under a one-time code, in the place of whatever the clerk had."""
        secret, account = self._secret(), slots.account_id(self._secret(), clerk)
        ends = until.isoformat()
        self._put(slots.made(account, secret, code, key, self._cost, "code", ends))
        self._throttle.release(account)

    def put_recovery(self, code: str, key: bytes) -> None:
        """Seal the key under the code of a new sheet; the sheet before opens nothing more."""
        self._put(slots.made(RECOVERY, _OWN_SECRET, code, key, self._cost, "recovery"))

    def put_head_office(self, code: str, letter: str, key: bytes) -> None:
        """Seal the key under a new code for head office; the code before opens nothing more."""
        slot = slots.made(HEAD_OFFICE, _OWN_SECRET, code, key, self._cost, "recovery")
        self._file.change(lambda content: replace(content.with_slot(slot), letter=letter))

    def remove_head_office(self) -> None:
        """Take head office's slot and letter away."""
        self._file.change(lambda content: replace(content.without({HEAD_OFFICE}), letter=""))

    def letter(self) -> str:
        """The code of head office's slot as only head office can read it; "" when none."""
        return self._file.read().letter

    def change(self, clerk: str, old: str, new: str) -> bytes:
        """Put the clerk's own key pair under a new password: no other slot is touched.

        Returns the database's key; raises as `open` does.
        """
        opened = self._open(clerk, old)
        if opened.slot.is_old:
            self.put(clerk, new, opened.key)
            return opened.key
        kept = replace(opened.slot, kind="password", until="", cost=self._cost)
        slot = slots.resealed(kept, self._secret(), new, opened.private)
        self._put(slots.witnessed(slot, opened.key))
        return opened.key

    def remove(self, clerk: str) -> None:
        """Take a clerk's slot away; the password opens nothing any more."""
        account = slots.account_id(self._secret(), clerk)
        self._throttle.release(account)
        self._file.change(lambda content: content.without({account}))

    def release(self, clerk: str) -> None:
        """Forget the failed tries of a clerk; on all accounts together they go on counting."""
        self._throttle.release(slots.account_id(self._secret(), clerk))

    # A new key for the database

    def add_next_key(self, key: bytes, next_key: bytes, next_file: bytes) -> None:
        """Seal the next key for everybody beside the present one, until `settle`.

        `next_file` are the first bytes of the file that it opens. Raises `AccessError`
        (`keys.older_slot`: somebody has to log in once before), `StoreError` when a slot was
        put there by somebody who did not know the key.
        """

        def sealed_too(slot: Slot) -> Slot:
            if slot.is_old:
                raise AccessError("keys.older_slot")
            if not slots.is_witnessed(slot, key):
                raise self._file.damaged()
            return slots.with_next_key(slot, next_key)

        self._file.change(
            lambda content: replace(content.with_each(sealed_too), next_file=next_file.hex())
        )

    def settle(self, database: Path) -> None:
        """After a change of key that was cut off, keep the key that opens the file now there."""
        if self._file.read().next_file:
            self._file.change(partial(_settled, database))

    # Inside

    def _open(self, clerk: str, password: str) -> _Opened:
        content = self._file.read()
        is_sheet = clerk in SHEETS
        secret = _OWN_SECRET if is_sheet else self._secret()
        account = clerk if is_sheet else slots.account_id(secret, clerk)
        slot = content.slots.get(account) or slots.decoy(account, self._usual_cost(content))
        with self._throttle.one_at_a_time(account):
            self._throttle.book(account, is_lockable=not is_sheet)
            private = slots.unsealed(slot, secret, password)
            if private is None:
                self._throttle.failed()
                raise AccessError("access.refused")
            self._throttle.take_back(account)
        if slot.until and self._clock() >= datetime.fromisoformat(slot.until):
            raise AccessError("access.code_ended")
        try:
            return _Opened(slot, private, slots.key_in(slot, private))
        except ValueError as damage:
            raise self._file.damaged() from damage

    def _remove_clerks(self) -> None:
        self._file.change(lambda content: content.without(content.slots.keys() - set(SHEETS)))

    def _usual_cost(self, content: Content) -> PasswordCost:
        return next((slot.cost for slot in content.slots.values()), self._cost)

    def _put(self, slot: Slot) -> None:
        self._file.change(lambda content: content.with_slot(slot))

    def _make_secret(self) -> None:
        write_whole(self._secret_path, secrets.token_bytes(KEY_BYTES))

    def _secret(self) -> bytes:
        secret = read_whole(self._secret_path)
        if len(secret) != KEY_BYTES:
            raise StoreError("store.damaged", file=str(self._secret_path))
        return secret


def _settled(database: Path, content: Content) -> Content:
    """One key for each slot again: the one that opens the file now there."""
    is_turned = file_mark(database).hex() == content.next_file
    turn_slot = slots.turned if is_turned else slots.not_turned
    return replace(content.with_each(turn_slot), next_file="")


def file_mark(database: Path) -> bytes:
    """What tells one encrypted file from another: the random bytes that it begins with."""
    with told_as_store_errors(database), database.open("rb") as file:
        return file.read(FILE_MARK_BYTES)
