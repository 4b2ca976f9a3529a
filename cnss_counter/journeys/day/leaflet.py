"""The leaflet to take home, in the language of whoever takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter import wording
from cnss_counter.errors import CounterError
from cnss_counter.screens.day.leaflet import LeafletScreen
from cnss_counter.services.law import leaflet
from cnss_counter.services.printing import print_queue

if TYPE_CHECKING:
    from pathlib import Path

    from cnss_counter.journeys.shift import Shift
    from cnss_counter.services.printing.print_queue import Printout
    from cnss_counter.wording import Language


async def hand_over_leaflet(shift: Shift) -> None:
    """Ask for a language, draw the leaflet and print it; another one, or back to Home."""
    printout: Printout | None = None
    trouble: CounterError | None = None
    while (language := await shift.ask(LeafletScreen(printout, trouble))) is not None:
        printout = trouble = None
        try:
            paper = await shift.in_thread(_draw, shift, language)
            printout = await shift.in_thread(print_queue.send, shift.printer, paper)
        except CounterError as refused:
            trouble = refused


def _draw(shift: Shift, language: Language) -> Path:
    session = shift.session
    return leaflet.save(
        shift.home.receipts / f"notice-{language}.pdf",
        session.rule_pack,
        wording.load(language),
        session.now().date(),
        is_training=session.agency.is_training,
    )
