"""A code shown once: a clerk's one-time code, or that of the recovery sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.errors import CounterError
from cnss_counter.forms.lines.large_type import LargeType
from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.lines.print_line import Followed, PrintLine
from cnss_counter.forms.pick_list import PickRow
from cnss_counter.forms.short_list import ShortList

CodeAnswer = Literal["print_out", "done"]


class CodeScreen(ShortList[CodeAnswer]):
    """Once left, the code can be read nowhere any more: it is left by the line that says so.

    `printout` is what the printer does with the sheet, `trouble` why it has none.
    """

    KEYS = ("enter", "change_language", "menu")
    IS_SEEN_FIRST = True

    def __init__(
        self,
        code: str,
        values: Mapping[str, str | date],
        printout: Followed | None = None,
        trouble: CounterError | None = None,
    ) -> None:
        super().__init__()
        self._code = code
        self._values = values
        self._trouble = trouble
        self._printout = printout
        self._paper = PrintLine(printout)

    def body(self) -> Iterable[Widget]:
        yield TextAbove(
            Paragraphs(id="about"),
            Static(id="code", markup=False),
            Static(self._code, id="plain-code", markup=False),
        )
        yield self._paper
        yield self._list

    def on_mount(self) -> None:
        super().on_mount()
        if self._printout is not None:
            self._list.choose_nothing()
        self._follow_the_paper()

    @property
    def lost_by_leaving(self) -> str:
        return "leave_code"

    def refresh_words(self) -> None:
        super().refresh_words()
        self.query_one("#code", Static).update(LargeType(self._code))
        trouble = self.words.error(self._trouble) if self._trouble is not None else ""
        self._paper.show_state(self.words, Content.styled(trouble, "bold $text-error"))

    def about(self) -> str:
        return self.words(f"screens.{self.KEY}.about", **self._values)

    def rows(self) -> Iterable[PickRow]:
        for answer in ("print_out", "done"):
            yield PickRow((self.words(f"screens.{self.KEY}.{answer}"),), answer)

    def take(self, row_id: str) -> None:
        self.answer("done" if row_id == "done" else "print_out")

    def action_go_on(self) -> None:
        """No key that goes on leaves a code behind."""

    def action_go_back(self) -> None:
        """There is no way back to a code."""

    @on(PrintLine.Changed)
    def follow_the_paper(self, event: PrintLine.Changed) -> None:
        event.stop()
        self.refresh_words()
        self._follow_the_paper()

    def _follow_the_paper(self) -> None:
        """Once the sheet is out, what is left is to hand it over."""
        if self._printout is not None and self._printout.state.outcome == "completed":
            self._list.go_to("done")


class OneTimeCodeScreen(CodeScreen):
    """For a clerk: `clerk`, `day` and `time` are its values."""

    KEY = "one_time_code"


class RecoverySheetScreen(CodeScreen):
    """For the safe."""

    KEY = "recovery_sheet"
