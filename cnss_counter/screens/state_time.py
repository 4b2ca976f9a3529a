"""The computer's clock is in doubt: a supervisor states the day and the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar, NamedTuple

from textual.widget import Widget
from textual.widgets import Static

from cnss_counter.errors import CounterError
from cnss_counter.widgets.short_form import ShortField, ShortForm


class StatedTime(NamedTuple):
    """What was typed; nothing is known of it yet."""

    day: str
    time: str
    code: str
    password: str


class StateTimeScreen(ShortForm[StatedTime | None]):
    """Answers with what was typed, or None: the time is not stated, and nothing is deposited."""

    KEY = "state_time"
    KEYS = ("go_on", "close", "change_language")
    IS_DIALOG = True
    FIELDS: ClassVar[tuple[ShortField, ...]] = (
        ShortField("day"),
        ShortField("time"),
        ShortField("code"),
        ShortField("password", is_secret=True),
    )

    def __init__(
        self,
        now: datetime,
        typed: Mapping[str, str] | None = None,
        refused: Mapping[str, CounterError] | None = None,
    ) -> None:
        super().__init__(typed, refused)
        self._now = now

    def body(self) -> Iterable[Widget]:
        yield Static(id="about", markup=False)
        yield from super().body()
        yield Static(id="progress", markup=False)

    def say(self) -> None:
        super().say()
        said = self.words(
            "screens.state_time.about", day=self._now.date(), time=f"{self._now:%H:%M}"
        )
        self.query_one("#about", Static).update(said)

    def action_go_on(self) -> None:
        self._refused.clear()
        self.say()
        self.query_one("#progress", Static).update(self.words("screens.state_time.checking"))
        self.answer(StatedTime(*(self.typed(field.id) for field in self.FIELDS)))

    def action_go_back(self) -> None:
        self.answer(None)
