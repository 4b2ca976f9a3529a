"""The leaflet: in which language, and where it was printed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.errors import CounterError
from cnss_counter.widgets.pick_list import PickList, PickRow
from cnss_counter.widgets.question import Question

if TYPE_CHECKING:
    from cnss_counter.wording import Language

LANGUAGES: tuple[Language, ...] = ("ar", "fr")


class LeafletScreen(Question["Language | None"]):
    """Answers with a language, or None when no more leaflet is wanted."""

    KEY = "leaflet"
    KEYS = ("enter", "close", "change_language")
    IS_DIALOG = True
    CSS_PATH = "leaflet.tcss"

    def __init__(self, paper: Path | None = None, trouble: CounterError | None = None) -> None:
        super().__init__()
        self._paper = paper
        self._trouble = trouble
        self._languages = PickList(id="languages")

    def body(self) -> Iterable[Widget]:
        yield Static(id="about", markup=False)
        yield self._languages
        yield Static(id="paper", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self._languages.focus()

    def say(self) -> None:
        words = self.words
        self.query_one("#about", Static).update(words("screens.leaflet.about"))
        self._languages.show(
            (PickRow((words(f"screens.leaflet.{language}"),), language) for language in LANGUAGES),
            is_mirrored=words.language == "ar",
        )
        self.query_one("#paper", Static).update(self._paper_words())

    def _paper_words(self) -> Content:
        if self._trouble is not None:
            return Content.styled(self.words.error(self._trouble), "bold $text-error")
        if self._paper is None:
            return Content()
        return Content(self.words("screens.leaflet.sent", file=str(self._paper)))

    @on(PickList.Picked)
    def take_the_language(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(next(language for language in LANGUAGES if language == event.row_id))

    def action_go_on(self) -> None:
        self._languages.action_select()
