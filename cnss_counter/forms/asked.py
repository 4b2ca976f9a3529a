"""From a question to its answer: asked, painted, answered once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual import events, on
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from cnss_counter.forms.minimum_size import NeedsRoom
from cnss_counter.terminal.line_cache import LineCache

if TYPE_CHECKING:
    from cnss_counter.wording import Wording

Answer = TypeVar("Answer")


class Asked(LineCache, NeedsRoom[Answer]):
    """A screen that is asked by a journey, any number of times, and answers each time once."""

    def __init__(self) -> None:
        super().__init__()
        self._take_answer: Callable[[Answer | None], None] = _nobody
        self._painted = asyncio.Event()
        self.drawn_at = inf
        self.is_answered = False
        self._worn = ""
        """The colours in which it was seen last."""

    def show_words(self, words: Wording) -> None:
        """Speak the language of these words; what was typed stays where it is."""
        self.words = words

    def ask(self, words: Wording, take_answer: Callable[[Answer | None], None]) -> None:
        """Be ready for the screen: said by whoever asks, each time."""
        self._take_answer = take_answer
        self._painted.clear()
        self.drawn_at = inf
        self.is_answered = False
        self.show_words(words)

    @on(events.ScreenResume)
    def note_the_first_paint(self, event: events.ScreenResume) -> None:
        # Each widget was styled when it came; nothing changed since but, perhaps, the colours.
        event.refresh_styles = self._worn not in ("", self.app.theme)
        self._worn = self.app.theme
        self.call_after_refresh(self._painted.set)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Note when the first frame was made, in Textual's time: nobody saw it before."""
        self.drawn_at = min(self.drawn_at, monotonic())
        return super().render_lines(crop)

    def set_focus(
        self,
        widget: Widget | None,
        scroll_visible: bool = True,  # noqa: ARG002 – Textual's signature
        from_app_focus: bool = False,
    ) -> None:
        """A sheet keeps its own cursor in sight; Textual would glide to where it stood before."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    async def painted(self) -> None:
        """Return when the screen can be seen and typed in."""
        await self._painted.wait()

    def answer(self, answer: Answer | None) -> None:
        """Give the answer. The screen stays until the next one takes its place."""
        if self.is_answered:
            return
        self.is_answered = True
        take_answer, self._take_answer = self._take_answer, _nobody  # a kept screen holds nothing
        take_answer(answer)


def _nobody(_: object) -> None:
    """Nobody waits for the answer."""
