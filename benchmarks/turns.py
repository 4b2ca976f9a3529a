"""How long the unluckiest of eight writers waits: in turn, and by SQLite's own waiting."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from testkit.depositing import furnish
from testkit.waiting import Depositing, rush, with_turns, without_turns

ROUNDS = 5
DEPOSITS_EACH = 250
GOAL = 0.1


def rows() -> list[tuple[str, float, float]]:
    """(name, median ratio, goal): one round of each in turn, on the same disk."""
    ratios = [_longest(with_turns) / _longest(without_turns) for _ in range(ROUNDS)]
    return [("worst wait of 8 writers / without the fair lock", statistics.median(ratios), GOAL)]


def _longest(sit_down: Callable[[Path], Depositing]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        furnish(Path(folder) / "counter.db")
        return rush(Path(folder) / "counter.db", DEPOSITS_EACH, sit_down).longest_wait


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name}: {measured:.3f} (goal ≤ {goal})")
