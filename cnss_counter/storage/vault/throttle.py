"""Slowing down whoever guesses passwords, across restarts and whatever the clock says.

A try is written down as failed before the password is looked at, and taken back when it was
right. So guesses made at the same moment count like guesses made one after another, and where
nothing can be written nobody tries anything (docs/decisions/0067).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from cnss_counter import limits
from cnss_counter.errors import AccessError, StoreError
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.lock_files import turn
from cnss_counter.storage.files.private_files import write_whole

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
_LOCKS = 16


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
_SPOILT = FREE_TRIES_ON_THE_COUNTER + 10
"""Failures that stand for a file which somebody spoilt: the longest wait, once."""


@dataclass(frozen=True, slots=True)
class Throttle:
    """Failures are kept in a file beside the keys, under keyed hashes of the clerks' codes.

    `seconds` counts from the start of the machine: setting the clock forward shortens no
    wait, and a restart begins the wait again.
    """

    path: Path
    seconds: Callable[[], float] = time.monotonic

    @contextmanager
    def one_at_a_time(self, account: str) -> Iterator[None]:
        """Whoever else tries this account now waits until the block has ended.

        So only what failed counts, and ten windows of one clerk are no ten failures. Other
        accounts share the lock by chance, one in sixteen.
        """
        lock = crc32(account.encode("ascii")) % _LOCKS
        with turn(self.path.with_name(f"{self.path.stem}.{lock}.lock")):
            yield

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
            self._write(failures | {account: mine.one_more(now)})

    def failed(self) -> None:
        """The password was wrong: one more on all accounts together, before it is told."""
        with turn(self._lock_file):
            now, failures = self.seconds(), self._read()
            together = failures.get(_COUNTER, _NONE).faded(now)
            self._write(failures | {_COUNTER: together.one_more(now)})

    def take_back(self, account: str) -> None:
        """The password was right: forget the failures of its account, here and in the sum.

        A disk that refuses this lets the clerk in all the same; the tries stay written down.
        """
        with suppress(StoreError), turn(self._lock_file):
            failures = self._read()
            before = failures.pop(account, _NONE).count - 1  # this try is not in the sum
            if before > 0 and (together := failures.pop(_COUNTER, None)):
                left = together.count - before
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
        """What is written; where the machine was started again since, the wait begins again.

        A file that somebody spoilt must not open the door to guessing, nor shut it for ever:
        it is written anew at once, and its wait runs out.
        """
        if not self.path.exists():
            return {}
        now = self.seconds()
        try:
            written = json_files.read_file(self.path, limits.STATE)
            failures = {name: _failures(count, at) for name, (count, at) in written.items()}
        except (ValueError, TypeError, AttributeError, OverflowError):
            failures = {_COUNTER: _Failures(_SPOILT, now)}
            self._write(failures)
        if any(one.at > now for one in failures.values()):
            failures = {name: _Failures(f.count, min(f.at, now)) for name, f in failures.items()}
            self._write(failures)
        return failures

    def _write(self, failures: dict[str, _Failures]) -> None:
        stored = {name: [failure.count, failure.at] for name, failure in failures.items()}
        write_whole(self.path, json.dumps(stored).encode("ascii"))


def _failures(count: Any, at: Any) -> _Failures:
    if type(count) is not int or count < 0 or type(at) not in (int, float):
        raise TypeError(count, at)
    return _Failures(count, float(at))
