"""Standard input, output and error as a command finds them: missing, closed, full, or as usual.

A stream that is missing would give its number to the next file that is opened, the database
among them; so it is opened on the null device first of all. What cannot be written never stops
an errand half-way: it is remembered, and decides at the end how the command ends.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TextIO

from cnss_counter.errors import StoreError, system_error
from cnss_counter.terminal.output_file import OutputFile, text_on

_MISSING = errno.EBADF
_CLOSED = frozenset({_MISSING, errno.EPIPE})


def prepare() -> None:
    """Said before any file is opened: 0, 1 and 2 exist, and what is said on them never raises."""
    missing = [number for number in (0, 1, 2) if _is_missing(number)]
    for _ in missing:  # each takes the lowest number that is free, which is the missing one
        os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 – as long as the program
    if sys.stdout is sys.__stdout__:
        sys.stdout = _output(1, sys.stdout, is_missing=1 in missing)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _output(2, sys.stderr, is_missing=2 in missing)


def refusal() -> OSError | None:
    """Why not all that was said stands on standard output; None when it does."""
    sys.stdout.flush()
    output = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return output.refusal if isinstance(output, OutputFile) else None


def is_closed(refused: OSError) -> bool:
    """Whether nobody wanted to hear it: no such output, or a reader that left, as `head` does."""
    return refused.errno in _CLOSED


def require_room() -> None:
    """Raise `StoreError` (`cli.output_refused`) where an answer that was wanted found no room."""
    refused = refusal()
    if refused is not None and not is_closed(refused):
        raise StoreError("cli.output_refused", system=system_error(refused))


def _output(number: int, before: TextIO | None, *, is_missing: bool) -> TextIO:
    refusal = OSError(_MISSING, os.strerror(_MISSING)) if is_missing else None
    if not isinstance(before, io.TextIOWrapper):
        return text_on(number, refusal=refusal)
    is_told_at_once = before.line_buffering or before.write_through
    return text_on(number, before.encoding, is_told_at_once=is_told_at_once, refusal=refusal)


def _is_missing(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False
