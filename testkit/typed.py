"""What was typed has had its effect: a story looks at the screen after that."""

from __future__ import annotations

import asyncio

from cnss_counter.screens.file.receipt import DRAWING
from cnss_counter.terminal.typed_ahead import TypedAhead


async def all_typed(app: TypedAhead) -> None:
    """Return when everything typed so far has been handed over, and is done."""
    await app._drained(app)
    while app._hand_over is not None:
        await asyncio.wait({app._hand_over})
    await app.settled()
    await drawn(app)


async def drawn(app: TypedAhead) -> None:
    """Return when a receipt on the screen is drawn, which no clerk has to wait for."""
    while any(worker.group == DRAWING and not worker.is_finished for worker in app.workers):
        await asyncio.sleep(0.005)
