"""Cut the power of a counter in the middle of its deposits. Needs to mount.

The counter lives on an ext4 of its own, in a file. A cut freezes the writers, copies the file
(what had reached the "disk"), mounts the copy, which replays ext4's journal as a machine does
when it starts again, and looks for every reference said before the cut.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path
from time import monotonic

from campaigns.apparatus.writers import Writer, acknowledged, listen_for
from campaigns.frame import Findings
from cnss_counter.errors import StoreError
from testkit.depositing import furnish, inspect
from testkit.mounting import in_image, make_image

SHORT, LONG = 3, 300
CONTROL_BREAKS = frozenset({"lost", "cuts_that_lost"})
_CUTS_OF_CONTROL = 5
_WRITERS = 4
_SIZE = 64 * 1024 * 1024
_LONGEST_LIFE = 0.5
_LONGEST_START, _LOOK = 30.0, 0.02


def run(count: int, seed: int) -> Findings:
    return _cut(count, seed, "FULL")


def control(seed: int) -> Findings:
    """`synchronous=NORMAL`, as most guides advise."""
    return _cut(_CUTS_OF_CONTROL, seed, "NORMAL")


def lost_in_one_cut(
    folder: Path, synchronous: str, seconds: float, writers: int
) -> tuple[int, int]:
    """One cut, so long after a first reference was said: how many were, and how many were lost."""
    image, copy = folder / "disk.img", folder / "copy.img"
    make_image(image, _SIZE)
    with in_image(image, folder / "disk") as disk:
        path = disk / "counter.db"
        furnish(path)
        counters = [Writer(name) for name in range(writers)]
        for writer in counters:
            writer.start(path, synchronous)
        latest = monotonic() + _LONGEST_START
        while not acknowledged(counters) and monotonic() < latest:
            listen_for(counters, _LOOK)
        listen_for(counters, seconds)
        for writer in counters:
            writer.stop()
        said = acknowledged(counters)
        shutil.copyfile(image, copy)
        for writer in counters:
            writer.kill()
    with in_image(copy, folder / "copy") as disk:
        return len(said), _lost(disk / "counter.db", said)


def _lost(path: Path, said: dict[str, str]) -> int:
    """How many references; all of them when the counter itself says that its end is missing."""
    try:
        broken = inspect(path, said)
    except StoreError:
        return max(1, len(said))
    return broken.lost + broken.changed + broken.gaps + broken.broken_links


def _cut(count: int, seed: int, synchronous: str) -> Findings:
    chance = random.Random(seed)  # a campaign that can be played again
    results = []
    for _ in range(count):
        with tempfile.TemporaryDirectory() as folder:
            seconds = chance.uniform(0.1, _LONGEST_LIFE)
            results.append(lost_in_one_cut(Path(folder), synchronous, seconds, _WRITERS))
    said, lost = (sum(column) for column in zip(*results, strict=True))
    losing = sum(lost > 0 for _, lost in results)
    tried = {"cuts": count, "synchronous": synchronous, "acknowledged": said}
    return Findings(tried, {"lost": lost, "cuts_that_lost": losing})
