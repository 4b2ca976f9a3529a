"""Check your answers: every answer by section, numbered, each with a way back to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on
from textual.content import Content
from textual.widget import Widget

from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question
from cnss_counter.forms.request.answer_lines import AnswerLine, applicant_lines
from cnss_counter.forms.request.applicant_line import ApplicantLine
from cnss_counter.forms.request.findings_panel import outcome_words
from cnss_counter.text import digit

if TYPE_CHECKING:
    from cnss_counter.rules.evaluate import Judged

VALUE_CELLS = 42


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

    def __init__(self, lines: Sequence[AnswerLine], judged: Judged, changed: str = "") -> None:
        """The cursor starts on the answer of the entry `changed`, or on the first."""
        super().__init__()
        self._lines = tuple(lines)
        self._judged = judged
        self._start = next((str(at) for at, one in enumerate(lines, 1) if one.entry == changed), "")
        self._number = ""
        self._list = PickList(id="answers")

    def body(self) -> Iterable[Widget]:
        yield Paragraphs(id="outcome")
        yield self._list

    @property
    def judged(self) -> Judged:
        return self._judged

    @property
    def face(self) -> tuple[ApplicantLine, ...]:
        return applicant_lines(self._lines)

    def refresh_words(self) -> None:
        words = self.words
        verdict = self._judged.verdict
        asked = Content(words(f"procedures.{self._judged.procedure.id}.short"))
        parts = [asked, outcome_words(verdict, words)]
        missing = sum(finding.severity == "missing" for finding in verdict.findings)
        if any(finding.code == "number_unknown" for finding in verdict.findings):
            said = words("screens.check_answers.number_unknown")
            parts.append(Content.styled(said, "$text-warning"))
        if missing:
            said = words("screens.check_answers.provisional", count=missing)
            parts.append(Content.styled(said, "$text-warning"))
        self.query_one("#outcome", Paragraphs).show_text(Content("  ·  ").join(parts))
        is_mirrored = words.language == "ar"
        self._list.show(self._rows(), is_mirrored=is_mirrored, widths=(VALUE_CELLS,))
        if self._start:
            self._list.go_to(self._start)
            self._start = ""

    def _rows(self) -> Iterable[PickRow]:
        section = ""
        for number, line in enumerate(self._lines, 1):
            if line.section != section:
                section = line.section
                yield PickRow((self.words(section), ""))
            row = (f"{number}. {self.words(line.caption)}", line.said(self.words))
            yield PickRow(row, str(number))

    def on_key(self, event: events.Key) -> None:
        """The number of a line puts the cursor on it: they are read aloud by their numbers."""
        typed = digit(event.character or "")
        if len(typed) != 1 or not typed.isdecimal():
            self._number = ""
            return
        event.stop()
        for number in (self._number + typed, typed):
            if 1 <= int(number) <= len(self._lines):
                self._number = number
                self._list.go_to(str(int(number)))
                return
        self._number = ""

    @on(PickList.Picked)
    def change_this_answer(self, event: PickList.Picked) -> None:
        """Enter on a line goes back to its entry, and returns here."""
        event.stop()
        self.answer(Change(self._lines[int(event.row_id) - 1].entry))

    def action_go_on(self) -> None:
        """A page further; on from the end only, so that the papers are read back too."""
        if not self._list.turned_page():
            self.answer(GoOn())

    def action_go_back(self) -> None:
        self.answer(Change())
