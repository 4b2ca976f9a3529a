"""Text whose paragraphs follow the language of the screen, whatever letter a line begins with."""

from __future__ import annotations

from collections.abc import Sequence

from textual.filter import LineFilter
from textual.widgets import Static

from cnss_counter.widgets.arabic_line import rebased


class Paragraphs(Static):
    """Right to left on an Arabic screen, or where the class `-arabic-text` says so.

    Without it, a wrapped line that begins with `CNSS` or a number would run the other way.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        is_arabic = self.screen.has_class("-arabic") or self.has_class("-arabic-text")
        return rebased(filters, "R") if is_arabic else filters
