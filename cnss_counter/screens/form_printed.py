"""The request form has been printed for signature, or why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from cnss_counter.errors import CounterError
from cnss_counter.widgets.page import Page

if TYPE_CHECKING:
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


class FormPrintedScreen(Page):
    """`trouble` is what the printer or the disk answered, None when the sheet came out."""

    KEY = "form_printed"
    KEYS = ("close", "scroll", "change_language")

    def __init__(self, sheet: PrintedForm, trouble: CounterError | None) -> None:
        super().__init__()
        self._sheet = sheet
        self._trouble = trouble

    def text(self) -> Content:
        return Content("\n\n").join(self._paragraphs())

    def _paragraphs(self) -> Iterable[Content]:
        words, sheet = self.words, self._sheet
        if sheet.person:
            yield Content.styled(words("screens.form_printed.of", person=sheet.person), "bold")
        if self._trouble is not None:
            yield Content.styled(words.error(self._trouble), "bold $text-error")
        else:
            yield Content(words("screens.form_printed.sent"))
        if sheet.spoilt:
            said = words("screens.form_printed.spoilt", count=len(sheet.spoilt))
            errors = [f"✗ {words.label(e.subject)} : {words.finding(e)}" for e in sheet.spoilt]
            yield Content.styled("\n".join((said, *errors)), "$text-error")
        if sheet.left:
            labels = ", ".join(words.label(field) for field in sheet.left)
            yield Content(words("screens.form_printed.left", fields=labels))
        if self._trouble is None:
            yield Content(words("screens.form_printed.sign"))
