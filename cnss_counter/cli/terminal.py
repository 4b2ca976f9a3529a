"""The terminal that the application is drawn on, and how the application ended."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cnss_counter.errors import BadInputError

if TYPE_CHECKING:
    from cnss_counter.app import CounterApp

HARMLESS = frozenset({"TEXTUAL_ANIMATIONS", "TEXTUAL_DISABLE_KITTY_KEY"})
"""What a person may set of Textual: each is read as one of a few words, or not at all."""


def require_terminal() -> None:
    """Raise `BadInputError` (`cli.no_terminal`) unless keys come from one and it can be drawn on.

    One of the two outputs is enough: the other may go into a file.
    """
    if not (os.isatty(0) and (os.isatty(1) or os.isatty(2))):
        raise BadInputError("cli.no_terminal")


def forget_settings() -> None:
    """Before Textual is imported: what a shell set once for all does not steer a counter.

    A size is that of the window it is in by now. Settings that help to write programs would put
    another driver in its place, press keys, keep a file of what is typed, or end it.
    """
    of_textual = {name for name in os.environ if name.startswith("TEXTUAL")} - HARMLESS
    for name in of_textual | {"COLUMNS", "LINES", "ESCDELAY"}:
        os.environ.pop(name, None)
    os.environ["TEXTUAL_FPS"] = "240"  # what a key changed is painted 4 ms on, and not 16


def run(application: CounterApp) -> int:
    """Until it is closed. Returns 0, 1 for a bug, or 128 and the number of a signal."""
    application.run()
    return application.return_code or 0
