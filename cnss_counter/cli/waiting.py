"""Whom a command waits for, where another program of the counter holds it up for long."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager

from cnss_counter.cli import output
from cnss_counter.storage.files import lock_files
from cnss_counter.storage.files.lock_files import Holder
from cnss_counter.wording.long_wait import command_line_words


def long_waits_told() -> AbstractContextManager[None]:
    """Say it on standard error: whoever reads the answer is not disturbed."""
    return lock_files.long_waits_told(_tell)


def _tell(holder: Holder) -> None:
    print(command_line_words(holder, output.french()), file=sys.stderr, flush=True)
