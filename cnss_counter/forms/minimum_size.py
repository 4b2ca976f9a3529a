"""A window that is too small: the screen stays as it is, and says how much room it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType
from textual.widgets import Static

if TYPE_CHECKING:
    from cnss_counter.wording import Wording

LEAST = Size(50, 14)
"""Columns for a caption and an entry of nine digits; lines for the frame and some of the form."""


def lacks_room(size: Size) -> bool:
    """Whether a window of this size shows nothing but how much room it needs."""
    return size.width < LEAST.width or size.height < LEAST.height


class RoomNotice(Static):
    """Lies upon the whole screen, whose fields keep the cursor and what was typed."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show_words(self, words: Wording) -> None:
        self.update(words("screens.frame.room", columns=str(LEAST.width), lines=str(LEAST.height)))


class NeedsRoom(Screen[ScreenResultType]):
    """A mixin of every screen: the notice is there while the window lacks room."""

    words: Wording
    is_covered = False
    """Whether the notice is what was painted last."""

    @on(events.Resize)
    def look_at_the_room(self, event: events.Resize) -> None:
        is_small = lacks_room(event.size)
        self.set_class(is_small, "-lacks-room")
        if is_small:
            self.is_covered = True
        elif self.is_covered:
            self.call_after_refresh(self._look_uncovered)
        notice = next(iter(self.query(RoomNotice)), None)
        if notice is not None:
            notice.display = is_small
        elif is_small:
            notice = RoomNotice()
            notice.show_words(self.words)
            self.mount(notice)

    def _look_uncovered(self) -> None:
        """It was painted with room, unless the window has become too small again meanwhile."""
        self.is_covered = self.has_class("-lacks-room")
