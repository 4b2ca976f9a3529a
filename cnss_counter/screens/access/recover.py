"""Every password is lost: the code of the recovery sheet, and a new password."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.widget import Widget

from cnss_counter.errors import BadInputError
from cnss_counter.forms.form_sheet import Message
from cnss_counter.forms.intro_form import IntroForm
from cnss_counter.forms.short_form import ShortField
from cnss_counter.services.access import recovery


class Recovery(NamedTuple):
    """What was typed; nothing is known of it yet."""

    recovery_code: str
    clerk: str
    name: str
    password: str


class RecoverScreen(IntroForm[Recovery]):
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

    def messages(self, field_id: str) -> tuple[Message, ...]:
        """Below the code, that it is one line: Enter leads to the next field."""
        said = super().messages(field_id)
        if said or field_id != "recovery_code":
            return said
        return (Message("note", self.words("screens.recover.recovery_code_rule")),)

    def go_to_the_field_after(self, field: Widget) -> None:
        """After one group the others are still to come, and not in the fields below."""
        if field.id != "recovery_code" or self._is_well_typed():
            super().go_to_the_field_after(field)

    def _is_well_typed(self) -> bool:
        try:
            recovery.require_well_typed(self.typed("recovery_code"))
        except BadInputError as refused:
            self.refuse("recovery_code", refused)
            return False
        return True

    def action_go_on(self) -> None:
        if self.lacks("recovery_code", "clerk", "password") or not self._is_well_typed():
            return
        if self.typed("password") != self.typed("password_again"):
            self.refuse("password_again", BadInputError("password.not_the_same"))
            return
        self.tell_progress("checking")
        typed = ("recovery_code", "clerk", "name", "password")
        self.answer(Recovery(*map(self.typed, typed)))
