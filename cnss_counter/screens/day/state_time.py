"""The computer's clock is in doubt: a supervisor states the day and the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, NamedTuple

from cnss_counter.errors import CounterError
from cnss_counter.forms.intro_form import IntroForm
from cnss_counter.forms.short_form import ShortField


class StatedTime(NamedTuple):
    """What was typed; nothing is known of it yet."""

    day: str
    time: str
    code: str
    password: str


class StateTimeScreen(IntroForm[StatedTime]):
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
        last: datetime | None,
        typed: Mapping[str, str] | None = None,
        refused: Mapping[str, CounterError] | None = None,
    ) -> None:
        super().__init__(typed, refused)
        self._now = now
        self._last = last or now

    def about(self) -> str:
        now, last = self._now, self._last
        return self.words(
            "screens.state_time.about",
            day=now.date(), time=f"{now:%H:%M}", last_day=last.date(), last_time=f"{last:%H:%M}",
        )  # fmt: skip

    def action_go_on(self) -> None:
        if self.lacks(*(field.id for field in self.FIELDS)):
            return
        self.tell_progress("checking")
        self.answer(StatedTime(*(self.typed(field.id) for field in self.FIELDS)))
