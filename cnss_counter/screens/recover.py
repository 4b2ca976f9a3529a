"""Every password is lost: the code of the recovery sheet, and a new password."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.errors import BadInputError
from cnss_counter.widgets.short_form import ShortField, ShortForm


class Recovery(NamedTuple):
    """What was typed; nothing is known of it yet."""

    recovery_code: str
    clerk: str
    name: str
    password: str


class RecoverScreen(ShortForm[Recovery | None]):
    """Answers with what was typed, or None to go back to the login."""

    KEY = "recover"
    KEYS = ("go_on", "close", "change_language")
    IS_DIALOG = True
    FIELDS: ClassVar[tuple[ShortField, ...]] = (
        ShortField("recovery_code"),
        ShortField("clerk"),
        ShortField("name", is_required=False),
        ShortField("password", is_secret=True),
        ShortField("password_again", is_secret=True),
    )

    def body(self) -> Iterable[Widget]:
        yield Static(id="about", markup=False)
        yield from super().body()
        yield Static(id="progress", markup=False)

    def say(self) -> None:
        super().say()
        self.query_one("#about", Static).update(self.words("screens.recover.about"))

    def action_go_on(self) -> None:
        self._refused.clear()
        if self.typed("password") != self.typed("password_again"):
            self._refused["password_again"] = BadInputError("password.not_the_same")
        self.say()
        if self._refused:
            self.set_focus(self.entry("password_again"))
            return
        self.query_one("#progress", Static).update(self.words("screens.recover.checking"))
        typed = ("recovery_code", "clerk", "name", "password")
        self.answer(Recovery(*map(self.typed, typed)))

    def action_go_back(self) -> None:
        self.answer(None)
