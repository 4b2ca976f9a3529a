"""The applicant's face (F6): where we are, numbered, large, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.forms.lines.large_type import LargeType
from cnss_counter.forms.lines.more_below import ReadOn
from cnss_counter.forms.page import Page
from cnss_counter.forms.request.applicant_line import ApplicantLine
from cnss_counter.terminal.line_filter import RightToLeftText


class ArabicParagraph(RightToLeftText, Static):
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
    yield Static(f"{number}. {line.fr}", classes="french", markup=False)
    yield ArabicParagraph(f"{number}. {line.ar}", classes="arabic", markup=False)
    if line.large:
        yield Static(LargeType(line.large), classes="large", markup=False)
    if line.value:
        yield Static(line.value, classes="value", markup=False)
