"""A PDF file that anybody may have made, read by a process that may take so much and no more.

As a program of its own it takes the file on standard input, and gives what is attached to it.
"""

from __future__ import annotations

import os
import subprocess
import sys

from cnss_counter.errors import BadInputError
from cnss_counter.paper.pdf import reading

_MOST_MEMORY = 250_000_000
"""Bytes of address space beyond what Python and PDFium take before they look at the file."""

_PATIENCE = 4.0
"""Seconds: two files beside each other, with all else that a command does, take less than ten."""

_MOST_WORK = 3
"""Seconds of the processor; a receipt saved again by another program takes a third of one."""

_NOTHING_ATTACHED = 3
"""Another status than Python's own where it ends by itself."""


def attached(document: bytes, name: str) -> bytes | None:
    """The file of this name that goes with the pages; None when there is none.

    Raises `BadInputError` (`verify.not_examined`) when looking for it takes too long or too much,
    or where this system cannot be told to end that.
    """
    try:
        done = subprocess.run(  # noqa: S603 – this very Python
            [sys.executable, "-P", "-m", __name__, name],
            input=document,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    except (OSError, subprocess.TimeoutExpired):
        raise BadInputError("verify.not_examined") from None
    if done.returncode not in (0, _NOTHING_ATTACHED):
        raise BadInputError("verify.not_examined")
    return done.stdout if done.returncode == 0 else None


def _limit() -> None:
    import resource
    from pathlib import Path

    import pypdfium2  # noqa: F401 – what it takes is not counted

    taken = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    most = taken + _MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_WORK, _MOST_WORK))


def _main(name: str) -> int:
    _limit()
    found = reading.attached(sys.stdin.buffer.read(), name)
    if found is None:
        return _NOTHING_ATTACHED
    sys.stdout.buffer.write(found)
    return 0


if __name__ == "__main__":
    raise SystemExit(_main(sys.argv[1]))
