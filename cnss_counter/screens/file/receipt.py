"""The receipt: the reference in large type, what happens next, and the paper to hand over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.forms.asking import Interrupted
from cnss_counter.forms.lines.large_type import LargeType
from cnss_counter.forms.lines.print_line import PrintLine
from cnss_counter.forms.lines.scroll_text import ScrollText
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question
from cnss_counter.forms.receipt import receipt_lines
from cnss_counter.forms.receipt.copy_at_hand import CopyAtHand, ReceiptAnswer
from cnss_counter.forms.request.applicant_line import ApplicantLine
from cnss_counter.paper.content.receipt import ReceiptContent

DRAWING = "drawing"
"""The group of the worker that shows what was drawn."""


class ReceiptScreen(Question[ReceiptAnswer]):
    """The deposit is made and safe, whatever becomes of the paper.

    No key that goes on leaves it before the original has come out: that is one of its lines.
    `is_new`: the deposit was made just now, not on the day before yesterday.
    """

    KEY = "receipt"
    KEYS = ("enter", "applicant_face", "change_language", "menu")
    CSS_PATH = "receipt.tcss"
    IS_SEEN_FIRST = True
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012 – Textual's type

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
        yield Static(self._content.reference, id="plain-reference", markup=False)
        yield ScrollText(id="next")
        yield self._paper
        yield self._actions

    def on_mount(self) -> None:
        super().on_mount()
        self._actions.focus()
        self._put_the_cursor()
        if self._copy.drawing is not None:
            self.run_worker(self._show_what_was_drawn(self._copy.drawing), group=DRAWING)

    async def _show_what_was_drawn(self, drawing: Awaitable[CopyAtHand | None]) -> None:
        """The reference is on the screen meanwhile. Whoever may not sit here any more learns it
        from what is wanted next.
        """
        with suppress(Interrupted):
            drawn = await asyncio.shield(asyncio.ensure_future(drawing))
            self._copy = drawn or self._copy
            self.refresh_words_if_there()

    def _put_the_cursor(self) -> None:
        """On no line once the original was sent: a second Enter does nothing."""
        copy = self._copy
        if not copy.is_awaited:
            self._actions.go_to("next_client" if copy.printable is None else "print_out")
        elif self._copy.waits_for_an_arrow:
            self._actions.choose_nothing()

    @property
    def lost_by_leaving(self) -> str:
        """A paper that nobody has got; where it was only looked at, Home lists it already."""
        is_begun = self._is_new or self._copy.is_begun
        return "leave_unprinted" if self._copy.is_awaited and is_begun else ""

    @property
    def keys_here(self) -> tuple[str, ...]:
        if self._goes_on:
            return ("go_on", *self.KEYS)
        if self._goes_back:
            return (self.KEYS[0], "go_back", *self.KEYS[1:])
        return self.KEYS

    @property
    def _goes_on(self) -> bool:
        """Where a paper was seen to; a request that was only looked at leads on to nobody."""
        copy = self._copy
        return not copy.is_awaited and (self._is_new or copy.printout is not None)

    @property
    def _goes_back(self) -> bool:
        """From a request that was only looked at; a new one is left by choosing so."""
        return not self._is_new and not self.lost_by_leaving

    @property
    def face(self) -> tuple[ApplicantLine, ...]:
        return tuple(receipt_lines.face(self._content))

    # Words

    def title_words(self) -> str:
        if self._is_new:
            return super().title_words()
        day = self.words.short_date(datetime.fromisoformat(self._content.deposited_at).date())
        return self.words("screens.receipt.title_shown", day=day)

    def refresh_words(self) -> None:
        words, content, copy = self.words, self._content, self._copy
        is_mirrored = words.language == "ar"
        marks = " · ".join(receipt_lines.said_in(words, mark) for mark in content.marks)
        self.query_one("#marks", Static).update(
            Content.assemble(words("screens.receipt.reference"), "   ", (marks, "bold $error"))
        )
        reference = LargeType(content.reference, is_mirrored=is_mirrored)
        self.query_one("#reference", Static).update(reference)
        lines = receipt_lines.next_lines if self._is_new else receipt_lines.shown_lines
        steps = Content("\n").join(lines(content, words))
        self.query_one(ScrollText).show_text(steps, words("screens.frame.read_on"))
        self._paper.show_state(words, copy.words(words), str(copy.printable or ""))
        rows = [PickRow((self._action_words(id_),), id_) for id_ in copy.offered()]
        if self._copy.waits_for_an_arrow:
            rows.insert(0, PickRow((words("screens.receipt.choose"),)))
        self._actions.show(rows, is_mirrored=is_mirrored)

    def _action_words(self, action: ReceiptAnswer) -> str:
        """Who only looked at a request goes back to where it was opened."""
        if action == "next_client" and not self._is_new and not self._copy.is_awaited:
            return self.words("screens.menu.go_back")
        return self._copy.action_words(action, self.words)

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
        self.answer(next(answer for answer in self._copy.offered() if answer == event.row_id))

    def action_go_back(self) -> None:
        if self._goes_back:
            self.answer("next_client")

    def action_go_on(self) -> None:
        """To the next person; else to the lines to choose from."""
        if self._goes_on:
            self.answer("next_client")
        else:
            self._actions.focus()
