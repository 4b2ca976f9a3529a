"""What somebody shows to be let in. A credential names its slot, and never says what was typed."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from cnss_counter.services.access.accounts import clerk_code
from cnss_counter.storage.vault import printed_code
from cnss_counter.storage.vault.keyring import RECOVERY, Keyring


class Credential(Protocol):
    """A way to the database's key."""

    def open(self, keyring: Keyring) -> bytes:
        """The database's key; raises `AccessError` as `Keyring.open` does."""

    def slot(self, keyring: Keyring) -> str | None:
        """The slot that is tried; None when there is none."""


class Password(NamedTuple):
    """A clerk's own."""

    clerk: str
    password: str

    def open(self, keyring: Keyring) -> bytes:
        return keyring.open(clerk_code(self.clerk), self.password)

    def slot(self, keyring: Keyring) -> str | None:
        return keyring.slot_of(clerk_code(self.clerk))


class CodeOnce(NamedTuple):
    """A one-time code, to choose a password by."""

    clerk: str
    code: str

    def open(self, keyring: Keyring) -> bytes:
        return keyring.open_once(clerk_code(self.clerk), self.code)

    def slot(self, keyring: Keyring) -> str | None:
        return keyring.slot_of(clerk_code(self.clerk))


class PasswordChange(NamedTuple):
    """The password until now; where it opens, the slot is put under the next one."""

    clerk: str
    password: str
    next_password: str

    def open(self, keyring: Keyring) -> bytes:
        return keyring.change(clerk_code(self.clerk), self.password, self.next_password)

    def slot(self, keyring: Keyring) -> str | None:
        return keyring.slot_of(clerk_code(self.clerk))


class RecoveryCode(NamedTuple):
    """The code of the recovery sheet or of head office's letter.

    One typed wrong is told apart by its checks (`BadInputError`, `code.…`), and is no try.
    """

    code: str

    def open(self, keyring: Keyring) -> bytes:
        printed_code.require_well_typed(self.code, printed_code.RECOVERY_GROUPS)
        return keyring.open_recovery(self.code)

    def slot(self, keyring: Keyring) -> str | None:  # noqa: ARG002 – the same in every keyring
        return RECOVERY
