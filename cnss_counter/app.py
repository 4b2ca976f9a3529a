"""The composition root: keys, language, lock and line filters around the journeys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from cnss_counter import wording
from cnss_counter.clock import Clock, system_clock
from cnss_counter.journeys.shift import Reception
from cnss_counter.paths import Home
from cnss_counter.widgets.asking import Asking
from cnss_counter.widgets.question import Question
from cnss_counter.widgets.terminal_modes import ExplicitBidi

if TYPE_CHECKING:
    from cnss_counter.wording import Wording

OTHER_LANGUAGE = {"fr": "ar", "ar": "fr"}


class CounterApp(ExplicitBidi, Asking):
    """One counter, open all day."""

    CSS_PATH = "app.tcss"
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", id="help", show=False),
        Binding("f2", "turn_to('next_client')", id="next_client", show=False),
        Binding("f3", "turn_to('find')", id="find", show=False),
        Binding("f4", "turn_to('new_request')", id="new_request", show=False),
        Binding("f5", "why", id="why", show=False),
        Binding("f6", "applicant_face", id="applicant_face", show=False),
        Binding("f7", "change_language", id="change_language", show=False),
        Binding("f12", "lock", id="lock", show=False),
        Binding("escape", "menu", id="menu", show=False),
    ]

    def __init__(
        self, home: Home, *, is_training: bool = False, clock: Clock = system_clock
    ) -> None:
        super().__init__()
        self.home = home
        self.is_training = is_training
        self.clock = clock
        self.words: Wording = wording.load("fr")

    def on_mount(self) -> None:
        self.set_class(self.is_training, "-training")
        self.hold()
        self.run_worker(self._keep_counter())

    async def _keep_counter(self) -> None:
        from cnss_counter.journeys.day import keep_counter

        await keep_counter(
            Reception(
                home=self.home,
                ask=self.ask,
                in_thread=self.in_thread,
                words=lambda: self.words,
                clock=self.clock,
                is_training=self.is_training,
            )
        )
        self.exit()

    def action_change_language(self) -> None:
        """F7: the whole screen in the other language; no keystroke is touched."""
        self.words = wording.load(OTHER_LANGUAGE[self.words.language])
        for screen in self.screen_stack:
            if isinstance(screen, Question):
                screen.speak(self.words)
