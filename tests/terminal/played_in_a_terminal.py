"""A program played in a pseudo-terminal: what it writes, byte for byte, until it ends."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from types import TracebackType

from testkit.pseudo_terminal import shown

PATIENCE = 120.0
"""Seconds after which something that was awaited will not come."""

_TERMINAL = {
    "TERM": "xterm-256color",
    "TEXTUAL_ANIMATIONS": "none",
    "CNSS_COUNTER_BIDI": "visual",  # nobody is asked how it shows Arabic
}


class Played:
    """`python -m module arguments…` in a terminal of 80 columns and 24 rows.

    `is_told`: it is the session's own terminal, so that a hang-up comes with SIGHUP.
    `redirected`: what a shell would say of its streams, as `2>file`.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        environment: Mapping[str, str] = {},
        is_told: bool = True,
        redirected: str = "",
    ) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.modes = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" {redirected}', "sh", sys.executable, "-m", module, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, **_TERMINAL, **environment},
            start_new_session=True,
            preexec_fn=_take_terminal if is_told else None,  # noqa: PLW1509 – no thread runs yet
        )
        os.close(slave)
        self.written = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def __enter__(self) -> Played:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        self.hangup()

    def until(self, text: str) -> None:
        """Read until `text` was written."""
        limit = time.monotonic() + PATIENCE
        while text not in self.written:
            assert time.monotonic() < limit, f"{text!r} never came; {self._seen()}"
            assert self._read_some(), f"ended before {text!r}; {self._seen()}"

    def types(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def to_the_end(self) -> int:
        """Read until the program ends, and return its exit status."""
        limit = time.monotonic() + PATIENCE
        while self._read_some():
            assert time.monotonic() < limit, f"it does not end; {self._seen()}"
        return self.ended()

    def ended(self) -> int:
        """Wait until the program ends, whose terminal may be gone: its exit status."""
        return self.process.wait(PATIENCE)

    @property
    def is_left_as_found(self) -> bool:
        """Whether the terminal shows its own screen and echoes what is typed, as before."""
        entered, left = self.written.rfind("\x1b[?1049h"), self.written.rfind("\x1b[?1049l")
        return left >= entered and termios.tcgetattr(self.master) == self.modes

    def hangup(self) -> None:
        """Close the terminal, as a window or a line that is cut."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def _read_some(self) -> bool:
        ready, _, _ = select.select([self.master], [], [], 1.0)
        if not ready:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:  # Linux: the other side is closed
            return False
        self.written += self._decoder.decode(data)
        return bool(data)

    def _seen(self) -> str:
        return f"the screen:\n{shown(self.written)}"


def _take_terminal() -> None:
    """Make it the session's own."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
