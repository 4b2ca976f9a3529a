"""What every use case of a logged-in clerk stands on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import NamedTuple

from cnss_counter.clock import Clock
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import AccessLostError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access import permissions
from cnss_counter.services.access.permissions import Action
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import clerks
from cnss_counter.storage.vault.keyring import Keyring


class ClerkContext(NamedTuple):
    """A clerk at a counter that is open: a use case is a function of this.

    Each use looks whether the clerk may still sit here: somebody removed while at work in
    another window goes no further than the next action. Thread-safe, as its parts are. After
    `Store.close` every use raises `StoreError`.
    """

    home: Home
    store: Store
    keyring: Keyring
    clerk: Clerk
    clock: Clock
    was_clock_suspect: bool = False
    """Whether the clock was wrong when the clerk logged in."""
    is_training: bool = False
    access: str = ""
    """Which access the clerk came in by (`Keyring.access_of`); "" when no login is behind it."""

    def now(self) -> datetime:
        """The present moment by this counter's clock."""
        return self.clock()

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """`Store.reading`, for a clerk who may still sit here."""
        with self.store.reading() as database:
            self.require_kept(database)
            yield database

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """`Store.writing`, for a clerk who may still sit here when the transaction has begun."""
        with self.store.writing() as database:
            self.require_kept(database)
            yield database

    def require(self, action: Action) -> None:
        """Raise `AccessError` unless one of the clerk's roles allows the action."""
        permissions.require(self.clerk, action, is_training=self.is_training)
        with self.reading():
            pass

    def require_kept(self, database: Database) -> None:
        """Raise `AccessLostError` when the clerk was removed or lost a role since the login.

        A code given to the clerk since then ends the session as well: the password behind it
        opens nothing any more (`access.removed_since`, `.roles_changed`, `.code_given_since`).
        """
        now = clerks.by_code(database, self.clerk.code)
        if now is None:
            raise AccessLostError("access.removed_since")
        if not self.clerk.roles <= now.roles:
            raise AccessLostError("access.roles_changed")
        with suppress(StoreError):  # a keyring that is damaged lets nobody in, and nobody out
            if self.access and self.keyring.access_of(self.clerk.code) != self.access:
                raise AccessLostError("access.code_given_since")

    def may(self, action: Action) -> bool:
        """Whether `require` would let the action pass: what a screen need not offer."""
        return permissions.may(self.clerk, action, is_training=self.is_training)
