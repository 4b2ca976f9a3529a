"""Handing a file to the printer, else to the program that shows it for printing."""

from __future__ import annotations

import sys
from pathlib import Path

from cnss_counter.errors import AnswerIsNo

_Command = tuple[str, ...]
_PRINTERS: tuple[_Command, ...] = (("lp",),)
_VIEWERS: tuple[_Command, ...] = (("xdg-open",), ("open",))
_WINDOWS: tuple[_Command, ...] = (
    ("powershell", "-NoProfile", "Start-Process", "-Verb", "Print", "-FilePath"),
)

_PATIENCE = 20
"""Seconds for the print queue to take the file."""


def print_out(paper: Path) -> None:
    """Send a file to the printer. It waits for the print queue: call it from a thread.

    Raises `AnswerIsNo`: `printer.shown` when a program shows the file and nobody has printed it
    yet, `printer.none` when nothing takes it. Either way the file is still wanted.
    """
    if any(_takes(command, paper) for command in _printers()):
        return
    if any(_takes(command, paper) for command in _VIEWERS):
        raise AnswerIsNo("printer.shown", file=str(paper))
    raise AnswerIsNo("printer.none", file=str(paper))


def _printers() -> tuple[_Command, ...]:
    return _WINDOWS if sys.platform == "win32" else _PRINTERS


def _takes(command: _Command, paper: Path) -> bool:
    import shutil
    import subprocess

    program = shutil.which(command[0])
    if program is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 – a fixed command, and a path of our own making
            [program, *command[1:], str(paper)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
