"""Text whose paragraphs follow the language of the screen, whatever letter a line begins with.

A telephone number, a reference, or a sign that French sets off never begins the next line.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.filter import LineFilter
from textual.widgets import Static

from cnss_counter.forms.lines.no_break import after_wrapping, unbroken
from cnss_counter.forms.lines.paths import WholeNames, has_path
from cnss_counter.terminal.line_cache import LineCache
from cnss_counter.terminal.line_filter import rebased


class Paragraphs(LineCache, Static):
    """Right to left on an Arabic screen, or where the class `-arabic-text` says so.

    Without it, a wrapped line that begins with `CNSS` or a number would run the other way.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, markup=False)

    def show_text(self, text: str | Content) -> None:
        """Show this text; whatever must stay on one line does, and every name of a path."""
        content = text if isinstance(text, Content) else Content(text)
        self.update(WholeNames(content) if has_path(content.plain) else unbroken(content))

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = after_wrapping(super().get_line_filters())
        is_arabic = self.screen.has_class("-arabic") or self.has_class("-arabic-text")
        return rebased(filters, "R") if is_arabic else filters
