"""What a keyboard or a clipboard should not send, and some do: it ends nothing, it presses nothing.

Textual decodes what is typed strictly, in a thread that dies of the first byte that is no
UTF-8 (a wrong locale, a noisy line, a bar-code reader). Here such a byte becomes U+FFFD, which
stands in the field for everybody to see and to correct.

It also takes an escape character inside a pasted text for the beginning of a key, so that a
hostile clipboard could press Enter; terminals filter that, though not all of them. Here a
pasted text holds no control character but its ends of lines.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

if TYPE_CHECKING:
    from textual.driver import Driver

_ITS_DECODER = "getincrementaldecoder"
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class InputDecoder(App[Any]):
    """A mixin of the application: its driver takes any bytes for text."""

    def get_driver_class(self) -> type[Driver]:
        """The terminal's driver; its module decodes by a name that we give another meaning."""
        driver = super().get_driver_class()
        module = sys.modules[driver.__module__]
        if hasattr(module, _ITS_DECODER):
            setattr(module, _ITS_DECODER, keyboard)
        return driver


def keyboard(encoding: str) -> Callable[[], Keyboard]:
    """Stands where `codecs.getincrementaldecoder` stood."""
    return lambda: Keyboard(encoding)


class Keyboard:
    """Bytes become text as they come; pasted text is without controls."""

    def __init__(self, encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._is_pasting = False
        self._held = ""  # of a paste: what may be the beginning of its end
        self._tail = ""  # of what was typed: what may be the beginning of a paste

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text of these bytes, as far as it can be told."""
        text, self._held = self._held + self._decoder.decode(data, final), ""
        given = []
        while text:
            piece, text = self._pasted(text) if self._is_pasting else self._typed(text)
            given.append(piece)
        return "".join(given)

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
