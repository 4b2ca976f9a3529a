"""The request form has been printed for signature, or why not."""

from __future__ import annotations

from textual.content import Content

from cnss_counter.errors import CounterError
from cnss_counter.widgets.page import Page


class FormPrintedScreen(Page):
    """`trouble` is what the printer or the disk answered, None when the sheet came out."""

    KEY = "form_printed"
    KEYS = ("close", "change_language")

    def __init__(self, trouble: CounterError | None) -> None:
        super().__init__()
        self._trouble = trouble

    def text(self) -> Content:
        words = self.words
        if self._trouble is not None:
            return Content.styled(words.error(self._trouble), "bold $text-error")
        sent = words("screens.form_printed.sent")
        return Content(f"{sent}\n\n{words('screens.form_printed.sign')}")
