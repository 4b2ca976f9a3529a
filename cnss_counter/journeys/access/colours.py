"""The clerk says in which colours the screen is easiest to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.screens.access.colours import ColoursScreen
from cnss_counter.services.access import colours

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift


async def choose_colours(shift: Shift) -> None:
    """Ask, wear them at once, and keep the choice with the clerk."""
    chosen = await shift.ask(ColoursScreen(shift.session.colours))
    if chosen is not None:
        await shift.in_thread(colours.choose, shift.session.context, chosen)
        shift.session.colours = chosen
        shift.wear(chosen)
