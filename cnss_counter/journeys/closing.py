"""Closing the day: asked, done in a thread, then its sheet to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.screens.closing import ClosedScreen, ClosingScreen
from cnss_counter.services import closing

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift


async def close_the_day(shift: Shift) -> None:
    """Verify, back up, and hand out the sheet of the day; nothing when it is put off."""
    question = ClosingScreen()
    if not await shift.ask(question):
        return
    closed, sheet = await shift.in_thread(
        closing.close_day, shift.desk.seat, progress=question.progress
    )
    is_sent, refusal = False, None
    while True:
        wanted = await shift.ask(ClosedScreen(closed, sheet, is_sent=is_sent, refusal=refusal))
        if wanted != "print":
            return
        is_sent, refusal = False, None
        try:
            await shift.in_thread(shift.print_out, sheet)
            is_sent = True
        except CounterError as refused:
            refusal = refused
