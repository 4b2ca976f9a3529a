"""The requests whose receipt nobody has yet: each is opened, and printed from there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from cnss_counter.forms.pick_list import PickRow
from cnss_counter.forms.short_list import ShortList
from cnss_counter.text import isolate

if TYPE_CHECKING:
    from cnss_counter.storage.tables.receipt_prints import UnprintedRequest


class UnprintedScreen(ShortList[str | None]):
    """Answers with a reference, or None to go Home. No person can be read here."""

    KEY = "unprinted"
    KEYS = ("enter", "go_back", "help", "next_client", "change_language", "menu")

    def __init__(
        self,
        requests: Sequence[UnprintedRequest],
        still_unprinted: Callable[[], Awaitable[Sequence[UnprintedRequest] | None]],
    ) -> None:
        """`still_unprinted` is asked once the list can be seen; None when nobody knows."""
        super().__init__()
        self._requests = requests
        self._still_unprinted = still_unprinted

    def on_mount(self) -> None:
        super().on_mount()
        self.run_worker(self._tell_what_came_out())

    async def _tell_what_came_out(self) -> None:
        """Its line goes, but for the one under the cursor: Enter takes the line that was read."""
        await self.painted()
        still = await self._still_unprinted()
        if still is not None:
            self._requests = [
                one for one in self._requests if one in still or self._list.is_on(one.reference)
            ]
            self.refresh_words_if_there()

    def about(self) -> str:
        return self.words(f"screens.unprinted.{'about' if self._requests else 'nothing'}")

    def rows(self) -> Iterable[PickRow]:
        words = self.words
        for request in self._requests:
            procedure = words(f"procedures.{request.procedure}.short")
            day = words.short_date(request.deposited_at.date())
            said = f"{isolate(request.reference)} · {procedure}"
            yield PickRow((said, day), request.reference)

    def take(self, row_id: str) -> None:
        self.answer(row_id)
