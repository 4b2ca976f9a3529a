"""A machine that does much else meanwhile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_BUSY_LOOP = "while True: pass"


@contextmanager
def busy(loops: int) -> Iterator[None]:
    """So many other programs take all they can get of the machine, until the block ends."""
    programs = [subprocess.Popen([sys.executable, "-c", _BUSY_LOOP]) for _ in range(loops)]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()
