"""Kill counters in the middle of their deposits, again and again, and look for what was lost.

Several writers deposit into one database and say each reference only when it is on the disk;
one of them, at random, is killed with SIGKILL within 60 ms and starts again with the draft it
had in hand. At the end, every reference said must be there, once, without a gap, and the
journal's chain must hold.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from campaigns.apparatus.writers import Writer, acknowledged, first_to_speak, listen_for
from campaigns.frame import Findings
from testkit.depositing import furnish, inspect

SHORT, LONG = 60, 10_000
CONTROL_BREAKS = frozenset({"lost"})
WRITERS = 4
_LONGEST_LIFE = 0.06
_KILLS_OF_CONTROL = 5


def run(count: int, seed: int) -> Findings:
    chance = random.Random(seed)  # a campaign that can be played again

    def choose(counters: list[Writer]) -> Writer:
        listen_for(counters, chance.uniform(0, _LONGEST_LIFE))
        return chance.choice(counters)

    return _kill(count, choose, is_hasty=False)


def control(seed: int) -> Findings:  # noqa: ARG001  none is needed
    """A reference said before its transaction has ended: whoever says one is killed."""
    return _kill(_KILLS_OF_CONTROL, first_to_speak, is_hasty=True)


def _kill(count: int, choose: Callable[[list[Writer]], Writer], *, is_hasty: bool) -> Findings:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counter.db"
        furnish(path)
        counters = [Writer(name, is_hasty=is_hasty) for name in range(WRITERS)]
        for writer in counters:
            writer.start(path)
        first_to_speak(counters)  # a machine that does much else has begun by then
        for _ in range(count):
            victim = choose(counters)
            victim.kill()
            victim.start(path)
        for writer in counters:
            writer.kill()
        said = acknowledged(counters)
        broken = inspect(path, said)
    return Findings({"writers": WRITERS, "acknowledged": len(said)}, asdict(broken))
