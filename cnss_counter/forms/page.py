"""A page to read above the question: it scrolls, and closes without an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from cnss_counter.forms.lines.more_below import ReadOn
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.question import Question


class Page(Question[None]):
    """A dialog of text. The arrows and page keys scroll; Esc, Enter and F9 close."""

    KEYS: ClassVar[tuple[str, ...]] = ("close", "scroll", "change_language")
    IS_DIALOG = True

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", show=False)]

    def text(self) -> Content:
        """What there is to read, in `self.words`."""
        return Content()

    def body(self) -> Iterable[Widget]:
        yield ReadOn(Paragraphs(id="page-text"), id="page")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#page").focus()

    def refresh_words(self) -> None:
        self.query_one("#page-text", Paragraphs).show_text(self.text())

    def action_go_on(self) -> None:
        self.answer(None)
