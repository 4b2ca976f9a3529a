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
from typing import Any, NamedTuple

from cnss_counter.errors import AccessError, StoreError
from cnss_counter.storage import json_files
from cnss_counter.storage.files import read_whole, turn, write_whole

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
_SPOILT = FREE_TRIES_ON_THE_COUNTER + 10
"""Failures that stand for a file which somebody spoilt: the longest wait, once."""


class Try(NamedTuple):
    """A try that was booked: on which account, and all accounts' together before and with it."""

    account: str
    before: _Failures
    booked: _Failures


@dataclass(frozen=True, slots=True)
class Throttle:
    """Failures are kept in a file beside the keys, under keyed hashes of the clerks' codes.

    `seconds` counts from the start of the machine: setting the clock forward shortens no
    wait, and a restart begins the wait again.
    """

    path: Path
    seconds: Callable[[], float] = time.monotonic

    def book(self, account: str, *, is_lockable: bool = True) -> Try:
        """Write a try down as failed, before anybody knows whether it is.

        Raises `AccessError`: `access.wait` while this account or the counter has to wait;
        after a hundred failures in a row waiting is not enough: `access.locked`.
        `StoreError` when it cannot be written: the password must not be tried then.
        """
        with turn(self._lock_file):
            now, failures = self.seconds(), self._read()
            mine, before = failures.get(account, _NONE), failures.get(_COUNTER, _NONE)
            if is_lockable and mine.count >= LOCKED_AFTER:
                raise AccessError("access.locked")
            together = before.faded(now)
            wait = max(mine.wait(FREE_TRIES, now), together.wait(FREE_TRIES_ON_THE_COUNTER, now))
            if wait > 0:
                raise AccessError("access.wait", seconds=str(int(wait) + 1))
            booked = together.one_more(now)
            self._write(failures | {account: mine.one_more(now), _COUNTER: booked})
            return Try(account, before, booked)

    def take_back(self, right: Try) -> None:
        """The password was right: forget the failures of its account, here and in the sum.

        The others' wait goes on from where it was. A disk that refuses this lets the clerk in
        all the same; the tries stay written down.
        """
        with suppress(StoreError), turn(self._lock_file):
            failures = self._read()
            mine = failures.pop(right.account, _NONE)
            together = failures.pop(_COUNTER, _NONE)
            if together == right.booked:  # nobody else has tried since
                together = right.before.one_more(right.before.at)
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
        """What is written; where the machine was started again since, the wait begins again.

        A file that somebody spoilt must not open the door to guessing, nor shut it for ever:
        it is written anew at once, and its wait runs out.
        """
        if not self.path.exists():
            return {}
        now = self.seconds()
        try:
            written = json_files.read(read_whole(self.path))
            failures = {name: _failures(count, at) for name, (count, at) in written.items()}
        except (StoreError, ValueError, TypeError, AttributeError, OverflowError):
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
