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


class RoomNotice(Static):
    """Lies upon the whole screen, whose fields keep the cursor and what was typed."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def speak(self, words: Wording) -> None:
        self.update(words("screens.frame.room", columns=str(LEAST.width), lines=str(LEAST.height)))


class NeedsRoom(Screen[ScreenResultType]):
    """A mixin of every screen: the notice is there while the window lacks room."""

    words: Wording

    @on(events.Resize)
    def look_at_the_room(self, event: events.Resize) -> None:
        lacks_room = event.size.width < LEAST.width or event.size.height < LEAST.height
        self.set_class(lacks_room, "-lacks-room")
        notice = next(iter(self.query(RoomNotice)), None)
        if notice is not None:
            notice.display = lacks_room
        elif lacks_room:
            notice = RoomNotice()
            notice.speak(self.words)
            self.mount(notice)
