"""A counter played by its keys: what a clerk types goes in, what a clerk sees comes out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.pilot import Pilot

from cnss_counter.forms.asking import Asking
from testkit.player import stretches
from testkit.typed import all_typed

SMALL, LARGE = (80, 24), (120, 40)
PATIENCE = 60.0
"""Seconds after which what was awaited will not come."""
NAMED_KEYS = frozenset(
    ("enter", "tab", "shift+tab", "escape", "space", "up", "down", "left", "right", "home", "end",
     "pageup", "pagedown", "backspace", "delete", "shift+end", "ctrl+c", "ctrl+p", "ctrl+q",
     *(f"f{number}" for number in range(1, 13)))
)  # fmt: skip


class Play:
    """A running counter and the hands on its keyboard."""

    def __init__(self, app: Asking, pilot: Pilot[None]) -> None:
        self.app = app
        self._pilot = pilot

    async def type(self, *strokes: str) -> None:
        """Type keys by their names and texts letter by letter, all at once, and see the effect.

        At `SEEN` whoever types looks at the screen first.
        """
        for at_once in stretches(strokes) or ([],):
            for stroke in at_once:
                for key in (stroke,) if stroke in NAMED_KEYS else tuple(stroke):
                    character = key if len(key) == 1 else None
                    self.app.post_message(events.Key(key, character))
            await all_typed(self.app)
            await self.painted()

    async def resize(self, *sizes: tuple[int, int]) -> None:
        """Change the window as a hand that drags it: the next size before the last is painted."""
        async with asyncio.timeout(PATIENCE):
            for size in map(Size._make, sizes):
                self.app.post_message(events.Resize(size, size))
                while self.app.return_code is None and self.app.screen.outer_size != size:
                    await asyncio.sleep(0.001)
        await self.painted()

    async def painted(self) -> None:
        """Return when the screen has come to rest: nothing left to lay out or to paint."""
        seen: list[str] = []
        while self.app.is_running and seen != (now := self.lines()):
            seen = now
            await self._pilot.pause()

    async def until(self, said: str, *, is_there: bool = True) -> None:
        """Return when this can be read, or no more, by what happens meanwhile in a thread."""
        wanted = f"{'' if is_there else 'no '}{said!r}"
        await self.until_so(lambda: (said in " ".join(self.text().split())) is is_there, wanted)

    async def until_so(self, is_so: Callable[[], bool], wanted: str) -> None:
        """Return when it is so, by what happens meanwhile in a thread."""
        limit = monotonic() + PATIENCE
        while self.app.is_running and not is_so():
            assert monotonic() < limit, f"{wanted} never came; the screen:\n{self.text()}"
            await self._pilot.pause()

    def lines(self) -> list[str]:
        """The screen as the terminal receives it, line by line."""
        return screen_lines(self.app)

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines())


def shown(play: Play) -> str:
    """The screen on top, by the name that its words have."""
    return getattr(play.app.screen, "KEY", "")


def screen_lines(app: App[Any]) -> list[str]:
    """The one private call: the strips that the compositor sends to the terminal."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


@asynccontextmanager
async def played(app: Asking, size: tuple[int, int] = SMALL) -> AsyncIterator[Play]:
    """Start a counter and wait for its first question."""
    async with app.run_test(size=size) as pilot:
        play = Play(app, pilot)
        await play.type()
        yield play
