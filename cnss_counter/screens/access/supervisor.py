"""A second person agrees: supervisor's code, password and the reason for going on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content

from cnss_counter.domain.deposit import Agreement, AgreementSubject, Deposit
from cnss_counter.errors import CounterError
from cnss_counter.forms.intro_form import IntroForm
from cnss_counter.forms.short_form import ShortField


@dataclass(frozen=True, slots=True)
class SupervisorSaid:
    """What the second person typed; nothing is known of it yet."""

    code: str
    password: str
    reason: str


@dataclass(frozen=True, slots=True)
class AgreementAsked:
    """What a second person is asked to agree to.

    `existing`: the request that there is already for the person, to be told. `given`: what they
    agreed to just before, so that the same question does not look like a refusal of that. `is_own`:
    nobody else can agree here but the clerk.
    """

    subject: AgreementSubject
    existing: Deposit | None = None
    given: Agreement | None = None
    is_own: bool = False


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
        asked: AgreementAsked,
        typed: Mapping[str, str] | None = None,
        refused: Mapping[str, CounterError] | None = None,
    ) -> None:
        super().__init__(typed, refused)
        self._asked = asked

    def about(self) -> Content:
        lines = [Content(line) for line in self._lines()]
        if self._asked.is_own:
            lines.append(Content.styled(self.words("screens.supervisor.alone"), "bold $text-error"))
        return Content("\n").join(lines)

    def _lines(self) -> Iterator[str]:
        words, asked = self.words, self._asked
        if asked.given is not None:
            yield words("screens.supervisor.given", code=asked.given.supervisor)
        yield words(f"screens.supervisor.{asked.subject}")
        if (existing := asked.existing) is not None:
            procedure = words(f"procedures.{existing.draft.procedure}.short")
            yield words(
                "screens.supervisor.existing", reference=existing.reference, procedure=procedure
            )

    def action_go_on(self) -> None:
        if self.lacks("reason", "code", "password"):
            return
        self.tell_progress("checking")
        self.answer(
            SupervisorSaid(self.typed("code"), self.typed("password"), self.typed("reason"))
        )
