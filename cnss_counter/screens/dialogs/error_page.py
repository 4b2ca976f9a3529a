"""What went wrong and is nobody's bug: one line, and back to Home."""

from __future__ import annotations

from textual.content import Content

from cnss_counter.errors import CounterError, DraftNotKeptError
from cnss_counter.forms.page import Page

SAY_THEMSELVES = ("draft.", "store.exchanged", "store.database_damaged")
"""Where the draft is: not among the clerk's own, or in a file that nobody may ever read."""


class ErrorPage(Page):
    """The error in words, and whether what was typed is kept as a draft."""

    KEY = "trouble"
    KEYS = ("close", "change_language")

    def __init__(self, error: CounterError) -> None:
        super().__init__()
        self._error = error

    def text(self) -> Content:
        told = (self.words.error(self._error), "bold $text-error")
        is_kept = "not_kept" if isinstance(self._error, DraftNotKeptError) else "kept"
        if is_kept == "kept" and self._error.code.startswith(SAY_THEMSELVES):
            return Content.assemble(told)
        return Content.assemble(told, "\n\n", self.words(f"screens.trouble.{is_kept}"))


class FoundScreen(ErrorPage):
    """What was found while the counter was opened: nothing refused, and work goes on."""

    KEY = "found"

    def text(self) -> Content:
        return Content(self.words.error(self._error))
