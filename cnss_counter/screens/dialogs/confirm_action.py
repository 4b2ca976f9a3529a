"""Sure? What cannot be taken back is asked once more, and the cursor starts on no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType

from cnss_counter.forms.pick_list import PickRow
from cnss_counter.forms.short_list import ShortList


class ConfirmActionScreen(ShortList[bool]):
    """Answers whether to do it. `what` is a key of `screens.sure`; `values` are its sentence's.

    `named` are keys of words that stand in it: they follow the language.
    """

    KEY = "sure"
    KEYS: ClassVar[tuple[str, ...]] = ("enter", "go_back", "change_language")

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "go_back", show=False)]

    def __init__(
        self, what: str, named: Mapping[str, str] | None = None, **values: str | date
    ) -> None:
        super().__init__()
        self._named = named or {}
        self._what = what
        self._values = values

    def about(self) -> str:
        named = {name: self.words(key) for name, key in self._named.items()}
        return self.words(f"screens.sure.{self._what}", **self._values, **named)

    def rows(self) -> Iterable[PickRow]:
        yield PickRow((self.words("screens.sure.no"),), "no")
        yield PickRow((self.words("screens.sure.yes"),), "yes")

    def take(self, row_id: str) -> None:
        self.answer(row_id == "yes")

    def action_go_back(self) -> None:
        self.answer(False)


class ConfirmActionWhileLocked(ConfirmActionScreen):
    """Whether to leave what would be lost; like the lock, it lets no other key past."""

    IS_CLOSED = True
