"""Keys in a window that lacks room: they write, and do nothing that nobody would see."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from cnss_counter.forms.minimum_size import lacks_room
from cnss_counter.forms.question import Question
from cnss_counter.terminal.typed_ahead import Typed, TypedAhead

WRITING = frozenset(
    ("backspace", "delete", "left", "right", "home", "end", "up", "down", "tab", "shift+tab")
)
"""Keys that move in an entry and from one to the next, or take away what is written there."""

ALWAYS = frozenset(("f7", "f12", "ctrl+q"))
"""The language, the lock, and the end, which asks first where something would be lost."""


class KeysInRoom(TypedAhead):
    """A mixin of the application: while its window lacks room, no key acts.

    The first that would is dropped, and with it what was typed after it until there is room: that
    was meant for a place where the cursor never came.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lacks_room = False
        self._has_dropped = False

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Resize):
            self._lacks_room = lacks_room(event.size)
        await super().on_event(event)

    @property
    def is_unseen(self) -> bool:
        """From the moment the window lacks room until the screen was painted with room again."""
        question = self.screen if self.screen_stack else None
        return self._lacks_room or (isinstance(question, Question) and question.is_covered)

    def takes(self, typed: Typed) -> bool:
        is_unseen = typed.is_unseen or self.is_unseen
        if is_unseen and self._decides_nothing(typed.event):
            return True
        is_written = self._writes(typed.event) and not self._has_dropped
        self._has_dropped = is_unseen and not is_written
        return not self._has_dropped

    def _decides_nothing(self, event: events.Key | events.Paste) -> bool:
        """Whether it passes unseen wherever the cursor stands; Escape closes, and opens nothing."""
        if not isinstance(event, events.Key):
            return False
        is_dialog = isinstance(self.screen, Question) and self.screen.IS_DIALOG
        return event.key in ALWAYS or (event.key == "escape" and is_dialog)

    def _writes(self, event: events.Key | events.Paste) -> bool:
        """Whether all that it does is to write into the entry under the cursor."""
        entry = self.focused
        if not isinstance(entry, Input):
            return False
        if isinstance(event, events.Paste):
            return True
        return event.key in WRITING or entry.check_consume_key(event.key, event.character)
