"""A window too low for a screen: what can be scrolled gives way, from the top, to a few lines.

The screen itself then need not scroll, and nothing under the cursor is left behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.layout import ArrangeResult, WidgetPlacement
from textual.layouts.vertical import VerticalLayout

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.widget import Widget

LEAST_LINES = 3
"""What a text or a list keeps: two lines of it, and the edge that says how far it goes."""


class GivesWay:
    """A mixin of what can be scrolled, and may therefore be lower than it would be."""


class MakingRoom(VerticalLayout):
    """One below the other; what gives way is made lower until the last is in the window."""

    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,
        greedy: bool = True,
    ) -> ArrangeResult:
        placed = list(super().arrange(parent, children, size, greedy))
        ends = [one.region.bottom + one.margin.bottom for one in placed]
        over, higher = max(0, max(ends, default=0) - size.height), 0
        for at, one in enumerate(placed):
            spare = one.region.height - LEAST_LINES if isinstance(one.widget, GivesWay) else 0
            less = min(over, max(0, spare))
            placed[at] = _moved(one, higher, less)
            over, higher = over - less, higher + less
        return placed


MAKING_ROOM = MakingRoom()


def _moved(placed: WidgetPlacement, higher: int, lower: int) -> WidgetPlacement:
    """So many lines higher up, and with so many lines less."""
    region = placed.region
    region = region._replace(y=region.y - higher, height=region.height - lower)
    return placed._replace(region=region)
