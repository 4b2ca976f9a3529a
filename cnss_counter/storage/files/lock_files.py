"""Small files that say what a window is at, locked while it lives.

The system frees the lock when a process dies, whatever killed it: a mark that nobody locks was
left by a window that did not end as it should.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOM = 512
"""Bytes of a mark: always written whole, in one call, over what stood there."""


def is_held(mark: Path) -> bool:
    """Whether some process still locks it."""
    try:
        descriptor = os.open(mark, os.O_RDWR)
    except OSError:
        return True
    try:
        lock(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> None:
        """Raise `OSError` when somebody has it. A byte beyond the text, which others may read."""
        os.lseek(descriptor, ROOM * 2, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def lock(descriptor: int) -> None:
        """Raise `OSError` when somebody has it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
