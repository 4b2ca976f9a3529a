"""Who comes to the training counter: the twelve clients, one to choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.widget import Widget

from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question

DAY_CELLS = 12


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client of the list: number, title in both languages, day of the deposit."""

    number: int
    title_fr: str
    title_ar: str
    on: date


class PlayedClientsScreen(Question[int | None]):
    """Answers with the number of the client to play, or None to go back."""

    KEY = "played_clients"
    KEYS: ClassVar[tuple[str, ...]] = ("enter", "go_back", "change_language", "menu")
    CSS_PATH = "played_clients.tcss"

    def __init__(self, clients: Sequence[ClientLine]) -> None:
        super().__init__()
        self._clients = tuple(clients)
        self._list = PickList(id="clients")

    def body(self) -> Iterable[Widget]:
        yield self._list

    def on_mount(self) -> None:
        super().on_mount()
        self._list.focus()

    def refresh_words(self) -> None:
        is_mirrored = self.words.language == "ar"
        rows = [
            PickRow(
                (
                    f"{client.number}. {client.title_ar if is_mirrored else client.title_fr}",
                    self.words.short_date(client.on),
                ),
                str(client.number),
            )
            for client in self._clients
        ]
        self._list.show(rows, is_mirrored=is_mirrored, widths=(DAY_CELLS,))

    @on(PickList.Picked)
    def take_the_client(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(int(event.row_id))

    def action_go_on(self) -> None:
        self._list.action_select()

    def action_go_back(self) -> None:
        self.answer(None)
