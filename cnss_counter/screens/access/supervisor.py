"""A second person agrees: supervisor's code, password and the reason for going on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content

from cnss_counter.domain.deposit import AgreementSubject, Deposit
from cnss_counter.errors import CounterError
from cnss_counter.forms.intro_form import IntroForm
from cnss_counter.forms.short_form import ShortField


@dataclass(frozen=True, slots=True)
class SupervisorSaid:
    """What the second person typed; nothing is known of it yet."""

    code: str
    password: str
    reason: str


class SupervisorScreen(IntroForm[SupervisorSaid]):
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
        existing: Deposit | None = None,
        *,
        is_own: bool = False,
    ) -> None:
        """`existing`: the request that there is already for the person, to be told. `is_own`:
        nobody else can agree here but the clerk.
        """
        super().__init__(typed, refused)
        self._subject = subject
        self._existing = existing
        self._is_own = is_own

    def about(self) -> Content:
        asked = Content(self._asked())
        if not self._is_own:
            return asked
        alone = Content.styled(self.words("screens.supervisor.alone"), "bold $text-error")
        return Content("\n").join((asked, alone))

    def _asked(self) -> str:
        words, existing = self.words, self._existing
        asked = words(f"screens.supervisor.{self._subject}")
        if existing is None:
            return asked
        procedure = words(f"procedures.{existing.draft.procedure}.short")
        named = words(
            "screens.supervisor.existing", reference=existing.reference, procedure=procedure
        )
        return f"{asked}\n{named}"

    def action_go_on(self) -> None:
        if self.lacks("reason", "code", "password"):
            return
        self.tell_progress("checking")
        self.answer(
            SupervisorSaid(self.typed("code"), self.typed("password"), self.typed("reason"))
        )
