"""What Textual does otherwise on a machine that is busy."""

from __future__ import annotations

from itertools import count

import pytest
from textual import events
from textual.app import App
from textual.geometry import Size

from cnss_counter.terminal.bare_app import BareApp

DRAGGED = (Size(50, 14), Size(120, 40))
LONGEST = 50
"""Turns of the loop after which a size that has not come will not."""


async def sizes_reached(app: App[None], monkeypatch: pytest.MonkeyPatch) -> list[Size]:
    """The window's sizes, dragged while the program is put aside for a second at each look."""
    reached = []
    async with app.run_test() as pilot:
        seconds = count()
        with monkeypatch.context() as busy:
            busy.setattr("textual._time.get_time", lambda: float(next(seconds)))
            for size in DRAGGED:
                app.post_message(events.Resize(size, size))
                for _ in range(LONGEST):
                    await pilot.pause(0)
                reached.append(app.screen.outer_size)
    return reached


async def test_a_window_is_followed_however_busy_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert await sizes_reached(BareApp(), monkeypatch) == [*DRAGGED]


async def test_the_control_plain_textual_forgets_every_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert await sizes_reached(App(), monkeypatch) == [Size(80, 24)] * len(DRAGGED)
