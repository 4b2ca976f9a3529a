"""A new key for the data: what it does, and the administrator's password once more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.errors import CounterError
from cnss_counter.widgets.short_form import ShortField, ShortForm


class ChangeKeyScreen(ShortForm[str | None]):
    """Answers with the password, or None to go back."""

    KEY = "change_key"
    KEYS = ("go_on", "go_back", "help", "change_language", "menu")
    FIELDS: ClassVar[tuple[ShortField, ...]] = (ShortField("password", is_secret=True),)

    def __init__(self, refusal: CounterError | None = None) -> None:
        super().__init__(refused={"password": refusal} if refusal else None)

    def body(self) -> Iterable[Widget]:
        yield Static(id="about", markup=False)
        yield from super().body()
        yield Static(id="progress", markup=False)

    def say(self) -> None:
        super().say()
        self.query_one("#about", Static).update(self.words("screens.change_key.about"))

    def action_go_on(self) -> None:
        self._refused.clear()
        self.say()
        self.query_one("#progress", Static).update(self.words("screens.change_key.copying"))
        self.answer(self.typed("password"))

    def action_go_back(self) -> None:
        self.answer(None)
