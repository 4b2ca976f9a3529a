"""A new key for the data: what it does, and the administrator's password once more."""

from __future__ import annotations

from typing import ClassVar

from cnss_counter.errors import CounterError
from cnss_counter.forms.intro_form import IntroForm
from cnss_counter.forms.short_form import ShortField


class ChangeKeyScreen(IntroForm[str]):
    """Answers with the password, or None to go back."""

    KEY = "change_key"
    KEYS = ("go_on", "go_back", "help", "change_language", "menu")
    FIELDS: ClassVar[tuple[ShortField, ...]] = (ShortField("password", is_secret=True),)

    def __init__(self, refusal: CounterError | None = None) -> None:
        super().__init__(refused={"password": refusal} if refusal else None)

    def action_go_on(self) -> None:
        if self.lacks("password"):
            return
        self.tell_progress("copying")
        self.answer(self.typed("password"))
