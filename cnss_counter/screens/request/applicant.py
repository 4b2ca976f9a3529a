"""The applicant's face (F6): where we are, numbered, large, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.filter import LineFilter
from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.forms.lines.large_type import LargeType
from cnss_counter.forms.lines.more_below import ReadOn
from cnss_counter.forms.lines.no_break import after_wrapping, unbroken
from cnss_counter.forms.page import Page
from cnss_counter.forms.request.applicant_line import ApplicantLine
from cnss_counter.terminal.line_filter import RightToLeftText


class FrenchParagraph(Static):
    """A paragraph of French, whatever language the clerk reads."""

    def __init__(self, text: str, *, classes: str = "french") -> None:
        super().__init__(unbroken(text), classes=classes, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return after_wrapping(super().get_line_filters())


class ArabicParagraph(RightToLeftText, FrenchParagraph):
    """A paragraph of Arabic, whatever language the clerk reads."""


class ApplicantScreen(Page):
    """Shown to the person in front of the counter: read a line aloud by its number."""

    KEY = "applicant"
    CSS_PATH = "applicant.tcss"

    def __init__(self, lines: Sequence[ApplicantLine]) -> None:
        super().__init__()
        self._lines = tuple(lines)

    def body(self) -> Iterable[Widget]:
        with_lines = [w for number, line in enumerate(self._lines, 1) for w in _shown(number, line)]
        yield ReadOn(*with_lines, id="page")

    def refresh_words(self) -> None:
        """The lines are in both languages already."""


def _shown(number: int, line: ApplicantLine) -> Iterable[Widget]:
    yield FrenchParagraph(f"{number}. {line.fr}")
    yield ArabicParagraph(f"{number}. {line.ar}", classes="arabic")
    if line.large:
        yield Static(LargeType(line.large), classes="large", markup=False)
    if line.value:
        yield Static(line.value, classes="value", markup=False)
