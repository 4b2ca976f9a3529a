"""Other programs of this computer, run without a terminal and without patience for ever."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from typing import NamedTuple

_PATIENCE = 20.0
"""Seconds for a print queue to take a file."""

_IN_ENGLISH = {"LC_ALL": "C"}
"""What a program says is read by us, not by a person."""


class Ran(NamedTuple):
    """Whether a program was there and ended well, and what it said on standard output."""

    is_well: bool
    said: str


def ask(program: str, *arguments: str, given: str = "", patience: float = _PATIENCE) -> Ran:
    """Run a program for its answer. One that is missing or never ends has not ended well."""
    done = _run(program, arguments, subprocess.PIPE, patience, _IN_ENGLISH, given)
    return Ran(False, "") if done is None else Ran(done.returncode == 0, done.stdout)


def start(program: str, *arguments: str) -> bool:
    """Run a program that may leave a window behind; whether it ended well itself.

    Nothing it says is read: the window would hold the other end.
    """
    done = _run(program, arguments, subprocess.DEVNULL, _PATIENCE, {}, "")
    return done is not None and done.returncode == 0


def _run(
    program: str,
    arguments: tuple[str, ...],
    output: int,
    patience: float,
    environment: Mapping[str, str],
    given: str,
) -> subprocess.CompletedProcess[str] | None:
    found = shutil.which(program)
    if found is None:
        return None
    try:
        return subprocess.run(  # noqa: S603 – a fixed command, and words of our own making
            [found, *arguments],
            input=given,
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, **environment},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
