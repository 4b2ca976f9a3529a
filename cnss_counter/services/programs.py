"""Other programs of this computer, run without a terminal and without patience for ever."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import NamedTuple

_PATIENCE = 20.0
"""Seconds for a print queue to take a file."""


class Ran(NamedTuple):
    """Whether a program was there and ended well, and what it said on standard output."""

    is_well: bool
    said: str


def run(program: str, *arguments: str, given: str = "", patience: float = _PATIENCE) -> Ran:
    """Run a program that speaks English. One that is missing or never ends has not ended well."""
    found = shutil.which(program)
    if found is None:
        return Ran(False, "")
    try:
        done = subprocess.run(  # noqa: S603 – a fixed command, and words of our own making
            [found, *arguments],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return Ran(False, "")
    return Ran(done.returncode == 0, done.stdout)
