"""The yardstick: a bare Textual application with one entry, and a plain form behind F4.

The form is what Textual's own examples show: each of twenty fields in a row with its label,
pushed anew each time.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Label

READY = "READY"
FORM_READY = "Field 20"
FIELDS = 20


class PlainForm(Screen[None]):
    CSS = "Horizontal { height: 1; } Label { width: 20; } Input { height: 1; border: none; }"

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            for number in range(FIELDS, 0, -1):
                with Horizontal():
                    yield Label(f"Field {number}")
                    yield Input()


class Yardstick(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "open_form", show=False, priority=True),
        Binding("f2", "close_form", show=False, priority=True),
    ]

    def compose(self) -> ComposeResult:
        yield Input(placeholder=READY)

    def action_open_form(self) -> None:
        self.push_screen(PlainForm())

    def action_close_form(self) -> None:
        self.pop_screen()


if __name__ == "__main__":
    Yardstick().run()
