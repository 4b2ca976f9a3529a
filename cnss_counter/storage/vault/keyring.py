"""The key of the database, sealed once for each clerk. Opening a slot is the login.

Nothing here tells a wrong password from an unknown clerk, in words or in time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cnss_counter.clock import Clock, system_clock
from cnss_counter.errors import AccessError
from cnss_counter.storage.vault import slots
from cnss_counter.storage.vault.hidden_memory import hide_memory
from cnss_counter.storage.vault.key_file import Content, KeyFile
from cnss_counter.storage.vault.machine_secret import MachineSecret
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
        self.file = KeyFile(path)
        self._machine = MachineSecret(machine_secret)
        self._cost = cost
        self._throttle = throttle or Throttle(path.with_name("throttle.json"))
        self._clock = clock

    def create(self) -> None:
        """Make the machine's secret and an empty keyring."""
        self._machine.make()
        self.file.write(Content({}))

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
            if refusal.code != "access.refused" or not self.file.read().letter:
                raise
            key = self._open(HEAD_OFFICE, code).key
        if not self._machine.exists():  # another machine: the clerks' slots open no more
            self._machine.make()
            self.file.change(lambda content: content.without(content.slots.keys() - set(SHEETS)))
        return key

    # Who has a slot

    def slot_of(self, clerk: str) -> str | None:
        """The name of a clerk's slot, which tells no code; None when there is none."""
        account = self._account(clerk)
        return account if account in self.file.read().slots else None

    def access_of(self, clerk: str) -> str:
        """The clerk's own public key: another one after each one-time code; "" without a slot.

        Asked at each action, so the file is read again only when it is another one.
        """
        slot = self.file.seen().slots.get(self._account(clerk))
        return slot.public if slot else ""

    def put(self, clerk: str, password: str, key: bytes) -> None:
        """Seal the key for a clerk: a new slot, or a new one in the place of the clerk's."""
        secret, account = self._machine.read(), self._account(clerk)
        self._put(slots.made(account, secret, password, key, self._cost))

    def put_once(self, clerk: str, code: str, key: bytes, until: datetime) -> None:
        """Seal the key under a one-time code, in the place of whatever the clerk had."""
        secret, account = self._machine.read(), self._account(clerk)
        self._put(slots.made(account, secret, code, key, self._cost, "code", until.isoformat()))
        self._throttle.release(account)

    def put_recovery(self, code: str, key: bytes) -> None:
        """Seal the key under the code of a new sheet; the sheet before opens nothing more."""
        self._put(self._sheet(RECOVERY, code, key))

    def put_head_office(self, code: str, letter: str, key: bytes) -> None:
        """Seal the key under a new code for head office; the code before opens nothing more."""
        slot = self._sheet(HEAD_OFFICE, code, key)
        self.file.change(lambda content: replace(content.with_slot(slot), letter=letter))

    def change(self, clerk: str, old: str, new: str) -> bytes:
        """Put the clerk's own key pair under a new password: no other slot is touched.

        Returns the database's key; raises as `open` does.
        """
        opened = self._open(clerk, old)
        if opened.slot.is_old:
            self.put(clerk, new, opened.key)
            return opened.key
        kept = replace(opened.slot, kind="password", until="", cost=self._cost)
        slot = slots.resealed(kept, self._machine.read(), new, opened.private)
        self._put(slots.witnessed(slot, opened.key))
        return opened.key

    def remove(self, clerk: str) -> None:
        """Take a clerk's slot away; the password opens nothing any more."""
        self.release(clerk)
        self.file.change(lambda content: content.without({self._account(clerk)}))

    def release(self, clerk: str) -> None:
        """Forget the failed tries of a clerk; on all accounts together they go on counting."""
        self._throttle.release(self._account(clerk))

    def _open(self, clerk: str, password: str) -> _Opened:
        content = self.file.read()
        is_sheet = clerk in SHEETS
        secret = _OWN_SECRET if is_sheet else self._machine.read()
        account = clerk if is_sheet else slots.account_id(secret, clerk)
        slot = content.slots.get(account) or slots.decoy(account, content.cost_of_one(self._cost))
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
            raise self.file.damaged() from damage

    def _sheet(self, id_: str, code: str, key: bytes) -> Slot:
        return slots.made(id_, _OWN_SECRET, code, key, self._cost, "recovery")

    def _account(self, clerk: str) -> str:
        return slots.account_id(self._machine.read(), clerk)

    def _put(self, slot: Slot) -> None:
        self.file.change(lambda content: content.with_slot(slot))


def without_head_office(content: Content) -> Content:
    """Head office's slot and letter taken away."""
    return replace(content.without({HEAD_OFFICE}), letter="")
