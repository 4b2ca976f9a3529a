"""A process that holds a key keeps its memory to itself."""

from __future__ import annotations

import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
"""`prctl(2)`: with 0, no core is dumped even to a program that collects them."""


def hide_memory() -> None:
    """Before a key is in memory: nobody else's process may read or dump it.

    Said by every keyring, since nothing opens the database without one.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
