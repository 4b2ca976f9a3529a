"""Closing the day: asked, done in a thread, then its sheet to print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cnss_counter.errors import CounterError
from cnss_counter.screens.day.closing import ClosedScreen, ClosingScreen
from cnss_counter.services.day import closing, closing_sheet
from cnss_counter.services.printing import print_queue

if TYPE_CHECKING:
    from pathlib import Path

    from cnss_counter.journeys.shift import Shift
    from cnss_counter.services.day.closing import ClosedDay
    from cnss_counter.services.printing.print_queue import Printout


async def close_the_day(shift: Shift) -> None:
    """Verify, back up, and hand out the sheet of the day; nothing when it is put off."""
    summary = await shift.in_thread(shift.session.home_summary)
    question = ClosingScreen(len(summary.drafts), summary.unprinted)
    if not await shift.ask(question):
        return
    closed = await shift.in_thread(
        closing.close_day, shift.session.context, progress=question.progress
    )
    paper = _Sheet(shift, closed)
    wanted: Literal["draw", "print", "home"] = "draw"
    while wanted != "home":
        refusal: CounterError | None = None
        try:
            await shift.in_thread(paper.print_out if wanted == "print" else paper.draw)
        except CounterError as refused:
            refusal = refused
        answer = await shift.ask(ClosedScreen(closed, paper.file, paper.printout, refusal))
        wanted = answer


class _Sheet:
    """The paper of a day that is closed, whatever becomes of it."""

    def __init__(self, shift: Shift, closed: ClosedDay) -> None:
        self.file: Path | None = None
        self.printout: Printout | None = None
        self._shift = shift
        self._closed = closed

    def draw(self) -> Path:
        self.file = closing_sheet.draw_sheet(self._shift.session.context, self._closed)
        return self.file

    def print_out(self) -> None:
        self.printout = None
        self.printout = print_queue.send(self._shift.printer, self.file or self.draw())
