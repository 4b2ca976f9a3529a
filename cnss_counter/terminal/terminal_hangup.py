"""A terminal that vanishes without a word: told by the system, not by a signal.

The kernel sends SIGHUP to the session of a terminal only. Started by a program that kept no
session (`setsid`, some supervisors and multiplexers), the counter would hear nothing: Textual's
input thread reads an empty end of file again and again, a whole processor for nobody, with the
store open and its keys in memory. The system tells a hang-up to whoever asks about the file,
whatever else was asked; so nothing else is.
"""

from __future__ import annotations

import asyncio
import select
import sys
from collections.abc import Callable


class TerminalHangup:
    """Calls `told` once when the terminal behind a file is gone. Costs nothing meanwhile."""

    def __init__(self, fileno: int, told: Callable[[], None]) -> None:
        self._told = told
        self._loop = asyncio.get_running_loop()
        self._watch = select.epoll()
        self._watch.register(fileno, 0)  # a hang-up is told in any case
        self._loop.add_reader(self._watch.fileno(), self._tell)

    @classmethod
    def watched(cls, fileno: int, told: Callable[[], None]) -> TerminalHangup | None:
        """None where there is no terminal to watch, or no way to (Windows, macOS)."""
        if sys.platform != "linux" or fileno < 0:
            return None
        try:
            return cls(fileno, told)
        except OSError:  # a file, or nothing: it never hangs up
            return None

    def forget(self) -> None:
        """Watch it no more."""
        if not self._watch.closed:
            self._loop.remove_reader(self._watch.fileno())
            self._watch.close()

    def _tell(self) -> None:
        self.forget()
        self._told()
