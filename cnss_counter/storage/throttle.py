"""Slowing down whoever guesses passwords, across restarts and whatever the clock says.

A try is written down as failed before the password is looked at, and taken back when it was
right. So guesses made at the same moment count like guesses made one after another, and where
nothing can be written nobody tries anything (docs/decisions/0067).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cnss_counter.errors import AccessError, StoreError
from cnss_counter.storage.files import turn, write_whole

FREE_TRIES = 5
"""Wrong passwords on one account before the first wait."""

FREE_TRIES_ON_THE_COUNTER = 25
"""Wrong passwords on all accounts together before the first wait."""

LONGEST_WAIT = 900.0
"""Seconds. So often, at the longest wait, somebody may guess; and so often one failure is
forgotten of all accounts' together, of which nobody's success forgets another's."""

LOCKED_AFTER = 100
"""Wrong passwords on one account after which a supervisor has to open it again."""

_COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    at: float

    def wait(self, free: int, now: float) -> float:
        """Seconds until the next try; 0 when none."""
        if self.count < free:
            return 0.0
        return min(2.0 ** min(self.count - free, 10), LONGEST_WAIT) - (now - self.at)

    def one_more(self, now: float) -> _Failures:
        return _Failures(self.count + 1, now)

    def faded(self, now: float) -> _Failures:
        """Without those that time has made forget."""
        return _Failures(max(self.count - int((now - self.at) / LONGEST_WAIT), 0), self.at)


_NONE = _Failures(0, 0.0)


@dataclass(frozen=True, slots=True)
class Throttle:
    """Failures are kept in a file beside the keys, under keyed hashes of the clerks' codes.

    `seconds` counts from the start of the machine: setting the clock forward shortens no
    wait, and a restart begins the wait again.
    """

    path: Path
    seconds: Callable[[], float] = time.monotonic

    def book(self, account: str, *, is_lockable: bool = True) -> None:
        """Write a try down as failed, before anybody knows whether it is.

        Raises `AccessError`: `access.wait` while this account or the counter has to wait;
        after a hundred failures in a row waiting is not enough: `access.locked`.
        `StoreError` when it cannot be written: the password must not be tried then.
        """
        with turn(self._lock_file):
            now, failures = self.seconds(), self._read()
            mine, together = failures.get(account, _NONE), failures.get(_COUNTER, _NONE)
            if is_lockable and mine.count >= LOCKED_AFTER:
                raise AccessError("access.locked")
            together = together.faded(now)
            wait = max(mine.wait(FREE_TRIES, now), together.wait(FREE_TRIES_ON_THE_COUNTER, now))
            if wait > 0:
                raise AccessError("access.wait", seconds=str(int(wait) + 1))
            both = {account: mine.one_more(now), _COUNTER: together.one_more(now)}
            self._write(failures | both)

    def take_back(self, account: str) -> None:
        """The password was right: forget the failures of its account, here and in the sum.

        A disk that refuses this lets the clerk in all the same; the tries stay written down.
        """
        with suppress(StoreError), turn(self._lock_file):
            failures = self._read()
            mine = failures.pop(account, _NONE)
            if together := failures.pop(_COUNTER, None):
                left = together.count - mine.count
                failures |= {_COUNTER: _Failures(left, together.at)} if left > 0 else {}
            self._write(failures)

    def release(self, account: str) -> None:
        """Forget the failures of an account, because somebody else says so.

        They stay in the count of all accounts together: nobody buys free tries for another.
        """
        with turn(self._lock_file):
            failures = self._read()
            if failures.pop(account, None):
                self._write(failures)

    @property
    def _lock_file(self) -> Path:
        return self.path.with_suffix(".lock")

    def _read(self) -> dict[str, _Failures]:
        """What is written; where the machine was started again since, the wait begins again."""
        now = self.seconds()
        try:
            stored = json.loads(self.path.read_text(encoding="ascii"))
            read = {name: _Failures(int(count), float(at)) for name, (count, at) in stored.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            # A file that somebody spoilt must not open the door to guessing.
            return {_COUNTER: _Failures(FREE_TRIES_ON_THE_COUNTER + 10, now)}
        if all(failures.at <= now for failures in read.values()):
            return read
        read = {name: _Failures(f.count, min(f.at, now)) for name, f in read.items()}
        self._write(read)
        return read

    def _write(self, failures: dict[str, _Failures]) -> None:
        stored = {name: [failure.count, failure.at] for name, failure in failures.items()}
        write_whole(self.path, json.dumps(stored).encode("ascii"))
