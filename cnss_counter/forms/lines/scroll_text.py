"""Text that may be longer than its place: it then says how to read on, and can be reached."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size

from cnss_counter.forms.lines.making_room import GivesWay
from cnss_counter.forms.lines.paragraphs import Paragraphs


class ScrollText(GivesWay, VerticalScroll, inherit_bindings=False):
    """Stands in the way of Tab only where something is left to read, and says so below.

    Page keys are left to the screen: they go on and back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "read(-1)", show=False),
        Binding("down", "read(1)", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, can_focus=False)
        self._text = Paragraphs(id=f"{id}-text")

    def compose(self) -> ComposeResult:
        yield self._text

    def show_text(self, text: str | Content, hint: str) -> None:
        """Show the text; `hint` says which keys read on, where it does not fit."""
        self.border_subtitle = hint
        self._text.show_text(text)

    def watch_virtual_size(self, size: Size) -> None:
        self._look(size)

    def on_resize(self) -> None:
        self._look(self.virtual_size)

    def _look(self, text: Size) -> None:
        has_more = text.height > self.outer_size.height > 0
        self.can_focus = has_more
        self.set_class(has_more, "-has-more")

    def action_read(self, lines: int) -> None:
        """A line further or back."""
        self.scroll_relative(y=lines, animate=False, immediate=True)
