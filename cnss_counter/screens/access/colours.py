"""Light or dark: the colours of the screen, for this clerk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from cnss_counter.domain.clerk import Colours
from cnss_counter.forms.pick_list import PickRow
from cnss_counter.forms.short_list import ShortList


class ColoursScreen(ShortList[Colours | None]):
    """Answers with the colours chosen; None leaves them. The cursor starts on the present ones."""

    KEY = "colours"
    KEYS = ("enter", "close", "change_language")
    IS_DIALOG = True

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours

    def on_mount(self) -> None:
        super().on_mount()
        self._list.go_to(self._colours)

    def about(self) -> str:
        return self.words("screens.colours.about")

    def rows(self) -> Iterable[PickRow]:
        for colours in get_args(Colours):
            yield PickRow((self.words(f"screens.colours.{colours}"),), colours)

    def take(self, row_id: str) -> None:
        self.answer(next(colours for colours in get_args(Colours) if colours == row_id))
