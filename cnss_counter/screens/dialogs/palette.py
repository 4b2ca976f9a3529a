"""The palette (Ctrl+P): every command that works here, found by typing a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import ClassVar, NamedTuple, get_args

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cnss_counter import wording
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.errand_line import ErrandLine, PressKey
from cnss_counter.forms.form_sheet import FormSheet, SheetRow
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question
from cnss_counter.text.folding import fold
from cnss_counter.wording import Language, Wording


class _Command(NamedTuple):
    """A line of the palette: what it answers with, and the keys of its words."""

    answer: PressKey | ErrandLine
    words: str
    key: str = ""

    def said(self, words: Wording) -> str:
        """Its name; a count that Home tells behind a colon is not known here."""
        return words.outline(self.words).rstrip("… :\u00a0")

    def found_by(self, asked: Sequence[str], languages: Sequence[Wording]) -> int | None:
        """How well all these folded words are found in it, 0 the best; None not at all.

        The words of the first language weigh more: their beginning, that of a word, a part.
        """
        known = [fold(self.said(words)) for words in languages if words.has(self.words)]
        if self.key:
            known.append(fold(languages[0](self.key)))
        text = f" {' '.join(known)}"
        if not all(word in text for word in asked):
            return None
        if known[0].startswith(" ".join(asked)):
            return 0
        return 1 if all(f" {word}" in text for word in asked) else 2


class PaletteScreen(Question[PressKey | ErrandLine | None]):
    """Answers with a key to press below, or with an errand; None closes it.

    What is typed stays in its box; the arrows walk the lines meanwhile. With nothing typed the
    cursor is on no line: Enter does nothing that nobody chose.
    """

    KEY = "palette"
    KEYS = ("enter", "close", "change_language")
    IS_DIALOG = True
    CSS_PATH = "palette.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,f10,pagedown", "go_on", show=False, id="go_on"),
    ]

    def __init__(self, keys: Sequence[str], errands: Sequence[ErrandLine]) -> None:
        """`keys` are the ids of those that work below, `errands` what is offered without one."""
        super().__init__()
        commands = (
            *(_Command(PressKey(key), f"screens.menu.{key}", f"keys.{key}.key") for key in keys),
            *(_Command(errand, errand.words) for errand in errands),
        )
        self._commands = {f"command-{number}": one for number, one in enumerate(commands)}
        self._query = Entry(id="query")
        self._list = PickList(id="commands")
        self._list.can_focus = False

    def body(self) -> Iterable[Widget]:
        yield FormSheet((self._query,), id="form")
        yield self._list

    def on_mount(self) -> None:
        super().on_mount()
        self._query.focus()

    def refresh_words(self) -> None:
        is_mirrored = self.words.language == "ar"
        self.query_one(FormSheet).show(
            (SheetRow(self.words("screens.palette.query"), "query"),), is_mirrored=is_mirrored
        )
        self._list.show(self._rows(), is_mirrored=is_mirrored)
        if not fold(self._query.value):
            self._list.choose_nothing()

    def _rows(self) -> Iterable[PickRow]:
        found = self._found()
        if not found:
            yield PickRow((self.words("screens.palette.nothing"),))
        for id_ in found:
            command = self._commands[id_]
            key = self.words(command.key) if command.key else ""
            yield PickRow((command.said(self.words), key), id_)

    def _found(self) -> list[str]:
        """The ids of what all that was typed is found in, the nearest first; all for nothing."""
        others: list[Language] = [one for one in get_args(Language) if one != self.words.language]
        languages = (self.words, *map(wording.load, others))
        asked = fold(self._query.value).split()
        ranks = {
            id_: rank
            for id_, command in self._commands.items()
            if (rank := command.found_by(asked, languages)) is not None
        }
        return sorted(ranks, key=lambda id_: ranks[id_] if asked else 0)

    @on(Entry.Changed)
    def find(self, event: Entry.Changed) -> None:
        """Each key searches anew, and puts the cursor on what is nearest."""
        event.stop()
        self.refresh_words()
        if fold(self._query.value) and (found := self._found()):
            self._list.go_to(found[0])

    @on(PickList.Picked)
    def take_the_command(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(self._commands[event.row_id].answer)

    def action_walk(self, step: int) -> None:
        """The line beside; the cursor stays in the box, and stops at the ends of the list."""
        with suppress(SkipAction):
            self._list.action_walk(step)

    def action_go_on(self) -> None:
        self._list.action_select()
