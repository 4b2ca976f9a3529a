"""Find: one box for a number, a document, a phone or a name. Every form starts here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cnss_counter.errors import CounterError
from cnss_counter.forms.choice import Choice
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.find.results import (
    NOTHING,
    FindAnswer,
    GoBack,
    Results,
    StartFor,
    StartNew,
    TypeAgain,
    found_lines,
    understood_words,
)
from cnss_counter.forms.form_sheet import FormSheet, SheetRow
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question

SHORTEST_SEARCH = 2
DATE_CELLS = 10
NUMBER_CELLS = 9


class FindScreen(Question[FindAnswer]):
    """Searches at each key; Enter goes to the results, Enter again takes the first one."""

    KEY = "find"
    KEYS = ("enter", "go_back", "help", "next_client", "change_language", "menu")
    KEYS_ON_A_CHOICE = ("choose", "go_on", "go_back", "help", "menu")
    CSS_PATH = "find.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,f10,pagedown", "go_on", show=False, id="go_on"),
    ]

    def __init__(
        self,
        find: Callable[[str], Results],
        procedures: Sequence[str],
        *,
        is_for_request: bool,
        typed: str = "",
        has_left_a_draft: bool = False,
    ) -> None:
        """`typed` stands in the box at once, and is searched. A draft that was left for the search
        is said to be kept.
        """
        super().__init__()
        self._find = find
        self._is_for_request = is_for_request
        self._has_left_a_draft = has_left_a_draft
        self._results = NOTHING
        self._answers: dict[str, FindAnswer] = {}
        self._query = Entry(id="query")
        self._typed = typed
        self._procedure = Choice(procedures, id="procedure", usual=procedures[0])
        self._procedure.value = procedures[0]
        self._list = PickList(id="results")

    def body(self) -> Iterable[Widget]:
        yield FormSheet((self._query, self._procedure), id="form")
        yield Paragraphs(id="understood")
        yield self._list

    @property
    def keys_here(self) -> tuple[str, ...]:
        return self.KEYS_ON_A_CHOICE if isinstance(self.focused, Choice) else self.KEYS

    def on_mount(self) -> None:
        super().on_mount()
        self._query.focus()
        self._query.value = self._typed

    @property
    def typed(self) -> str:
        """What stands in the box."""
        return self._query.value

    # Words

    def title_words(self) -> str:
        kind = "title_for_request" if self._is_for_request else "title"
        return self.words(f"screens.find.{kind}")

    def refresh_words(self) -> None:
        words = self.words
        is_mirrored = words.language == "ar"
        names = [words(f"procedures.{id_}.short") for id_ in self._procedure.options]
        self._procedure.show_words(names, is_mirrored=is_mirrored)
        self.query_one(FormSheet).show(
            (
                SheetRow(words("screens.find.query"), "query"),
                SheetRow(words("screens.find.procedure"), "procedure"),
            ),
            is_mirrored=is_mirrored,
        )
        self._say_results()

    def _say_results(self) -> None:
        rows = list(self._rows())
        self._list.show(
            rows, widths=(DATE_CELLS, NUMBER_CELLS), is_mirrored=self.words.language == "ar"
        )
        said = understood_words(self._results, self.words)
        if self._has_left_a_draft and self._results is NOTHING:
            said = f"{said}\n{self.words('screens.find.draft_is_kept')}"
        self.query_one("#understood", Paragraphs).show_text(said)

    def _rows(self) -> Iterable[PickRow]:
        self._answers.clear()
        for line in found_lines(self._results, self.words):
            row_id = "" if line.answer is None else f"line-{len(self._answers)}"
            if line.answer is not None:
                self._answers[row_id] = line.answer
            yield PickRow(line.columns, row_id)

    # From the box to the answer

    @on(Entry.Changed)
    def search(self, event: Entry.Changed) -> None:
        """Each key searches; one letter alone would find half the town."""
        event.stop()
        typed = event.value.strip()
        try:
            self._results = self._find(typed) if len(typed) >= SHORTEST_SEARCH else NOTHING
        except CounterError as error:
            self._results = NOTHING
            self.query_one("#understood", Paragraphs).show_text(self.words.error(error))
            return
        self._say_results()

    def go_to_the_field_after(self, field: Widget) -> None:  # noqa: ARG002 – from either field
        self.action_go_on()

    def action_go_back(self) -> None:
        self.answer(GoBack())

    def action_go_on(self) -> None:
        """To the results; from there, the line under the cursor is taken."""
        if self._list.has_focus:
            self._list.action_select()
        elif self._answers:
            self._list.focus()

    @on(PickList.Picked)
    def take_the_line(self, event: PickList.Picked) -> None:
        event.stop()
        answer = self._answers[event.row_id]
        if isinstance(answer, TypeAgain):
            self._query.focus()
            return
        if isinstance(answer, StartFor | StartNew):
            answer = replace(answer, procedure=self._procedure.value)
        self.answer(answer)
