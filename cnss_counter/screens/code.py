"""A code shown once: a clerk's one-time code, or that of the recovery sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.errors import CounterError
from cnss_counter.widgets.large_type import LargeType
from cnss_counter.widgets.pick_list import PickRow
from cnss_counter.widgets.short_list import ShortList

CodeAnswer = Literal["print_out", "done"]


class CodeScreen(ShortList[CodeAnswer]):
    """Once left, the code can be read nowhere any more.

    `trouble` is what the printer answered; `is_printed` that it took the sheet.
    """

    KEYS = ("enter", "change_language", "menu")

    def __init__(
        self,
        code: str,
        values: Mapping[str, str | date],
        trouble: CounterError | None,
        *,
        is_printed: bool,
    ) -> None:
        super().__init__()
        self._code = code
        self._values = values
        self._trouble = trouble
        self._is_printed = is_printed

    def body(self) -> Iterable[Widget]:
        yield Static(id="about", markup=False)
        yield Static(id="code", markup=False)
        yield Static(self._code, id="plain-code", markup=False)
        yield Static(id="paper", markup=False)
        yield self._list

    def say(self) -> None:
        super().say()
        self.query_one("#code", Static).update(LargeType(self._code))
        self.query_one("#paper", Static).update(self._paper())

    def about(self) -> str:
        return self.words(f"screens.{self.KEY}.about", **self._values)

    def _paper(self) -> Content:
        if self._trouble is not None:
            return Content.styled(self.words.error(self._trouble), "bold $text-error")
        return Content(self.words(f"screens.{self.KEY}.printed") if self._is_printed else "")

    def rows(self) -> Iterable[PickRow]:
        print_out = PickRow((self.words(f"screens.{self.KEY}.print_out"),), "print_out")
        done = PickRow((self.words(f"screens.{self.KEY}.done"),), "done")
        return (done, print_out) if self._is_printed else (print_out, done)

    def take(self, row_id: str) -> None:
        self.answer("done" if row_id == "done" else "print_out")

    def action_go_back(self) -> None:
        """There is no way back to a code."""


class OneTimeCodeScreen(CodeScreen):
    """For a clerk: `clerk`, `day` and `time` are its values."""

    KEY = "one_time_code"


class RecoverySheetScreen(CodeScreen):
    """For the safe."""

    KEY = "recovery_sheet"
