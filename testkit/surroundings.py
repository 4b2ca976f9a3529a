"""What stands around a program before it starts: of the machine, of its user, of who started it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

OF_SOMEBODY = (
    *("LANG", "LC_"),  # a language; in any time zone a story is the same
    *("TERM", "COLORTERM", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR"),
    *("TMUX", "KONSOLE_", "MLTERM", "VTE_", "TEXTUAL"),  # a terminal
    *("CUPS_", "PRINTER", "LPDEST"),  # a printer
    *("CNSS_COUNTER_", "_CNSS_COUNTER_", "COMP_", "XDG_"),  # a counter, a shell, a desk
    *("PYTHONWARNINGS", "PYTHONOPTIMIZE", "PYTHONDEVMODE", "PYTHONVERBOSE", "PYTHONUTF8"),
    *("PYTHONIOENCODING", "PYTHONPYCACHEPREFIX", "PYTHONUNBUFFERED"),
    *("MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES"),
)
"""How variables begin by which somebody tells programs what to say, where, and how."""


@contextmanager
def own_state() -> Iterator[None]:
    """What counters keep outside their homes is kept in a folder that goes when the block ends."""
    before = os.environ.get("XDG_STATE_HOME")
    with TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        try:
            yield
        finally:
            del os.environ["XDG_STATE_HOME"]
            if before is not None:
                os.environ["XDG_STATE_HOME"] = before


def forget() -> None:
    """From here on what is started meets a machine of nobody in particular.

    A program that was told to ignore a signal, as by `nohup` or behind `&`, starts others that
    ignore it too: what a story sends would reach nobody.
    """
    for name in list(os.environ):
        if name.startswith(OF_SOMEBODY):
            del os.environ[name]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:
            usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
            signal.signal(number, usual)
