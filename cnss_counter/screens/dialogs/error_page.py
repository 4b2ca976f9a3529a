"""What went wrong and is nobody's bug: one line, and back to Home."""

from __future__ import annotations

from textual.content import Content

from cnss_counter.errors import CounterError
from cnss_counter.forms.page import Page

ABOUT_A_DRAFT = "draft."
"""These say themselves where the draft is; it is not among the clerk's own."""


class ErrorPage(Page):
    """The error in words; what was typed is kept as a draft."""

    KEY = "trouble"
    KEYS = ("close", "change_language")

    def __init__(self, error: CounterError) -> None:
        super().__init__()
        self._error = error

    def text(self) -> Content:
        told = (self.words.error(self._error), "bold $text-error")
        if self._error.code.startswith(ABOUT_A_DRAFT):
            return Content.assemble(told)
        return Content.assemble(told, "\n\n", self.words("screens.trouble.kept"))


class FoundScreen(ErrorPage):
    """What was found while the counter was opened: nothing refused, and work goes on."""

    KEY = "found"

    def text(self) -> Content:
        return Content(self.words.error(self._error))
