"""The receipt: the reference in large type, what happens next, and the paper to hand over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.arabic import isolate
from cnss_counter.errors import CounterError
from cnss_counter.receipt.content import Bilingual, ReceiptContent
from cnss_counter.widgets.face_line import FaceLine, face_line
from cnss_counter.widgets.large_type import LargeType
from cnss_counter.widgets.pick_list import PickList, PickRow
from cnss_counter.widgets.question import Question
from cnss_counter.widgets.read_on import ReadOn

ReceiptAnswer = Literal["next_client", "print_out", "draw_again"]


class ReceiptScreen(Question[ReceiptAnswer]):
    """The deposit is made and safe, whatever becomes of the paper.

    `paper` is the file drawn, None before any; `trouble` is what the printer or the disk
    answered. `done` is the answer that was just carried out, if any. `is_new`: the deposit was
    made just now, not on the day before yesterday.
    """

    KEY = "receipt"
    KEYS = ("go_on", "enter", "applicant_face", "change_language", "menu")
    CSS_PATH = "receipt.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,f10,pagedown", "go_on", show=False, id="go_on"),
    ]

    def __init__(
        self,
        content: ReceiptContent,
        paper: Path | None,
        trouble: CounterError | None = None,
        done: ReceiptAnswer | None = None,
        *,
        is_new: bool = True,
    ) -> None:
        super().__init__()
        self._content = content
        self._paper = paper
        self._trouble = trouble
        self._done = done
        self._is_new = is_new
        self._actions = PickList(id="actions")

    def body(self) -> Iterable[Widget]:
        yield Static(id="marks", markup=False)
        yield Static(id="reference", markup=False)
        yield ReadOn(id="next")
        yield Static(id="paper", markup=False)
        yield self._actions

    def on_mount(self) -> None:
        super().on_mount()
        self._actions.focus()
        if self._done == "print_out" and self._trouble is None:
            self._actions.go_to("next_client")
        elif not self._is_new and self._paper is None:
            self._actions.go_to("draw_again")  # what most come back for

    @property
    def face(self) -> tuple[FaceLine, ...]:
        content = self._content
        come_back = content.come_back_title
        return (
            face_line("screens.receipt.face", large=content.reference),
            *(FaceLine(step.fr, step.ar) for step in content.next_steps),
            *(
                FaceLine(f"{come_back.fr} : {paper.label.fr}", f"{come_back.ar}: {paper.label.ar}")
                for paper in content.missing_papers
            ),
        )

    # Words

    def title_words(self) -> str:
        if self._is_new:
            return super().title_words()
        day = self.words.short_date(datetime.fromisoformat(self._content.deposited_at).date())
        return self.words("screens.receipt.title_shown", day=day)

    def _in(self, said: Bilingual) -> str:
        return said.ar if self.words.language == "ar" else said.fr

    def say(self) -> None:
        content = self._content
        is_mirrored = self.words.language == "ar"
        marks = " · ".join(self._in(mark) for mark in content.marks)
        self.query_one("#marks", Static).update(
            Content.assemble(self.words("screens.receipt.reference"), "   ", (marks, "bold $error"))
        )
        reference = LargeType(content.reference, is_mirrored=is_mirrored)
        self.query_one("#reference", Static).update(reference)
        steps = Content("\n").join(self._steps())
        self.query_one(ReadOn).say(steps, self.words("screens.frame.read_on"))
        paper = self._paper_words()
        self.query_one("#paper", Static).update(paper)
        self.query_one("#paper").display = bool(paper.plain)
        self._actions.show(
            (PickRow((self.words(f"screens.receipt.{id_}"),), id_) for id_ in self._offered()),
            is_mirrored=is_mirrored,
        )

    def _steps(self) -> Iterable[Content]:
        """Of a request found again also: whose it is, and the papers in hand after the missing."""
        if not self._is_new:
            yield from self._whose()
        content = self._content
        for notice in content.notices:
            if notice.title.fr:
                said = f"{self._in(notice.title)} · {self._in(notice.text)}"
                yield Content.styled(said, "bold $error" if notice.is_boxed else "bold")
        if content.missing_papers:
            yield Content.styled(self._in(content.come_back_title), "bold")
        for paper in content.missing_papers:
            yield Content(f"□ {self._in(paper.label)}")
        if not self._is_new:
            yield from self._papers_in_hand()
        yield Content.styled(self._in(content.next_steps_title), "bold")
        for number, step in enumerate(content.next_steps, 1):
            yield Content(f"{number}. {self._in(step)}")

    def _whose(self) -> Iterable[Content]:
        """Whose request it is: nobody remembers it from another day."""
        colon = ": " if self.words.language == "ar" else " : "
        above = {self.words("receipt.rows.reference"), self.words("receipt.rows.date")}
        for row in self._content.rows:
            said = self._in(Bilingual(row.value or row.value_ar, row.value_ar or row.value))
            if self._in(row.label) not in above:
                yield Content.assemble(self._in(row.label), colon, (isolate(said), "bold"))

    def _papers_in_hand(self) -> Iterable[Content]:
        yield Content.styled(self._in(self._content.papers_title), "bold")
        for paper in self._content.other_papers:
            mark = "☑" if paper.is_in_hand else "□"
            yield Content(f"{mark} {self._in(paper.label)} · {self._in(paper.state_words)}")

    def _paper_words(self) -> Content:
        if self._trouble is not None:
            return Content.styled(self.words.error(self._trouble), "bold $error")
        if self._paper is None:
            return Content()
        key = "sent" if self._done == "print_out" else "drawn"
        return Content(self.words(f"screens.receipt.{key}", file=str(self._paper)))

    def _offered(self) -> Iterable[ReceiptAnswer]:
        """What to do with the paper, always in the same order."""
        if self._paper is not None:
            yield "print_out"
        yield from ("next_client", "draw_again")

    # Answers

    @on(PickList.Picked)
    def take_the_answer(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(next(answer for answer in self._offered() if answer == event.row_id))

    def action_go_on(self) -> None:
        self.answer("next_client")
