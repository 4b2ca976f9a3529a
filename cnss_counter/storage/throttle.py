"""Slowing down whoever guesses passwords, across restarts and whatever the clock says."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cnss_counter.errors import AccessError
from cnss_counter.storage.files import turn, write_whole

FREE_TRIES = 5
"""Wrong passwords on one account before the first wait."""

FREE_TRIES_ON_THE_COUNTER = 25
"""Wrong passwords on all accounts together before the first wait."""

LONGEST_WAIT = 900.0
"""Seconds."""

LOCKED_AFTER = 100
"""Wrong passwords on one account after which a supervisor has to open it again."""

_COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    at: float


@dataclass(frozen=True, slots=True)
class Throttle:
    """Failures are kept in a file beside the keys, under keyed hashes of the clerks' codes.

    `seconds` counts from the start of the machine: setting the clock forward shortens no
    wait, and a restart begins the wait again.
    """

    path: Path
    seconds: Callable[[], float] = time.monotonic

    def check(self, account: str, *, is_lockable: bool = True) -> None:
        """Raise `AccessError` (`access.wait`) while this account or the counter has to wait.

        After a hundred failures in a row waiting is not enough: `access.locked`.
        """
        failures = self._read().get(account)
        if is_lockable and failures is not None and failures.count >= LOCKED_AFTER:
            raise AccessError("access.locked")
        wait = max(self._wait(name) for name in (account, _COUNTER))
        if wait > 0:
            raise AccessError("access.wait", seconds=str(int(wait) + 1))

    def failed(self, account: str) -> None:
        """Write a failure down before it is told to anybody."""
        with turn(self.path.with_suffix(".lock")):
            failures = self._read()
            for name in (account, _COUNTER):
                count = failures[name].count if name in failures else 0
                failures[name] = _Failures(count + 1, self.seconds())
            self._write(failures)

    def succeeded(self, account: str) -> None:
        """Forget the failures of an account whose password was given."""
        with turn(self.path.with_suffix(".lock")):
            failures = self._read()
            if failures.pop(account, None) or failures.pop(_COUNTER, None):
                self._write({n: f for n, f in failures.items() if n != _COUNTER})

    def release(self, account: str) -> None:
        """Forget the failures of an account, because somebody else says so.

        They stay in the count of all accounts together: nobody buys free tries for another.
        """
        with turn(self.path.with_suffix(".lock")):
            failures = self._read()
            if failures.pop(account, None):
                self._write(failures)

    def _wait(self, name: str) -> float:
        failures = self._read().get(name)
        free = FREE_TRIES_ON_THE_COUNTER if name == _COUNTER else FREE_TRIES
        if failures is None or failures.count < free:
            return 0.0
        whole = min(2.0 ** min(failures.count - free, 10), LONGEST_WAIT)
        elapsed = self.seconds() - failures.at
        if elapsed < 0:  # the machine was started again since: the wait begins again
            with turn(self.path.with_suffix(".lock")):
                restarted = _Failures(failures.count, self.seconds())
                self._write({**self._read(), name: restarted})
            return whole
        return whole - elapsed

    def _read(self) -> dict[str, _Failures]:
        try:
            stored = json.loads(self.path.read_text(encoding="ascii"))
            return {name: _Failures(int(count), float(at)) for name, (count, at) in stored.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            # A file that somebody spoilt must not open the door to guessing.
            return {_COUNTER: _Failures(FREE_TRIES_ON_THE_COUNTER + 10, self.seconds())}

    def _write(self, failures: dict[str, _Failures]) -> None:
        stored = {name: [failure.count, failure.at] for name, failure in failures.items()}
        write_whole(self.path, json.dumps(stored).encode("ascii"))
