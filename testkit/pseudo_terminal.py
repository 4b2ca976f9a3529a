"""A program in a terminal of its own, as a person meets it: keys go in, painted text comes out.

Standard library only; `screen` needs pyte. Linux and macOS.
"""

from __future__ import annotations

import codecs
import errno
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import pyte

KEYS = {
    "Enter": "\r",
    "Tab": "\t",
    "Shift+Tab": "\x1b[Z",
    "Space": " ",
    "Esc": "\x1b",
    "Backspace": "\x7f",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    "Delete": "\x1b[3~",
    "PgUp": "\x1b[5~",
    "PgDn": "\x1b[6~",
    **{f"F{number}": f"\x1bO{'PQRS'[number - 1]}" for number in range(1, 5)},
    **{
        f"F{number}": f"\x1b[{code}~"
        for number, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)
    },
}
"""What an xterm sends for each key."""

A_TERMINAL = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "CNSS_COUNTER_BIDI": "visual",
}
"""One that everybody knows: nobody is asked how it shows Arabic."""

_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}
"""What a plain modern terminal answers when it is asked about itself."""
_NAME = b"\x1b[>q"
_QUESTION = re.compile(b"|".join(map(re.escape, (*_ANSWERS, _NAME))))
_LONGEST_QUESTION = max(map(len, _ANSWERS))

_LOOK_AGAIN = 0.05
"""Seconds: what is waited for may happen on the disk, while nothing is painted."""

_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*(?P<end>[@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[PX^_][^\x1b]*\x1b\\|\x1b[()*+][0-9A-Za-z]|\x1b[=>78cDEHMNOZ]"
)
_BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[()*+]?)$")


class ProgramEndedError(Exception):
    """The program closed its terminal."""


class NotPaintedError(AssertionError):
    """What was waited for did not appear in time."""


