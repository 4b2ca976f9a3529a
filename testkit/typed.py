"""What was typed has had its effect: a story looks at the screen after that."""

from __future__ import annotations

import asyncio

from cnss_counter.terminal.typed_ahead import TypedAhead


async def all_typed(app: TypedAhead) -> None:
    """Return when everything typed so far has been handed over, and is done."""
    await app._drained(app)
    while app._hand_over is not None:
        await asyncio.wait({app._hand_over})
    await app.settled()
