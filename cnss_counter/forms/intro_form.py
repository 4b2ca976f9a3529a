"""A question of a few fields, with what it is about above them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from textual.content import Content
from textual.widget import Widget

from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.short_form import ShortForm

Answer = TypeVar("Answer")


class IntroForm(ShortForm[Answer | None], Generic[Answer]):
    """Says `about` above its fields; answers None to whoever goes back."""

    def about(self) -> Content | str:
        """What it is about, in `self.words`: `screens.<KEY>.about` unless a screen knows more."""
        return self.words(f"screens.{self.KEY}.about")

    def body(self) -> Iterable[Widget]:
        yield TextAbove(Paragraphs(id="about"))
        yield from super().body()

    def refresh_words(self) -> None:
        super().refresh_words()
        self.query_one("#about", Paragraphs).show_text(self.about())

    def action_go_back(self) -> None:
        self.answer(None)