class PseudoTerminal:
    """One program in one terminal. All times are `time.perf_counter()` seconds.

    `painted` is the text written since the last keys, without escape sequences; `screen` is
    what the whole terminal shows.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        patience: float = 60.0,
        says: str = "",
    ) -> None:
        """`says`: what it answers when it is asked its name (XTVERSION); "" is nothing."""
        self.columns, self.rows, self.patience = columns, rows, patience
        self.written = bytearray()
        self.painted = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unfinished = ""
        self._asked = self._owed = b""
        self._answers = _ANSWERS | ({_NAME: b"\x1bP>|%s\x1b\\" % says.encode()} if says else {})
        ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        surroundings = {**os.environ, **A_TERMINAL}
        for name in ("COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"):
            surroundings.pop(name, None)
        self.started_at = time.perf_counter()
        self.program = subprocess.Popen(
            [str(word) for word in command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=surroundings | dict(environment or {}),
            start_new_session=True,
        )
        os.close(theirs)
        os.set_blocking(ours, False)
        self._ours = ours

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What a person does

    def press(self, *keys: str) -> float:
        """Press keys by name, and type whatever is no name, all at once. Returns when."""
        return self.send("".join(KEYS.get(key, key) for key in keys).encode())

    def paste(self, text: bytes) -> float:
        """Paste a text, as a terminal tells a program that was pasted and not typed."""
        return self.send(b"\x1b[200~" + text.replace(b"\x1b[201~", b"") + b"\x1b[201~")

    def send(self, left: bytes) -> float:
        """Send bytes as they are, broken ones too. Returns when."""
        while self._read(0.0):
            pass
        self.painted = ""
        sent_at = time.perf_counter()
        while left:
            if not (sent := self._write(left)):
                self._read(0.01)
            left = left[sent:]
        return sent_at

    def _write(self, data: bytes) -> int:
        """How many bytes the program had room for."""
        try:
            return os.write(self._ours, data)
        except BlockingIOError:
            return 0

    def type_slowly(self, keys: Sequence[str], pause: float) -> None:
        """Press keys one by one, with this many seconds between them."""
        for key in keys:
            self.press(key)
            self.look(pause)

    # What a person sees

    def look(self, seconds: float) -> None:
        """Do nothing but look for a while."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._read(left)

    def wait_quiet(self, seconds: float = 0.2) -> None:
        """Look until nothing was painted for so long."""
        while self._read(seconds):
            pass

    def wait_for(self, text: str) -> float:
        """Until the text is painted since the last keys; "" is anything. Returns when."""
        return self._wait(
            lambda: text in self.painted if text else bool(self.painted.strip()), text
        )

    def is_painted(self, text: str, seconds: float) -> bool:
        """Whether the text is painted since the last keys, at the latest after so long."""
        until = time.perf_counter() + seconds
        while text not in self.painted:
            left = until - time.perf_counter()
            if left <= 0:
                return False
            self._read(left)
        return True

    def wait_to_show(self, text: str) -> float:
        """Until the whole screen shows the text somewhere. Returns when."""
        return self._wait(lambda: text in self.text, text)

    def wait_until(self, is_there: Callable[[], bool], text: str) -> float:
        """Until what the keys lead to has happened; `text` says what. Returns when."""
        return self._wait(is_there, text)

    @property
    def text(self) -> str:
        """What the terminal shows, line by line."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @cached_property
    def screen(self) -> pyte.Screen:
        """The terminal's cells; they follow what is painted from now on and what was before."""
        import pyte

        screen = pyte.Screen(self.columns, self.rows)
        self._stream = pyte.Stream(screen)
        written = codecs.getincrementaldecoder("utf-8")("replace").decode(bytes(self.written))
        self._stream.feed(for_pyte(written.removesuffix(self._unfinished)))
        return screen

    def _wait(self, is_there: Callable[[], bool], text: str) -> float:
        until = time.perf_counter() + self.patience
        seen_at = time.perf_counter()
        while not is_there():
            left = until - time.perf_counter()
            if left <= 0:
                raise NotPaintedError(f"{text!r} was not painted; the screen:\n{self.text}")
            try:
                seen_at = self._read(min(left, _LOOK_AGAIN)) or seen_at
            except ProgramEndedError as ended:
                raise ProgramEndedError(f"before {text!r}; the screen:\n{self.text}") from ended
        return seen_at

    def _read(self, seconds: float) -> float | None:
        """Take what the program has painted, waiting at most so long. Returns when, or None."""
        if self._owed:
            self._owed = self._owed[self._write(self._owed) :]
        if not select.select([self._ours], [], [], max(0.0, seconds))[0]:
            return None
        try:
            data = os.read(self._ours, 65536)
        except OSError as error:
            if error.errno == errno.EIO:
                data = b""
            else:
                raise
        seen_at = time.perf_counter()
        if not data:
            raise ProgramEndedError
        self._take(data)
        return seen_at

    def _take(self, data: bytes) -> None:
        """A letter, a sequence or a question may come in two pieces: the first one waits."""
        self.written += data
        self._answer(data)
        text = self._unfinished + self._decoder.decode(data)
        begun = _BEGUN.search(text)
        self._unfinished = begun.group() if begun else ""
        whole = text[: begun.start()] if begun else text
        if "screen" in vars(self):
            self._stream.feed(for_pyte(whole))
        self.painted += _SEQUENCE.sub(_blank, whole)

    def _answer(self, data: bytes) -> None:
        """Owe an answer to each question; it is given as soon as the program has room for it."""
        asked, heard = self._asked + data, 0
        for question in _QUESTION.finditer(asked):
            self._owed += self._answers.get(question.group(), b"")
            heard = question.end()
        self._asked = asked[max(heard, len(asked) - _LONGEST_QUESTION + 1) :]

    # The end

    def wait_ended(self) -> int:
        """Until the program ends by itself. Returns its exit status."""
        try:
            self.look(self.patience)
        except ProgramEndedError:
            return self.program.wait(self.patience)
        raise NotPaintedError(f"the program did not end; the screen:\n{self.text}")

    def close(self) -> None:
        """End the program whatever it does."""
        if self.program.poll() is None:
            os.killpg(self.program.pid, signal.SIGKILL)
        self.program.wait()
        os.close(self._ours)


def _blank(sequence: re.Match[str]) -> str:
    """A move of the cursor parts two words; a colour does not."""
    return "" if sequence["end"] in ("m", None) else "\n"


def shown(written: str, columns: int = 80, rows: int = 24) -> str:
    """What a terminal of this size shows once all this was written to it, line by line."""
    import pyte

    screen = pyte.Screen(columns, rows)
    pyte.Stream(screen).feed(for_pyte(written))
    return "\n".join(line.rstrip() for line in screen.display)


_PRIVATE = re.compile(r"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p")


def for_pyte(text: str) -> str:
    """Without the sequences of newer terminals, which pyte prints as text."""
    return _PRIVATE.sub("", text)
