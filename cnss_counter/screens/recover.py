"""Every password is lost: the code of the recovery sheet, and a new password."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from cnss_counter.errors import BadInputError
from cnss_counter.widgets.explained_form import ExplainedForm
from cnss_counter.widgets.short_form import ShortField


class Recovery(NamedTuple):
    """What was typed; nothing is known of it yet."""

    recovery_code: str
    clerk: str
    name: str
    password: str


class RecoverScreen(ExplainedForm[Recovery]):
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

    def action_go_on(self) -> None:
        if self.typed("password") != self.typed("password_again"):
            self.refuse("password_again", BadInputError("password.not_the_same"))
            return
        self.tell_progress("checking")
        typed = ("recovery_code", "clerk", "name", "password")
        self.answer(Recovery(*map(self.typed, typed)))
