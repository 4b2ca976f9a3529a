"""What a keyboard or a clipboard should not send, and some do: it ends nothing, it presses nothing.

Textual decodes what is typed strictly, in a thread that dies of the first byte that is no
UTF-8 (a wrong locale, a noisy line, a bar-code reader). Here such a byte becomes U+FFFD, which
stands in the field for everybody to see and to correct.

It also takes an escape character inside a pasted text for the beginning of a key, so that a
hostile clipboard could press Enter; terminals filter that, though not all of them. Here a
pasted text holds no control character but its ends of lines.

A terminal that was asked what it is answers among the keys: that is heard here, and typed nowhere.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.message import Message

from cnss_counter.terminal.terminal_name import (
    ANSWER_BEGINS,
    ANSWER_ENDS,
    ASK,
    LONGEST_ANSWER,
    named_by_answer,
    named_by_surroundings,
)

if TYPE_CHECKING:
    from textual.driver import Driver

_ITS_DECODER = "getincrementaldecoder"
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class TerminalSaid(Message):
    """The terminal has told its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class InputDecoder(App[Any]):
    """A mixin of the application: its driver takes any bytes for text, and asks its terminal."""

    _answered = ""

    def get_driver_class(self) -> type[Driver]:
        """The terminal's driver; its module decodes by a name that we give another meaning."""
        driver = super().get_driver_class()
        module = sys.modules[driver.__module__]
        if not hasattr(module, _ITS_DECODER):
            return driver
        setattr(module, _ITS_DECODER, lambda encoding: lambda: Keyboard(encoding, self._hear))
        return _asking(driver)

    @property
    def terminal_name(self) -> str:
        """As far as it has said."""
        return self._answered or named_by_surroundings(os.environ)

    def terminal_has_answered(self) -> None:
        """Its name is known for certain."""

    def on_terminal_said(self, said: TerminalSaid) -> None:
        self._answered = said.name
        self.terminal_has_answered()

    def _hear(self, answer: str) -> None:
        """From the thread that reads the keys."""
        if name := named_by_answer(answer):
            self.post_message(TerminalSaid(name))


def _asking(driver_class: type[Driver]) -> type[Driver]:
    class AskingDriver(driver_class):  # type: ignore[misc, valid-type]
        def start_application_mode(self) -> None:
            super().start_application_mode()
            # Stopped by the shell (SIGTTOU), Textual has no writer yet and starts again later.
            with suppress(AssertionError):
                self.write(ASK)
                self.flush()

    return AskingDriver


class Keyboard:
    """Bytes become text as they come; pasted text is without controls.

    `hear` is told what a terminal answers of itself.
    """

    def __init__(self, encoding: str, hear: Callable[[str], None] = lambda _: None) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._hear = hear
        self._answer = ""  # as far as it has come
        self._is_pasting = False
        self._held = ""  # of a paste: what may be the beginning of its end
        self._tail = ""  # of what was typed: what may be the beginning of a paste

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text of these bytes, as far as it can be told."""
        text, self._held = self._held + self._decoder.decode(data, final), ""
        given = []
        while text:
            if self._is_pasting:
                piece, text = self._pasted(text)
                given.append(piece)
            else:
                piece, text = self._typed(text)
                given.append(self._without_answer(piece))
        return "".join(given)

    def _without_answer(self, typed: str) -> str:
        """No key begins as an answer does; one without an end is given up."""
        typed, self._answer = self._answer + typed, ""
        before, begun, rest = typed.partition(ANSWER_BEGINS)
        if not begun:
            held = next((n for n in (3, 2) if typed.endswith(ANSWER_BEGINS[:n])), 0)
            self._answer = typed[len(typed) - held :]
            return typed[: len(typed) - held]
        if ended := ANSWER_ENDS.search(rest):
            self._hear(rest[: ended.start()])
            return before + self._without_answer(rest[ended.end() :])
        self._answer = begun + rest if len(rest) <= LONGEST_ANSWER else ""
        return before

    def _typed(self, text: str) -> tuple[str, str]:
        """All until a paste begins, and the rest. Nothing is held back: Esc is a key too."""
        at = (self._tail + text).find(_PASTE_BEGINS)
        if at < 0:
            self._tail = (self._tail + text)[1 - len(_PASTE_BEGINS) :]
            return text, ""
        end = at + len(_PASTE_BEGINS) - len(self._tail)
        self._is_pasting, self._tail = True, ""
        return text[:end], text[end:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """All until the paste ends, and the rest."""
        pasted, end, rest = text.partition(_PASTE_ENDS)
        if end:
            self._is_pasting = False
        else:
            begun = next(n for n in range(len(_PASTE_ENDS), -1, -1) if _ends_with_begun(text, n))
            self._held, pasted = text[len(text) - begun :], text[: len(text) - begun]
        return _CONTROLS.sub("", pasted) + end, rest


def _ends_with_begun(text: str, length: int) -> bool:
    return text.endswith(_PASTE_ENDS[:length])
