"""What is held about a person, written to a file for the person who asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.widget import Widget

from cnss_counter.errors import CounterError
from cnss_counter.forms.intro_form import IntroForm
from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.short_form import ShortField


@dataclass(frozen=True, slots=True)
class RecordWanted:
    """Whose record, by number, and the file to write."""

    number: str
    file: str


@dataclass(frozen=True, slots=True)
class RecordWritten:
    """The file that was written, the page of it in words, and how many requests they hold."""

    file: str
    page: str
    requests: int


class PersonRecordScreen(IntroForm[RecordWanted]):
    """Answers with what is wanted, or None to go back."""

    KEY = "person_record"
    KEYS = ("go_on", "go_back", "help", "change_language", "menu")
    CSS_PATH = "person_record.tcss"
    FIELDS: ClassVar[tuple[ShortField, ...]] = (ShortField("number"), ShortField("file"))

    def __init__(
        self,
        typed: Mapping[str, str],
        refused: Mapping[str, CounterError] | None = None,
        written: RecordWritten | None = None,
    ) -> None:
        super().__init__(typed, refused)
        self._written = written

    def body(self) -> Iterable[Widget]:
        yield from super().body()
        yield TextAbove(Paragraphs(id="written"))

    def refresh_words(self) -> None:
        super().refresh_words()
        written = self._written
        if written is not None:
            said = self.words(
                "cli.person_exported",
                file=written.file,
                page=written.page,
                count=written.requests,
            )
            self.query_one("#written", Paragraphs).show_text(said)

    def action_go_on(self) -> None:
        self.answer(RecordWanted(self.typed("number").strip(), self.typed("file").strip()))
