"""Kill the program in the middle of a change: what is found is the old or the new, never between.

Every change of `apparatus/changes.py` and every copy of `apparatus/copies.py` is begun in a process
of its own and killed with SIGKILL at a random moment of the time it takes.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from campaigns.apparatus.changes import CHANGES, IN_PLACE, Change
from campaigns.apparatus.copies import COPIES
from campaigns.frame import Findings
from cnss_counter.errors import CounterError

SHORT, LONG = 2, 400
CONTROL_BREAKS = frozenset({"written in place"})
_KILLS_OF_CONTROL, _MOST_ROUNDS_OF_CONTROL = 5, 10


def run(count: int, seed: int) -> Findings:
    tried: dict[str, float | str] = {}
    broken = {}
    for name, change in {**CHANGES, **COPIES}.items():
        killed, between = _interrupt(change, count, random.Random(f"{seed} {name}"))
        tried |= {name: count, f"{name}, killed in the middle": killed}
        broken[name] = between
    return Findings(tried, broken)


def control(seed: int) -> Findings:
    """The file of the keys is written over in place.

    A few kills may all come before the first letter or behind the last: it is tried until one does
    not.
    """
    chance = random.Random(seed)
    rounds = (
        _interrupt(IN_PLACE, _KILLS_OF_CONTROL, chance) for _ in range(_MOST_ROUNDS_OF_CONTROL)
    )
    killed, between = next((found for found in rounds if found[1]), (0, 0))
    return Findings({"killed in the middle": killed}, {"written in place": between})


def _interrupt(change: Change, count: int, chance: random.Random) -> tuple[int, int]:
    """How many were killed before their end, and how many of all left something between."""
    tried = killed = between = 0
    with tempfile.TemporaryDirectory() as place:
        before = Path(place) / "before"
        before.mkdir()
        change.prepare(before)
        longest = min(_seconds(change, before, Path(place) / "whole") for _ in range(3))
        while tried < count or not killed:
            folder = Path(place) / str(tried)
            shutil.copytree(before, folder)
            killed += _was_killed(change.make, folder, chance.uniform(0, longest))
            between += _is_between(change, folder)
            shutil.rmtree(folder)
            tried += 1
            if tried >= count:  # a machine that was busy is quick now: every kill came too late
                longest /= 2
    return killed, between


def _seconds(change: Change, before: Path, folder: Path) -> float:
    shutil.copytree(before, folder)
    start = time.perf_counter()
    process = _begin(change.make, folder)
    _, status = os.waitpid(process, 0)
    if status:
        raise ChildProcessError("the change fails even when nobody kills it")
    shutil.rmtree(folder)
    return time.perf_counter() - start


def _was_killed(make: Callable[[Path], object], folder: Path, after: float) -> bool:
    process = _begin(make, folder)
    time.sleep(after)
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status)


def _begin(make: Callable[[Path], object], folder: Path) -> int:
    process = os.fork()
    if process == 0:
        status = 1
        try:
            make(folder)
            status = 0
        finally:
            os._exit(status)
    return process


def _is_between(change: Change, folder: Path) -> bool:
    try:
        return any([*change.between(folder)])
    except CounterError:
        return True
