"""A draft goes to another clerk, from Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.screens.hand_over import HandOverScreen
from cnss_counter.services.handing_over import hand_over, to_hand_over

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift


async def hand_a_draft_over(shift: Shift) -> None:
    """Ask which and to whom, once; Home follows."""
    seat = shift.desk.seat
    chosen = await shift.ask(HandOverScreen(await shift.in_thread(to_hand_over, seat)))
    if chosen is not None:
        await shift.in_thread(hand_over, seat, chosen.draft_id, chosen.receiver)
