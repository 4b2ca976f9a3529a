"""A byte that is no UTF-8 ends nothing: a wrong locale, a noisy line, a bar-code reader.

Textual decodes what is typed strictly, in a thread that dies of the first wrong byte. Here such
a byte becomes U+FFFD, which stands in the field for everybody to see and to correct.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

if TYPE_CHECKING:
    from textual.driver import Driver


class AnyKeyboard(App[Any]):
    """A mixin of the application: its driver takes any bytes for text."""

    def get_driver_class(self) -> type[Driver]:
        """The terminal's driver; its module decodes by a name that we give another meaning."""
        driver = super().get_driver_class()
        module = sys.modules[driver.__module__]
        if hasattr(module, _ITS_DECODER):
            setattr(module, _ITS_DECODER, _forgiving)
        return driver


_ITS_DECODER = "getincrementaldecoder"


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    decoder = codecs.getincrementaldecoder(encoding)
    return lambda: decoder(errors="replace")
