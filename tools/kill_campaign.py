"""Kill counters in the middle of their deposits, again and again, and look for what was lost.

`python -m tools.kill_campaign --kills 10000`: several writers deposit into one database and
say each reference only when it is on the disk; one of them, at random, is killed with
SIGKILL within 60 ms and starts again with the draft it had in hand. At the end, every
reference said must be there, once, without a gap, and the journal's chain must hold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cnss_counter.storage.database import Store
from tools.depositing import KEY, deposit, furnish, inspect

_LONGEST_LIFE = 0.06


@dataclass(slots=True)
class Writer:
    """A counter in a process of its own, and what it has said on its pipe."""

    name: int
    process: int = 0
    pipe: int = -1
    said: list[str] = field(default_factory=list)
    rest: bytes = b""

    def start(self, path: Path) -> None:
        """Go on after the last reference said: the draft in hand is deposited again."""
        reading, writing = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(reading)
            _deposit_for_ever(path, self.name, len(self.said), writing)
        os.close(writing)
        self.pipe, self.rest = reading, b""

    def listen(self) -> bool:
        """Take down what was said; False at the end of the pipe."""
        heard = os.read(self.pipe, 65536)
        *lines, self.rest = (self.rest + heard).split(b"\n")
        self.said.extend(line.decode() for line in lines)
        return bool(heard)

    def kill(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        while self.listen():
            pass
        os.close(self.pipe)


def run(path: Path, kills: int, writers: int, seed: int) -> dict[str, str]:
    """The campaign; what was acknowledged: draft id → reference."""
    chance = random.Random(seed)
    furnish(path)
    counters = [Writer(name) for name in range(writers)]
    for writer in counters:
        writer.start(path)
    for _ in range(kills):
        _listen_for(counters, chance.uniform(0, _LONGEST_LIFE))
        victim = chance.choice(counters)
        victim.kill()
        victim.start(path)
    for writer in counters:
        writer.kill()
    return {
        _draft_id(writer.name, number): reference
        for writer in counters
        for number, reference in enumerate(writer.said)
    }


def _listen_for(counters: list[Writer], seconds: float) -> None:
    by_pipe = {writer.pipe: writer for writer in counters}
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        for pipe in select.select(by_pipe, [], [], left)[0]:
            by_pipe[pipe].listen()


def _deposit_for_ever(path: Path, name: int, number: int, pipe: int) -> None:
    try:
        store = Store.open(path, KEY)
        while True:
            os.write(pipe, f"{deposit(store, _draft_id(name, number))}\n".encode())
            number += 1
    finally:
        os._exit(1)


def _draft_id(writer: int, number: int) -> str:
    return f"{writer}.{number}"


def main() -> int:
    """0 when nothing was lost. Prints the seed and the counts as one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=10_000)
    options.add_argument("--writers", type=int, default=4)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counter.db"
        acknowledged = run(path, chosen.kills, chosen.writers, chosen.seed)
        broken = inspect(path, acknowledged)
    print(json.dumps({**vars(chosen), "acknowledged": len(acknowledged), **asdict(broken)}))
    return 0 if broken.is_sound and acknowledged else 1


if __name__ == "__main__":
    sys.exit(main())
