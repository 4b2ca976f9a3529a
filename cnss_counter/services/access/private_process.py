"""What this process leaves behind: files for their owner, no log, no memory in a file.

A bug is told by its kind and its place. What an exception says may quote a person's answer
(`invalid literal: 'AB123456'`), so it is left out, and local variables with it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading


def keep_private() -> None:
    """Said first of all: what is created is for its owner, and a bug says nothing personal."""
    os.umask(0o077)
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.excepthook = lambda _, error, __: _tell(error)


def log_nothing() -> None:
    """For the application: no library writes a line about what it was handling."""
    import logging
    import threading

    logging.disable()
    threading.excepthook = _tell_of_thread


def told(error: BaseException) -> str:
    """A bug for whoever mends it: kinds, files, lines and functions; no message, no value."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    import traceback

    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    within = error.error if hasattr(error, "error") else None  # Textual's `WorkerFailed`
    for other in (before, within):
        if isinstance(other, BaseException) and id(other) not in seen:
            yield from _lines(other, seen)
            yield ""
    for place in traceback.extract_tb(error.__traceback__):
        yield f'  File "{place.filename}", line {place.lineno}, in {place.name}'
    yield f"{type(error).__module__}.{type(error).__qualname__}"


def _tell(error: BaseException) -> None:
    sys.stderr.write(f"{told(error)}\n")


def _tell_of_thread(bug: threading.ExceptHookArgs) -> None:
    if bug.exc_value is not None:
        _tell(bug.exc_value)
