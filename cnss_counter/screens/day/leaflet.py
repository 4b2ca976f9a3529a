"""The leaflet: in which language, and where it was printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget

from cnss_counter.errors import CounterError
from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.lines.print_line import Followed, PrintLine
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question

if TYPE_CHECKING:
    from cnss_counter.wording import Language

LANGUAGES: tuple[Language, ...] = ("ar", "fr")


class LeafletScreen(Question["Language | None"]):
    """Answers with a language, or None when no more leaflet is wanted."""

    KEY = "leaflet"
    KEYS = ("enter", "close", "change_language")
    IS_DIALOG = True
    CSS_PATH = "leaflet.tcss"

    def __init__(
        self, printout: Followed | None = None, trouble: CounterError | None = None
    ) -> None:
        super().__init__()
        self._paper = PrintLine(printout)
        self._trouble = trouble
        self._languages = PickList(id="languages")

    def body(self) -> Iterable[Widget]:
        yield TextAbove(Paragraphs(id="about"))
        yield self._languages
        yield self._paper

    def on_mount(self) -> None:
        super().on_mount()
        self._languages.focus()

    def refresh_words(self) -> None:
        words = self.words
        self.query_one("#about", Paragraphs).show_text(words("screens.leaflet.about"))
        self._languages.show(
            (PickRow((words(f"screens.leaflet.{language}"),), language) for language in LANGUAGES),
            is_mirrored=words.language == "ar",
        )
        trouble = words.error(self._trouble) if self._trouble is not None else ""
        self._paper.show_state(words, Content.styled(trouble, "bold $text-error"))

    @on(PrintLine.Changed)
    def tell_what_became_of_it(self, event: PrintLine.Changed) -> None:
        event.stop()
        self.refresh_words()

    @on(PickList.Picked)
    def take_the_language(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(next(language for language in LANGUAGES if language == event.row_id))

    def action_go_on(self) -> None:
        self._languages.action_select()
