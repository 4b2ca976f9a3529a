"""The request form has been printed for signature, or why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget

from cnss_counter.domain.bilingual import COLON, COMMA
from cnss_counter.errors import CounterError
from cnss_counter.forms.lines.print_line import Followed, PrintLine
from cnss_counter.forms.page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from cnss_counter.rules.verdict import Finding


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """What the clerk has to know of a sheet before somebody signs it.

    `person` is whose it is, as far as typed; `spoilt` are the errors printed on it; `left` are
    the questions that the screen answers by itself and the paper leaves to the pen.
    """

    person: str
    spoilt: tuple[Finding, ...]
    left: tuple[str, ...]
    file: Path | None = None
    """Where it was drawn; None when it could not be."""


class FormPrintedScreen(Page):
    """`printout` is what the printer does with the sheet, `trouble` why it has none."""

    KEY = "form_printed"
    KEYS = ("close", "scroll", "change_language")

    def __init__(
        self, sheet: PrintedForm, printout: Followed | None, trouble: CounterError | None
    ) -> None:
        super().__init__()
        self._sheet = sheet
        self._trouble = trouble
        self._paper = PrintLine(printout)

    def body(self) -> Iterable[Widget]:
        yield self._paper
        yield from super().body()

    def refresh_words(self) -> None:
        super().refresh_words()
        trouble = self.words.error(self._trouble) if self._trouble is not None else ""
        file = str(self._sheet.file or "")
        self._paper.show_state(self.words, Content.styled(trouble, "bold $text-error"), file)

    @on(PrintLine.Changed)
    def tell_what_became_of_it(self, event: PrintLine.Changed) -> None:
        event.stop()
        self.refresh_words()

    def text(self) -> Content:
        return Content("\n\n").join(self._paragraphs())

    def _paragraphs(self) -> Iterable[Content]:
        words, sheet = self.words, self._sheet
        if sheet.person:
            yield Content.styled(words("screens.form_printed.of", person=sheet.person), "bold")
        if sheet.spoilt:
            said = words("screens.form_printed.spoilt", count=len(sheet.spoilt))
            colon = COLON.of(words.language)
            errors = [f"✗ {words.label(e.subject)}{colon}{words.finding(e)}" for e in sheet.spoilt]
            yield Content.styled("\n".join((said, *errors)), "$text-error")
        if sheet.left:
            labels = COMMA.of(words.language).join(words.label(field) for field in sheet.left)
            yield Content(words("screens.form_printed.left", fields=labels))
        if self._trouble is None:
            yield Content(words("screens.form_printed.sign"))
