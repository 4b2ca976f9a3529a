"""The menu (Esc): every command that works here, with its key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cnss_counter.forms.errand_line import ErrandLine, PressKey
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question


class MenuScreen(Question[PressKey | ErrandLine | None]):
    """Answers with a key to press below, or with an errand; None closes it."""

    KEY = "menu"
    KEYS = ("enter", "close", "change_language")
    IS_DIALOG = True
    CSS_PATH = "menu.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,f10,pagedown", "go_on", show=False, id="go_on"),
    ]

    def __init__(self, keys: Sequence[str], errands: Sequence[ErrandLine]) -> None:
        """`keys` are the ids of those that work below, `errands` what is offered without one."""
        super().__init__()
        self._keys = tuple(keys)
        self._errands = {errand.name: errand for errand in errands}
        self._list = PickList(id="commands")

    def body(self) -> Iterable[Widget]:
        yield self._list

    def on_mount(self) -> None:
        super().on_mount()
        self._list.focus()

    def refresh_words(self) -> None:
        self._list.show(self._rows(), is_mirrored=self.words.language == "ar")

    def _rows(self) -> Iterable[PickRow]:
        words = self.words
        yield PickRow((words("screens.menu.here"),))
        for key in self._keys:
            yield PickRow((words(f"screens.menu.{key}"), words(f"keys.{key}.key")), key)
        yield PickRow((words("screens.menu.counter"),))
        for errand in self._errands.values():
            yield PickRow((words(errand.words), ""), errand.name)

    @on(PickList.Picked)
    def take_the_command(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(self._errands.get(event.row_id) or PressKey(event.row_id))

    def action_go_on(self) -> None:
        self._list.action_select()
