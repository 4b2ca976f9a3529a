"""A paper to the printer; it is gone from the disk when its person has left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.storage.papers_handed_over import PapersHandedOver


def hand_over(shift: Shift, paper: Path, printed: PapersHandedOver) -> None:
    """Print it, for a thread. One that no printer took stays, to be opened where it is."""
    printed.begin(paper)
    try:
        shift.print_out(paper)
    except CounterError:
        printed.refused(paper)
        raise
