"""A counter that a test leaves in every way: `python -m tests.terminal.leaving_counter [plain]`."""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Label

from cnss_counter.terminal.terminal_modes import ExplicitBidi

READY = "12/05/2024"


class PlainCounter(App[None]):
    """Textual as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit"), Binding("x", "break_down")]

    def compose(self) -> ComposeResult:
        yield Label(f"ملف {READY}", markup=False)

    def action_break_down(self) -> None:
        raise RuntimeError("a bug")


class LeavingCounter(ExplicitBidi, PlainCounter):
    """The same with the switches of this house."""


if __name__ == "__main__":
    app = PlainCounter() if "plain" in sys.argv else LeavingCounter()
    app.run()
    sys.exit(app.return_code)
