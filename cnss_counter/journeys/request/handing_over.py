"""A draft goes to another clerk, from Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.screens.dialogs.confirm_action import ConfirmActionScreen
from cnss_counter.screens.request.hand_over import HandOverScreen
from cnss_counter.screens.request.handed_over import HandedOverScreen
from cnss_counter.services.requests.handing_over import hand_over, to_hand_over

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift


async def hand_a_draft_over(shift: Shift) -> None:
    """Ask which and to whom, once; once more for one on a screen. It is told, then Home."""
    context = shift.session.context
    chosen = await shift.ask(HandOverScreen(await shift.in_thread(to_hand_over, context)))
    if chosen is None:
        return
    draft, receiver = chosen.draft, chosen.receiver
    if draft.is_open and not await shift.ask(
        ConfirmActionScreen("hand_over_open", clerk=receiver.name)
    ):
        return
    await shift.in_thread(hand_over, context, draft.id, receiver.code)
    is_own = receiver.code == context.clerk.code
    await shift.ask(HandedOverScreen("" if is_own else receiver.name))
