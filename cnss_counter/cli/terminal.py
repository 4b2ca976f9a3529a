"""The terminal that the application is drawn on, and how the application ended."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cnss_counter.errors import BadInputError

if TYPE_CHECKING:
    from cnss_counter.app import CounterApp

ELSEWHERE = "TEXTUAL_DRIVER"
"""Set by whoever draws it elsewhere, as `textual-serve` does in a browser."""


def require_terminal() -> None:
    """Raise `BadInputError` (`cli.no_terminal`) unless keys come from one and it can be drawn on.

    One of the two outputs is enough: the other may go into a file.
    """
    is_typed_at, is_drawn_on = os.isatty(0), os.isatty(1) or os.isatty(2)
    if not (is_typed_at and is_drawn_on) and not os.environ.get(ELSEWHERE):
        raise BadInputError("cli.no_terminal")


def ask_its_size() -> None:
    """A size that a shell exported once for all is not that of the window it is in by now."""
    if not os.environ.get(ELSEWHERE):
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)


def run(application: CounterApp) -> int:
    """Until it is closed. Returns 0, 1 for a bug, or 128 and the number of a signal."""
    application.run()
    return application.return_code or 0
