"""Sure? What cannot be taken back is asked once more, and the cursor starts on no."""

from __future__ import annotations

from collections.abc import Iterable

from cnss_counter.widgets.pick_list import PickRow
from cnss_counter.widgets.short_list import ShortList


class SureScreen(ShortList[bool]):
    """Answers whether to do it. `what` is a key of `screens.sure`; `values` are its sentence's."""

    KEY = "sure"
    KEYS = ("enter", "go_back", "change_language", "menu")

    def __init__(self, what: str, **values: str) -> None:
        super().__init__()
        self._what = what
        self._values = values

    def about(self) -> str:
        return self.words(f"screens.sure.{self._what}", **self._values)

    def rows(self) -> Iterable[PickRow]:
        yield PickRow((self.words("screens.sure.no"),), "no")
        yield PickRow((self.words("screens.sure.yes"),), "yes")

    def take(self, row_id: str) -> None:
        self.answer(row_id == "yes")

    def action_go_back(self) -> None:
        self.answer(False)
