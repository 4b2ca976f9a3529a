"""How far a long command has come, on one line that a terminal rewrites and a file never sees."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WIDTH = 30


@contextmanager
def progress_line() -> Iterator[Callable[[int, int], None] | None]:
    """Give a function to tell how much is done, and of how much; None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    yield _show
    print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _show(done: int, total: int) -> None:
    share = done / total if total else 1.0
    bar = "#" * int(share * _WIDTH)
    print(f"\r[{bar:<{_WIDTH}}] {share:4.0%}", end="", file=sys.stderr, flush=True)
