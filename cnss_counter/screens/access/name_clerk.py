"""A new clerk: code and name. The roles are chosen next, and the password by the clerk."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from cnss_counter.forms.short_form import ShortField, ShortForm


class NewClerk(NamedTuple):
    """What was typed; nothing is known of it yet."""

    code: str
    name: str


class NameClerkScreen(ShortForm[NewClerk | None]):
    """Answers with what was typed, or None to go back."""

    KEY = "name_clerk"
    KEYS = ("go_on", "go_back", "help", "change_language", "menu")
    FIELDS: ClassVar[tuple[ShortField, ...]] = (ShortField("clerk"), ShortField("name"))

    def action_go_on(self) -> None:
        if self.lacks("clerk", "name"):
            return
        self.answer(NewClerk(self.typed("clerk"), self.typed("name")))

    def action_go_back(self) -> None:
        self.answer(None)
