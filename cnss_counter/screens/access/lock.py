"""The lock (F12, or five minutes without a key): nothing to read, one password to give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.widget import Widget

from cnss_counter.errors import CounterError
from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.short_form import ShortField, ShortForm


@dataclass(frozen=True, slots=True)
class Unlock:
    """The clerk is back, and typed this password."""

    password: str


@dataclass(frozen=True, slots=True)
class SomebodyElse:
    """Another clerk sits down instead."""


class LockScreen(ShortForm[Unlock | SomebodyElse]):
    """Hides everything. No key leads past it but the password, or another clerk's login."""

    KEY = "lock"
    KEYS = ("enter", "change_language")
    IS_CLOSED = True
    CSS_PATH = "lock.tcss"
    FIELDS: ClassVar[tuple[ShortField, ...]] = (
        ShortField("password", is_secret=True, is_required=False),
    )

    def __init__(
        self, clerk: str, refusal: CounterError | None = None, *, by_itself: bool = False
    ) -> None:
        """`by_itself`: nobody locked it; too long without a key, or since the last password."""
        super().__init__(refused={"password": refusal} if refusal else None)
        self._said = "locked_by_itself" if by_itself else "locked"
        self._clerk = clerk
        self._others = PickList(id="others")

    def body(self) -> Iterable[Widget]:
        yield TextAbove(Paragraphs(id="locked"))
        yield self._sheet
        yield self._others

    def refresh_words(self) -> None:
        super().refresh_words()
        words = self.words
        said = words(f"screens.lock.{self._said}", clerk=self._clerk)
        self.query_one("#locked", Paragraphs).show_text(said)
        self._others.show(
            [PickRow((words("screens.lock.somebody_else"),), "somebody_else")],
            is_mirrored=words.language == "ar",
        )

    @on(PickList.Picked)
    def let_somebody_else_in(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(SomebodyElse())

    def go_to_the_field_after(self, field: Widget) -> None:  # noqa: ARG002 – there is but one
        self.action_go_on()

    def action_go_on(self) -> None:
        if self.lacks("password"):
            return
        self.tell_progress("checking")
        self.answer(Unlock(self.typed("password")))
