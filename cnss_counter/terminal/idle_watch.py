"""How long nobody has typed: it tells when the screen is to be locked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

LOCKED_AFTER = 300.0
"""Seconds without a key before the screen locks itself, unless the counter says otherwise."""

HELD_FOR = 1.0
"""Seconds after which it is tried again, where the counter was held and could not be locked."""

LONGEST_SESSION = 12 * 3600.0
"""Seconds after which the password is asked again, however busy the clerk is."""


class IdleWatch:
    """Looks once what was awaited may have come, never in between."""

    def __init__(
        self, look_again: Callable[[float, Callable[[], None]], object], lock: Callable[[], bool]
    ) -> None:
        """`look_again` calls back in so many seconds; `lock` is called when it is time, and
        says whether it could.
        """
        self._look_again = look_again
        self._lock = lock
        self._locked_after = LOCKED_AFTER
        self._typed_at = self._password_at = 0.0

    def begin(self, minutes: int | None = None) -> None:
        """Look from now on. `minutes` without a key lock the screen, where the counter says so."""
        if minutes is not None:
            self._locked_after = minutes * 60.0
        self._look_again(self._locked_after, self._look)

    def note_key(self) -> None:
        """Somebody typed."""
        self._typed_at = _seconds()

    def note_password(self) -> None:
        """The clerk gave a password; or nobody sits here any more."""
        self._typed_at = self._password_at = _seconds()

    def _look(self) -> None:
        now = _seconds()
        self.look(now - self._typed_at, now - self._password_at)

    def look(self, seconds: float, since_password: float = 0.0) -> None:
        """Lock when nobody has typed for so long, or the password is half a day old.

        Else look again when that may be.
        """
        wait = min(self._locked_after - seconds, LONGEST_SESSION - since_password)
        if wait <= 0:
            wait = self._locked_after if self._lock() else HELD_FOR
        self._look_again(wait, self._look)


def _seconds() -> float:
    return asyncio.get_running_loop().time()
