"""Kill counters in the middle of their deposits, again and again, and look for what was lost.

`python -m tools.kill_campaign --kills 10000`: several writers deposit into one database and
say each reference only when it is on the disk; one of them, at random, is killed with
SIGKILL within 60 ms and starts again with the draft it had in hand. At the end, every
reference said must be there, once, without a gap, and the journal's chain must hold.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tools.depositing import furnish, inspect
from tools.writers import Writer, acknowledged, listen_for

_LONGEST_LIFE = 0.06


def run(path: Path, kills: int, writers: int, seed: int) -> dict[str, str]:
    """The campaign; what was acknowledged: draft id → reference."""
    chance = random.Random(seed)  # a campaign that can be played again
    furnish(path)
    counters = [Writer(name) for name in range(writers)]
    for writer in counters:
        writer.start(path)
    for _ in range(kills):
        listen_for(counters, chance.uniform(0, _LONGEST_LIFE))
        victim = chance.choice(counters)
        victim.kill()
        victim.start(path)
    for writer in counters:
        writer.kill()
    return acknowledged(counters)


def campaign(kills: int, writers: int, seed: int) -> bool:
    """Whether nothing was lost. Prints the seed and the counts as one line of JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counter.db"
        said = run(path, kills, writers, seed)
        broken = inspect(path, said)
    options = {"kills": kills, "writers": writers, "seed": seed}
    print(json.dumps({**options, "acknowledged": len(said), **asdict(broken)}), flush=True)
    return broken.is_sound and bool(said)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=10_000)
    options.add_argument("--writers", type=int, default=4)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    chosen = options.parse_args()
    return 0 if campaign(chosen.kills, chosen.writers, chosen.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
