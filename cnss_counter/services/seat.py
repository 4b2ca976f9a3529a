"""What every use case of a logged-in clerk stands on."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from cnss_counter.clock import Clock
from cnss_counter.paths import Home
from cnss_counter.services import permissions
from cnss_counter.services.permissions import Action
from cnss_counter.storage.database import Store
from cnss_counter.storage.keyring import Keyring
from cnss_counter.storage.records import Clerk


class Seat(NamedTuple):
    """A clerk at a counter that is open: a use case is a function of the seat.

    Thread-safe, as its parts are. After `Store.close` every use raises `StoreError`.
    """

    home: Home
    store: Store
    keyring: Keyring
    clerk: Clerk
    clock: Clock
    was_clock_suspect: bool = False
    """Whether the clock was wrong when the clerk logged in."""
    is_training: bool = False

    def now(self) -> datetime:
        """The present moment by this counter's clock."""
        return self.clock()

    def require(self, action: Action) -> None:
        """Raise `AccessError` unless one of the clerk's roles allows the action."""
        permissions.require(self.clerk, action, is_training=self.is_training)

    def may(self, action: Action) -> bool:
        """Whether `require` would let the action pass: what a screen need not offer."""
        return permissions.may(self.clerk, action, is_training=self.is_training)
