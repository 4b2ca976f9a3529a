"""Kill counters in the middle of their deposits, again and again, and look for what was lost.

Several writers deposit into one database and say each reference only when it is on the disk;
one of them, at random, is killed with SIGKILL within 60 ms and starts again with the draft it
had in hand. At the end, every reference said must be there, once, without a gap, and the
journal's chain must hold.
"""

from __future__ import annotations

import random
import tempfile
from dataclasses import asdict
from pathlib import Path

from campaigns.apparatus.writers import Writer, acknowledged, listen_for
from campaigns.frame import Findings
from testkit.depositing import furnish, inspect

SHORT, LONG = 60, 10_000
CONTROL_BREAKS = frozenset({"lost"})
WRITERS = 4
_LONGEST_LIFE = 0.06
_KILLS_OF_CONTROL, _MOST_ROUNDS_OF_CONTROL = 60, 10


def run(count: int, seed: int) -> Findings:
    return _kill(count, seed, is_hasty=False)


def control(seed: int) -> Findings:
    """A reference said before its transaction has ended.

    On a quick disk some sixty kills meet no such moment: it is tried until one is lost.
    """
    rounds = (
        _kill(_KILLS_OF_CONTROL, seed + number, is_hasty=True)
        for number in range(_MOST_ROUNDS_OF_CONTROL)
    )
    return next((found for found in rounds if any(found.broken.values())), Findings({}, {}))


def _kill(count: int, seed: int, *, is_hasty: bool) -> Findings:
    chance = random.Random(seed)  # a campaign that can be played again
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counter.db"
        furnish(path)
        counters = [Writer(name, is_hasty=is_hasty) for name in range(WRITERS)]
        for writer in counters:
            writer.start(path)
        for _ in range(count):
            listen_for(counters, chance.uniform(0, _LONGEST_LIFE))
            victim = chance.choice(counters)
            victim.kill()
            victim.start(path)
        for writer in counters:
            writer.kill()
        said = acknowledged(counters)
        broken = inspect(path, said)
    return Findings({"writers": WRITERS, "acknowledged": len(said)}, asdict(broken))
