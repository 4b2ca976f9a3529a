"""Closing the day: asked, done in a thread, then its sheet to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.screens.closing import ClosedScreen, ClosingScreen
from cnss_counter.services import closing, printouts

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.services.printouts import Printout


async def close_the_day(shift: Shift) -> None:
    """Verify, back up, and hand out the sheet of the day; nothing when it is put off."""
    question = ClosingScreen()
    if not await shift.ask(question):
        return
    closed, sheet = await shift.in_thread(
        closing.close_day, shift.desk.seat, progress=question.progress
    )
    printout: Printout | None = None
    refusal: CounterError | None = None
    while await shift.ask(ClosedScreen(closed, sheet, printout, refusal)) == "print":
        printout = refusal = None
        try:
            printout = await shift.in_thread(printouts.send, shift.printer, sheet)
        except CounterError as refused:
            refusal = refused
