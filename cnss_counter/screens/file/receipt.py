"""The receipt: the reference in large type, what happens next, and the paper to hand over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.errors import CounterError
from cnss_counter.forms.lines.large_type import LargeType
from cnss_counter.forms.lines.print_line import Followed, PrintLine
from cnss_counter.forms.lines.scroll_text import ReadOn
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question
from cnss_counter.forms.request.applicant_line import FaceLine, face_line
from cnss_counter.paper.content.content import ReceiptContent
from cnss_counter.text import isolate

ReceiptAnswer = Literal["print_out", "came_out", "next_client", "draw_again"]


@dataclass(frozen=True, slots=True)
class CopyAtHand:
    """The copy that this screen is about.

    `is_unprinted`: the original has not come out yet, so that it is the one. `file` is where it
    was drawn, `printout` what the printer does with it; `trouble` is what the printer or the disk
    answered to what was wanted last.
    """

    is_unprinted: bool
    file: Path | None = None
    printout: Followed | None = None
    trouble: CounterError | None = None


class ReceiptScreen(Question[ReceiptAnswer]):
    """The deposit is made and safe, whatever becomes of the paper.

    No key that goes on leaves it before the original has come out: that is one of its lines.
    `is_new`: the deposit was made just now, not on the day before yesterday.
    """

    KEY = "receipt"
    KEYS = ("go_on", "enter", "applicant_face", "change_language", "menu")
    CSS_PATH = "receipt.tcss"
    IS_SEEN_FIRST = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,f10,pagedown", "go_on", show=False, id="go_on"),
    ]

    def __init__(self, content: ReceiptContent, copy: CopyAtHand, *, is_new: bool = True) -> None:
        super().__init__()
        self._content = content
        self._copy = copy
        self._is_new = is_new
        self._paper = PrintLine(copy.printout)
        self._actions = PickList(id="actions")

    def body(self) -> Iterable[Widget]:
        yield Static(id="marks", markup=False)
        yield Static(id="reference", markup=False)
        yield ReadOn(id="next")
        yield self._paper
        yield self._actions

    def on_mount(self) -> None:
        super().on_mount()
        self._actions.focus()
        self._put_the_cursor()

    def _put_the_cursor(self) -> None:
        """On no line once the original was sent: a second Enter does nothing."""
        if not self._is_unprinted:
            self._actions.go_to("next_client" if self._file is None else "print_out")
        elif self._copy.printout is not None or self._may_be_out:
            self._actions.choose_nothing()

    @property
    def _is_unprinted(self) -> bool:
        """Whether the person has no receipt yet, as far as anybody knows."""
        return self._copy.is_unprinted and not self._has_come_out

    @property
    def lost_by_leaving(self) -> str:
        return "leave_unprinted" if self._is_unprinted else ""

    @property
    def keys_here(self) -> tuple[str, ...]:
        return self.KEYS[1:] if self._is_unprinted else self.KEYS

    @property
    def _has_come_out(self) -> bool:
        printout = self._copy.printout
        return printout is not None and printout.state.outcome == "completed"

    @property
    def _is_waiting(self) -> bool:
        printout = self._copy.printout
        return printout is not None and printout.state.outcome == "waiting"

    @property
    def _may_be_out(self) -> bool:
        """Whether only an eye can tell: nothing is known of the job, or the clerk prints the file.

        What was cancelled or refused did not come out: it is printed again, or left.
        """
        printout = self._copy.printout
        if printout is not None:
            return printout.state.outcome == "unknown"
        trouble = self._copy.trouble
        return trouble is not None and trouble.code.startswith("printer.")

    @property
    def _file(self) -> Path | None:
        """What can be printed now; one that came out is not printed again as it is."""
        return None if self._has_come_out else self._copy.file

    @property
    def face(self) -> tuple[FaceLine, ...]:
        content = self._content
        come_back = content.come_back_title
        return (
            face_line("screens.receipt.face", large=content.reference),
            *(
                FaceLine(
                    f"{notice.title.fr} : {notice.text.fr}", f"{notice.title.ar}: {notice.text.ar}"
                )
                for notice in content.notices
                if notice.title.fr
            ),
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

    def refresh_words(self) -> None:
        content = self._content
        is_mirrored = self.words.language == "ar"
        marks = " · ".join(self._in(mark) for mark in content.marks)
        self.query_one("#marks", Static).update(
            Content.assemble(self.words("screens.receipt.reference"), "   ", (marks, "bold $error"))
        )
        reference = LargeType(content.reference, is_mirrored=is_mirrored)
        self.query_one("#reference", Static).update(reference)
        steps = Content("\n").join(self._steps())
        self.query_one(ReadOn).show_text(steps, self.words("screens.frame.read_on"))
        self._paper.show_state(self.words, self._paper_words(), str(self._file or ""))
        self._actions.show(
            (PickRow((self._action_words(id_),), id_) for id_ in self._offered()),
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
        """Of a paper that no printer has."""
        copy = self._copy
        if copy.trouble is not None:
            said = self.words.error(copy.trouble)
            if copy.file is None:
                kind = "original" if copy.is_unprinted else "duplicate"
                said = self.words(f"screens.receipt.not_drawn.{kind}", reason=said)
            return Content.styled(said, "bold $error")
        if copy.file is None:
            return Content()
        return Content(self.words("screens.receipt.drawn", file=str(copy.file)))

    def _action_words(self, action: ReceiptAnswer) -> str:
        kind: str = action
        if self._is_unprinted:
            if action == "next_client":
                kind = "leave_waiting" if self._is_waiting else "leave_unprinted"
            elif action == "print_out" and self._is_waiting:
                kind = "print_anew"
        elif action == "print_out":
            kind = "print_duplicate"
        return self.words(f"screens.receipt.{kind}")

    def _offered(self) -> Iterable[ReceiptAnswer]:
        """What to do with the paper, always in the same order."""
        if self._is_unprinted:
            yield "print_out"
            if self._may_be_out:
                yield "came_out"
            yield "next_client"
        else:
            if self._file is not None:
                yield "print_out"
            yield from ("next_client", "draw_again")

    @on(PrintLine.Changed)
    def tell_what_became_of_it(self, event: PrintLine.Changed) -> None:
        """The lines to choose from follow what is known; the cursor waits for an arrow, or for
        the paper.
        """
        event.stop()
        self.show_words(self.words)
        if event.state.outcome == "completed":
            self._put_the_cursor()

    # Answers

    @on(PickList.Picked)
    def take_the_answer(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(next(answer for answer in self._offered() if answer == event.row_id))

    def action_go_on(self) -> None:
        """To the next person; to the lines to choose from, as long as this one has no receipt."""
        if self._is_unprinted:
            self._actions.focus()
        else:
            self.answer("next_client")
