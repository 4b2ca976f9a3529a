"""Confirm: the irrevocability text, read aloud in the applicant's language, then ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Button

from cnss_counter.domain.request import ReadTo
from cnss_counter.forms.choice import Choice
from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.question import Question
from cnss_counter.forms.request.applicant_line import ApplicantLine

Language = Literal["fr", "ar"]
SHORT = 2
"""How many texts leave room for a button with a frame: on 80 by 24 all that is read is seen."""


@dataclass(frozen=True, slots=True)
class Consented:
    """The text was read aloud in this language, and accepted."""

    language: Language


class ReadAloud(TextAbove):
    """The text in its frame, above the tick."""

    FRAME = 2


class ConsentScreen(Question[Consented | None]):
    """Answers with the consent, or None to go back. The cursor never starts on the button."""

    KEY = "confirm"
    KEYS = ("deposit", "go_back", "help", "applicant_face", "change_language", "menu")
    CSS_PATH = "consent.tcss"
    AUTO_FOCUS = "#consent_read_aloud"
    HORIZONTAL_BREAKPOINTS = [(0, "-tight"), (80, "-wide")]  # noqa: RUF012 – Textual's type
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,f10", "go_on", show=False, id="deposit"),
        Binding("space", "tick", show=False),
        Binding("pagedown", "read_on", show=False),
    ]

    def __init__(
        self, language: Language, texts: Sequence[ApplicantLine], read_to: ReadTo = "applicant"
    ) -> None:
        """`texts` are what is read aloud in `language`, whatever the clerk reads."""
        super().__init__()
        self._texts = tuple(texts)
        self._language, self._read_to = language, read_to
        self.set_class(len(self._texts) > SHORT, "-long")
        self._tick = Choice(("yes",), id="consent_read_aloud")

    def body(self) -> Iterable[Widget]:
        yield Paragraphs(id="not-yet")
        yield ReadAloud(Paragraphs(id="consent-text"), id="consent")
        yield self._tick
        yield Paragraphs(id="reminder")
        yield Container(Button(id="deposit", variant="primary"), id="deposit-place")

    @property
    def face(self) -> tuple[ApplicantLine, ...]:
        return self._texts

    def refresh_words(self) -> None:
        words = self.words
        not_yet = words(f"screens.confirm.not_yet.{self._read_to}")
        self.query_one("#not-yet", Paragraphs).show_text(not_yet)
        consent = self.query_one("#consent-text", Paragraphs)
        is_arabic = self._language == "ar"
        consent.show_text("\n\n".join(text.ar if is_arabic else text.fr for text in self._texts))
        consent.set_class(is_arabic, "-arabic-text")
        self._tick.show_words(
            [words(f"consent.tick.{self._read_to}")], is_mirrored=words.language == "ar"
        )
        self.query_one(Button).label = words("screens.confirm.deposit")
        self._say_reminder("")

    def _say_reminder(self, key: str) -> None:
        self.query_one("#reminder", Paragraphs).show_text(self.words(key) if key else "")

    @on(Choice.Submitted)
    def go_on_from_the_tick(self, event: Choice.Submitted) -> None:
        """Enter leaves the box once it is ticked; before, it says which key ticks it."""
        event.stop()
        event.prevent_default()
        if self._tick.value:
            self.go_to_the_field_after(event.choice)
        else:
            self.action_go_on()

    @on(Choice.Changed)
    def take_the_reminder_away(self) -> None:
        self._say_reminder("")

    @on(Button.Pressed)
    def action_go_on(self) -> None:
        """The deposit, only with the tick."""
        if self._tick.value:
            self.answer(Consented(self._language))
        else:
            self._say_reminder("screens.confirm.tick_first")
            self.set_focus(self._tick)

    def action_read_on(self) -> None:
        """A page of the text: the key that turns pages everywhere deposits nothing."""
        self.query_one("#consent").scroll_page_down(animate=False)

    def action_tick(self) -> None:
        """Space on the button: what it asks for first is the tick."""
        self._tick.value = "yes"
        self.set_focus(self._tick)

    def action_go_back(self) -> None:
        self.answer(None)
