"""A second person agrees: supervisor's code, password and the reason for going on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.errors import CounterError
from cnss_counter.storage.records import AgreementSubject
from cnss_counter.widgets.short_form import ShortField, ShortForm


@dataclass(frozen=True, slots=True)
class SupervisorSaid:
    """What the second person typed; nothing is known of it yet."""

    code: str
    password: str
    reason: str


class SupervisorScreen(ShortForm[SupervisorSaid | None]):
    """Answers with what was typed, or None: no agreement."""

    KEY = "supervisor"
    KEYS = ("go_on", "close", "change_language")
    IS_DIALOG = True
    CSS_PATH = "supervisor.tcss"
    FIELDS: ClassVar[tuple[ShortField, ...]] = (
        ShortField("reason"),
        ShortField("code"),
        ShortField("password", is_secret=True),
    )

    def __init__(
        self,
        subject: AgreementSubject,
        typed: Mapping[str, str] | None = None,
        refused: Mapping[str, CounterError] | None = None,
    ) -> None:
        super().__init__(typed, refused)
        self._subject = subject

    def body(self) -> Iterable[Widget]:
        yield Static(id="about", markup=False)
        yield from super().body()

    def say(self) -> None:
        super().say()
        self.query_one("#about", Static).update(self.words(f"screens.supervisor.{self._subject}"))

    def action_go_on(self) -> None:
        self.tell_progress("checking")
        self.answer(
            SupervisorSaid(self.typed("code"), self.typed("password"), self.typed("reason"))
        )

    def action_go_back(self) -> None:
        self.answer(None)
