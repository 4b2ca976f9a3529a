"""Check your answers: every answer by section, numbered, each with a way back to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from cnss_counter.widgets.answer_lines import AnswerLine, face_lines
from cnss_counter.widgets.face_line import FaceLine
from cnss_counter.widgets.findings_panel import OUTCOME_STYLE
from cnss_counter.widgets.question import Question

if TYPE_CHECKING:
    from cnss_counter.rules.verdict import Verdict

CAPTION_CELLS = 30


@dataclass(frozen=True, slots=True)
class GoOn:
    """All was read back and is right."""


@dataclass(frozen=True, slots=True)
class Change:
    """Back to the form, on this entry; empty for its start."""

    entry: str = ""


class CheckAnswersScreen(Question[GoOn | Change]):
    """The deposit is not yet made, and the title says so."""

    KEY = "check_answers"
    KEYS = ("go_on", "go_back", "change_answer", "why", "change_language", "menu")
    CSS_PATH = "check_answers.tcss"

    def __init__(self, lines: Sequence[AnswerLine], verdict: Verdict) -> None:
        super().__init__()
        self._lines = tuple(lines)
        self._verdict = verdict
        self._list = OptionList(id="answers", markup=False)

    def body(self) -> Iterable[Widget]:
        yield Static(id="outcome", markup=False)
        yield self._list

    @property
    def verdict(self) -> Verdict:
        return self._verdict

    @property
    def face(self) -> tuple[FaceLine, ...]:
        return face_lines(self._lines)

    def say(self) -> None:
        words = self.words
        outcome = self._verdict.outcome
        parts = [Content.styled(words(f"outcomes.{outcome}"), OUTCOME_STYLE[outcome])]
        if any(finding.severity == "missing" for finding in self._verdict.findings):
            parts.append(
                Content.styled(words("screens.check_answers.provisional"), "$text-warning")
            )
        self.query_one("#outcome", Static).update(Content("  ·  ").join(parts))
        highlighted = self._list.highlighted
        self._list.set_options(self._options())
        self._list.highlighted = highlighted if highlighted is not None else self._first_answer()

    def _options(self) -> Iterable[Option]:
        section = ""
        for number, line in enumerate(self._lines, 1):
            if line.section != section:
                section = line.section
                yield Option(
                    Content.styled(self.words(section), "bold $text-primary"), disabled=True
                )
            yield Option(self._line_words(number, line), id=str(number - 1))

    def _line_words(self, number: int, line: AnswerLine) -> Content:
        value = self.words(line.value) if line.is_key else line.value
        caption = self.words(line.caption)
        blank = " " * max(1, CAPTION_CELLS - cell_len(caption))
        if self.words.language == "ar":
            return Content.assemble((value, "bold"), blank, caption, f" {number:>2}")
        return Content.assemble((f"{number:>2} ", "dim"), caption, blank, (value, "bold"))

    def _first_answer(self) -> int:
        return next(at for at, option in enumerate(self._list.options) if option.id is not None)

    @on(OptionList.OptionSelected)
    def change_this_answer(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line goes back to its field, and returns here."""
        event.stop()
        self.answer(Change(self._lines[int(event.option.id or 0)].entry))

    def action_go_on(self) -> None:
        self.answer(GoOn())

    def action_go_back(self) -> None:
        self.answer(Change())
