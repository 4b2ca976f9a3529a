"""A new password: one's own, chosen twice, with how far it is from long enough."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on

from cnss_counter.errors import BadInputError
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.form_sheet import Message
from cnss_counter.forms.intro_form import IntroForm
from cnss_counter.forms.short_form import ShortField
from cnss_counter.services.access.accounts import SHORTEST_PASSWORD

NEW = ShortField("password", is_secret=True)
AGAIN = ShortField("password_again", is_secret=True)


class NewPassword(NamedTuple):
    """What was typed; `before` is empty where it is not asked."""

    password: str
    before: str = ""


class ChoosePasswordScreen(IntroForm[NewPassword]):
    """After a one-time code. Answers with the password, or None to go back to the login."""

    KEY = "choose_password"
    KEYS: ClassVar[tuple[str, ...]] = ("go_on", "go_back", "change_language")
    FIELDS: ClassVar[tuple[ShortField, ...]] = (NEW, AGAIN)

    def messages(self, field_id: str) -> tuple[Message, ...]:
        refused = super().messages(field_id)
        if field_id != NEW.id or refused:
            return refused
        count = len(self.typed(NEW.id))
        rule = "password_rule" if count < SHORTEST_PASSWORD else "password_long_enough"
        said = self.words(f"screens.first_run.{rule}", least=SHORTEST_PASSWORD, count=count)
        return (Message("note", said),)

    @on(Entry.Changed, "#password")
    def count_the_characters(self) -> None:
        self.refresh_words()

    def action_go_on(self) -> None:
        if self.lacks(*(field.id for field in self.FIELDS if field is not AGAIN)):
            return
        if self.typed(NEW.id) != self.typed(AGAIN.id):
            self.refuse(AGAIN.id, BadInputError("password.not_the_same"))
            return
        self.tell_progress("checking")
        self.answer(self.said())

    def said(self) -> NewPassword:
        return NewPassword(self.typed(NEW.id))


class ChangePasswordScreen(ChoosePasswordScreen):
    """One's own password, by the one before."""

    KEY = "change_password"
    KEYS: ClassVar[tuple[str, ...]] = ("go_on", "go_back", "help", "change_language", "menu")
    FIELDS: ClassVar[tuple[ShortField, ...]] = (
        ShortField("password_before", is_secret=True),
        NEW,
        AGAIN,
    )

    def said(self) -> NewPassword:
        return NewPassword(self.typed(NEW.id), self.typed("password_before"))
