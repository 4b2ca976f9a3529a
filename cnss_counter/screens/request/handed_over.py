"""A draft has gone to another clerk."""

from __future__ import annotations

from textual.content import Content

from cnss_counter.forms.page import Page


class HandedOverScreen(Page):
    """`receiver`: the clerk's name; "" when the clerk took a trainee's draft over."""

    KEY = "handed_over"
    KEYS = ("close", "change_language")

    def __init__(self, receiver: str) -> None:
        super().__init__()
        self._receiver = receiver

    def text(self) -> Content:
        if self._receiver:
            return Content(self.words("screens.handed_over.to", clerk=self._receiver))
        return Content(self.words("screens.handed_over.to_oneself"))
