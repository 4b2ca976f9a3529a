"""The refund waits: what to tell somebody who goes for a pension instead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from cnss_counter.widgets.face_line import FaceLine, face_line
from cnss_counter.widgets.page import Page

if TYPE_CHECKING:
    from cnss_counter.rules.verdict import OtherRight


class KeptWaitingScreen(Page):
    """Nothing is deposited; the draft is kept, and the person leaves with a form's number."""

    KEY = "kept_waiting"
    KEYS = ("close", "help", "applicant_face", "change_language")

    def __init__(self, right: OtherRight, last_day: date | None) -> None:
        """`last_day` to deposit the refund after all, None where it has passed or is not known."""
        super().__init__()
        self._right = right
        self._last_day = last_day

    def text(self) -> Content:
        words = self.words
        kept = Content.styled(words("screens.kept_waiting.kept"), "bold")
        tell = Content.styled(words("screens.kept_waiting.tell"), "bold $text-primary")
        is_arabic = words.language == "ar"
        told = [Content(line.ar if is_arabic else line.fr) for line in self.face]
        return Content("\n\n").join((kept, tell, *told))

    @property
    def face(self) -> tuple[FaceLine, ...]:
        """What is told is also what F6 shows."""
        key = f"screens.kept_waiting.{self._right.kind}"
        amount = self._right.monthly_amount
        lines = [
            face_line(f"{key}.amount", amount=amount)
            if amount is not None
            else face_line(f"{key}.amount_unknown"),
            face_line(f"{key}.form"),
        ]
        if self._last_day is not None:
            lines.append(face_line("screens.kept_waiting.last_day", day=self._last_day))
        return tuple(lines)
