"""Eight clerks on one computer, as fast as they can: nobody is refused, nothing is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from campaigns.frame import Findings
from testkit.depositing import furnish, inspect
from testkit.waiting import COUNTERS, Depositing, deferred, rush, with_turns

SHORT, LONG = 800, 100_000
CONTROL_BREAKS = frozenset({"told_it_is_locked"})
_DEPOSITS_OF_CONTROL = 400


def run(count: int, seed: int) -> Findings:  # noqa: ARG001  the chance is the machine's
    return _deposit(count, with_turns)


def control(seed: int) -> Findings:  # noqa: ARG001
    """The usual transaction, which begins by reading, and no turns."""
    return _deposit(_DEPOSITS_OF_CONTROL, deferred)


def _deposit(count: int, sit_down: Callable[[Path], Depositing]) -> Findings:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counter.db"
        furnish(path)
        made = rush(path, count // COUNTERS, sit_down)
        broken = inspect(path, made.said)
    tried = {
        "counters": COUNTERS,
        "acknowledged": len(made.said),
        "longest_wait_ms": round(made.longest_wait * 1000),
    }
    return Findings(tried, {"told_it_is_locked": made.refused, **asdict(broken)})
