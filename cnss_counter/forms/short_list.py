"""A question of a few lines to choose from, with what it is about above them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question

Answer = TypeVar("Answer")


class ShortList(Question[Answer], Generic[Answer]):
    """Says `about`, offers `rows`, and answers by `take` with the line that was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._list = PickList(id="choices")

    def about(self) -> Content | str:
        """What is chosen about, in `self.words`; empty takes no line."""
        return ""

    def rows(self) -> Iterable[PickRow]:
        """The lines to choose from, in `self.words`."""
        return ()

    def take(self, row_id: str) -> None:
        """A line was chosen."""

    def body(self) -> Iterable[Widget]:
        yield TextAbove(Paragraphs(id="about"))
        yield self._list

    def on_mount(self) -> None:
        super().on_mount()
        self._list.focus()

    def refresh_words(self) -> None:
        self.query_one("#about", Paragraphs).show_text(self.about())
        self._list.show(self.rows(), is_mirrored=self.words.language == "ar")

    @on(PickList.Picked)
    def take_the_line(self, event: PickList.Picked) -> None:
        event.stop()
        self.take(event.row_id)

    def action_go_on(self) -> None:
        self._list.action_select()

    def action_go_back(self) -> None:
        self.answer(None)
