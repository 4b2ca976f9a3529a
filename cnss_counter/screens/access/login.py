"""Login: the clerk's code and password. The first thing painted, so it is kept light."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.errors import CounterError
from cnss_counter.forms.form_sheet import Message
from cnss_counter.forms.short_form import ShortField, ShortForm


class Credentials(NamedTuple):
    """What the clerk typed; nothing is known of it yet."""

    code: str
    password: str


class Account(NamedTuple):
    """A training account, shown on the screen; `role` is a key of `screens.login`."""

    role: str
    code: str
    password: str


class LoginScreen(ShortForm[Credentials]):
    """One same answer to a wrong password and an unknown code."""

    KEY = "login"
    KEYS = ("enter", "help", "change_language", "menu")
    FIELDS: ClassVar[tuple[ShortField, ...]] = (
        ShortField("code", is_required=False),
        ShortField("password", is_secret=True, is_required=False),
    )

    def __init__(
        self,
        typed: Mapping[str, str] | None = None,
        refusal: CounterError | None = None,
        accounts: Sequence[Account] = (),
        told: str = "",
        garbled: str = "",
    ) -> None:
        """`told`: what was done just before, a key of `screens.login`; `garbled`: a terminal that
        turns Arabic words round, of `health.terminal_garbling`.
        """
        super().__init__(typed, {"password": refusal} if refusal else None)
        self._told = told
        self._garbled = garbled
        self._accounts = tuple(accounts)

    def body(self) -> Iterable[Widget]:
        yield Static(id="organisation", markup=False)
        yield from super().body()
        if self._accounts:
            yield Static(id="accounts", markup=False)

    def refresh_words(self) -> None:
        super().refresh_words()
        self.query_one("#organisation", Static).update(
            Content.assemble(
                (self.words("screens.login.organisation_fr"), "bold"),
                "\n",
                (self.words("screens.login.organisation_ar"), "bold"),
            )
        )
        if self._accounts:
            self.query_one("#accounts", Static).update("\n".join(self._account_lines()))

    def messages(self, field_id: str) -> tuple[Message, ...]:
        said = super().messages(field_id)
        if said or field_id != "password":
            return said
        if self._told:
            return (Message("note", self.words(f"screens.login.{self._told}")),)
        if self._garbled:
            return (Message("warning", self.words(f"health.terminal_garbling.{self._garbled}")),)
        return ()

    def _account_lines(self) -> Iterable[str]:
        yield self.words("screens.login.training")
        for account in self._accounts:
            yield self.words(
                f"screens.login.{account.role}", code=account.code, password=account.password
            )

    def go_to_the_field_after(self, field: Widget) -> None:
        """A password typed without a code would be a try for nobody."""
        if not self.lacks("code"):
            super().go_to_the_field_after(field)

    def action_go_on(self) -> None:
        """Both are sent off; what is wrong is told once, after the check."""
        if self.lacks("code", "password"):
            return
        self.tell_progress("checking")
        self.answer(Credentials(self.typed("code"), self.typed("password")))
