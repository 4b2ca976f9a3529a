"""The test card: the same line three times; the clerk says which one reads right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.filter import LineFilter
from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question
from cnss_counter.terminal.line_filter import BidiMode, VisualLineFilter
from cnss_counter.text import display

SAMPLE_AR = "ملف محمد العلوي، المرجع 310-1-32"
SAMPLE_FR = "Dossier de Mohammed Alaoui, référence 310-1-32"
MODES: tuple[BidiMode, ...] = ("visual", "terminal", "off")


class BareLine(Static):
    """A line that reaches the terminal as it is, past the line filter."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        return [each for each in filters if not isinstance(each, VisualLineFilter)]


class TerminalCheckScreen(Question[BidiMode | None]):
    """Answers with who puts Arabic in order on this terminal; None leaves it as it is."""

    __test__ = False  # its name is the card's, not a test's
    KEY = "test_card"
    KEYS = ("enter", "close", "change_language")
    IS_DIALOG = True
    IS_SEEN_FIRST = True
    CSS_PATH = "terminal_check.tcss"

    def __init__(self, garbled: str | None = None) -> None:
        """`garbled`: the terminal, if it is known to turn words round; what mends it is told."""
        super().__init__()
        self._garbled = garbled
        self._answers = PickList(id="answers")

    def body(self) -> Iterable[Widget]:
        yield TextAbove(Paragraphs(id="ask"), BareLine(id="lines", markup=False))
        yield self._answers

    def on_mount(self) -> None:
        super().on_mount()
        self._answers.focus()

    def refresh_words(self) -> None:
        words = self.words
        said = [words("screens.test_card.ask")]
        if self._garbled:
            said.append(words(f"health.terminal_garbling.{self._garbled}"))
        self.query_one("#ask", Paragraphs).show_text("\n\n".join(said))
        samples = (display(SAMPLE_AR), SAMPLE_AR, SAMPLE_FR)
        lines = (f"{number}    {sample}" for number, sample in enumerate(samples, 1))
        self.query_one("#lines", Static).update("\n\n".join(lines))
        self._answers.show(
            (PickRow((words(f"screens.test_card.{mode}"),), mode) for mode in MODES),
            is_mirrored=words.language == "ar",
        )

    @on(PickList.Picked)
    def take_the_answer(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(next(mode for mode in MODES if mode == event.row_id))

    def action_go_on(self) -> None:
        self._answers.action_select()
