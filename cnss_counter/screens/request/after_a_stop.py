"""After a stop: a request was being written down when the program ended. Go on, or not?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from textual import on
from textual.content import Content
from textual.widget import Widget

from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question

AfterAStop = Literal["go_on", "later", "discard"]
ANSWERS: tuple[AfterAStop, ...] = ("go_on", "later", "discard")


@dataclass(frozen=True, slots=True)
class StoppedDraft:
    """What was on the screen: whose request, at which step, and when it was last kept.

    A name may be missing in either script; then the end of the number tells. `step` is a key
    of `screens.steps`, "" when it is not known.
    """

    name_fr: str
    name_ar: str
    number_ends: str
    procedure: str
    step: str
    saved_at: datetime


class AfterAStopScreen(Question[AfterAStop]):
    """Asked once, after the login, of the clerk whose request it is."""

    KEY = "after_a_stop"
    KEYS = ("enter", "help", "change_language", "lock", "menu")
    CSS_PATH = "after_a_stop.tcss"

    def __init__(self, stopped: StoppedDraft) -> None:
        super().__init__()
        self._stopped = stopped
        self._is_sure = False
        self._list = PickList(id="answers")

    def body(self) -> Iterable[Widget]:
        yield TextAbove(Paragraphs(id="stopped"))
        yield self._list

    def on_mount(self) -> None:
        super().on_mount()
        self._list.focus()

    def refresh_words(self) -> None:
        words, stopped = self.words, self._stopped
        lines = [words("screens.after_a_stop.stopped"), "", self._person()]
        lines.append(words(f"procedures.{stopped.procedure}.title"))
        if stopped.step:
            step = words(f"screens.steps.{stopped.step}")
            lines.append(words("screens.after_a_stop.step", step=step))
        at = stopped.saved_at
        lines.append(words("screens.after_a_stop.kept_at", day=at.date(), time=f"{at:%H:%M}"))
        self.query_one("#stopped", Paragraphs).show_text(Content("\n").join(map(Content, lines)))
        self._list.show(self._rows(), is_mirrored=words.language == "ar")

    def _rows(self) -> Iterable[PickRow]:
        for answer in ANSWERS:
            is_asked_again = self._is_sure and answer == "discard"
            key = "discard_for_good" if is_asked_again else answer
            yield PickRow((self.words(f"screens.after_a_stop.{key}"),), answer)

    def _person(self) -> str:
        stopped = self._stopped
        names = (stopped.name_fr, stopped.name_ar)
        name = next(filter(None, names[::-1] if self.words.language == "ar" else names), "")
        if name:
            return name
        if stopped.number_ends:
            return self.words("screens.after_a_stop.number", ends=stopped.number_ends)
        return self.words("screens.after_a_stop.nobody_yet")

    @on(PickList.Picked)
    def take_the_answer(self, event: PickList.Picked) -> None:
        """What is discarded is gone, so it is chosen twice."""
        event.stop()
        answer = next(answer for answer in ANSWERS if answer == event.row_id)
        if answer == "discard" and not self._is_sure:
            self._is_sure = True
            self.refresh_words()
        else:
            self.answer(answer)

    def action_go_on(self) -> None:
        self._list.action_select()
