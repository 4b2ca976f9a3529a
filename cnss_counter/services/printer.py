"""Handing a file to the printer, else to the program that shows it for printing."""

from __future__ import annotations

import sys
from pathlib import Path

from cnss_counter.errors import AnswerIsNo

_COMMANDS = (("lp",), ("xdg-open",), ("open",))
"""Ways to print or to show a file; the first one that answers is used."""

_PATIENCE = 20
"""Seconds for the print queue to take the file."""


def print_out(paper: Path) -> None:
    """Send a file to the printer. Raises `AnswerIsNo` (`printer.none`) when nothing takes it.

    Waits for the print queue: call it from a thread.
    """
    if not any(_takes(command, paper) for command in _ways()):
        raise AnswerIsNo("printer.none", file=str(paper))


def _ways() -> tuple[tuple[str, ...], ...]:
    if sys.platform == "win32":
        return (("powershell", "-NoProfile", "Start-Process", "-Verb", "Print", "-FilePath"),)
    return _COMMANDS


def _takes(command: tuple[str, ...], paper: Path) -> bool:
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
