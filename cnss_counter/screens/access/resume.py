"""A copy that is not for certain the newest: a supervisor lets its numbers go on."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from cnss_counter.forms.form_sheet import Message
from cnss_counter.forms.intro_form import IntroForm
from cnss_counter.forms.short_form import ShortField


class GoingOn(NamedTuple):
    """What was typed; nothing is known of it yet."""

    clerk: str
    password: str
    last_number: str


class ResumeScreen(IntroForm[GoingOn]):
    """Answers with what was typed, or None to go back to the login."""

    KEY = "resume"
    KEYS = ("go_on", "close", "change_language")
    IS_DIALOG = True
    FIELDS: ClassVar[tuple[ShortField, ...]] = (
        ShortField("clerk"),
        ShortField("password", is_secret=True),
        ShortField("last_number"),
    )

    def messages(self, field_id: str) -> tuple[Message, ...]:
        """Below the number, where it stands."""
        said = super().messages(field_id)
        if said or field_id != "last_number":
            return said
        return (Message("note", self.words("screens.resume.last_number_rule")),)

    def action_go_on(self) -> None:
        fields = GoingOn._fields
        if self.lacks(*fields):
            return
        self.tell_progress("checking")
        self.answer(GoingOn(*map(self.typed, fields)))
