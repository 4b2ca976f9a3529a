"""The refund waits: what to tell somebody who goes for a pension instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cnss_counter.forms.page import Page
from cnss_counter.forms.request.applicant_line import (
    ApplicantLine,
    applicant_line,
    come_back_lines,
    right_line,
)

if TYPE_CHECKING:
    from cnss_counter.rules.verdict import RightAtStake, Verdict


class KeptWaitingScreen(Page):
    """Nothing is deposited; the draft is kept, and the person leaves with a form's number."""

    KEY = "kept_waiting"
    KEYS = ("close", "help", "applicant_face", "change_language")
    IS_SEEN_FIRST = True

    def __init__(self, verdict: Verdict, stake: RightAtStake) -> None:
        super().__init__()
        self._verdict = verdict
        self._stake = stake

    def text(self) -> Content:
        words = self.words
        kept = Content.styled(words("screens.kept_waiting.kept"), "bold")
        tell = Content.styled(words("screens.kept_waiting.tell"), "bold $text-primary")
        is_arabic = words.language == "ar"
        told = [Content(line.ar if is_arabic else line.fr) for line in self.face]
        return Content("\n\n").join((kept, tell, *told))

    @property
    def face(self) -> tuple[ApplicantLine, ...]:
        """What is told is also what F6 shows."""
        verdict, stake = self._verdict, self._stake
        lines = [
            right_line("screens.kept_waiting.right", stake),
            *come_back_lines(verdict),
            applicant_line(f"screens.kept_waiting.{stake.right.kind}.form"),
            applicant_line("rights.pension.ask_quickly"),
        ]
        if verdict.deadline and verdict.deadline_state in ("open", "last_day"):
            lines.append(applicant_line("screens.kept_waiting.last_day", day=verdict.deadline))
        return tuple(lines)
