"""The leaflet to take home, in the language of whoever takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter import wording
from cnss_counter.errors import CounterError
from cnss_counter.screens.leaflet import LeafletScreen
from cnss_counter.services import leaflet

if TYPE_CHECKING:
    from pathlib import Path

    from cnss_counter.journeys.shift import Shift
    from cnss_counter.wording import Language


async def hand_over_leaflet(shift: Shift) -> None:
    """Ask for a language, draw the leaflet and print it; another one, or back to Home."""
    paper: Path | None = None
    trouble: CounterError | None = None
    while (language := await shift.ask(LeafletScreen(paper, trouble))) is not None:
        trouble = None
        try:
            paper = await shift.in_thread(_draw, shift, language)
            await shift.in_thread(shift.print_out, paper)
        except CounterError as refused:
            trouble = refused


def _draw(shift: Shift, language: Language) -> Path:
    desk = shift.desk
    return leaflet.save(
        shift.home.receipts / f"notice-{language}.pdf",
        desk.rule_pack,
        wording.load(language),
        desk.now().date(),
        is_training=desk.agency.is_training,
    )
