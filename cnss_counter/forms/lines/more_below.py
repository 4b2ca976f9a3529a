"""What is longer than its place says on its lower edge how far one sees, and how one sees on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widget import Widget

from cnss_counter.forms.lines.making_room import GivesWay
from cnss_counter.forms.minimum_size import NeedsRoom

if TYPE_CHECKING:
    _Scrolls = Widget
else:
    _Scrolls = object  # a widget of its own would stand before the list in Textual's rules of style


class MoreBelow(GivesWay, _Scrolls):
    """A mixin of lists and pages that scroll. `ends` are the lines after which each entry ends."""

    FRAME: ClassVar[int] = 0
    """Lines of an edge above and below that is there however much there is to read."""

    def ends(self) -> list[int]:
        """Of a text, each line; a list counts what can be chosen."""
        return list(range(1, self.virtual_size.height + 1))

    def watch_virtual_size(self, size: Size) -> None:
        self.say_how_far(size)

    def on_resize(self) -> None:
        self.say_how_far(self.virtual_size)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.say_how_far(self.virtual_size)

    def say_how_far(self, size: Size) -> None:
        """On the edge, in the language of the screen."""
        # Asked of the room without the edge: else it might come to rest in two ways.
        room = self.outer_size.height - self.styles.padding.height - self.FRAME
        has_more = size.height > room > 0
        self.set_class(has_more, "-longer")
        if not has_more or not isinstance(self.screen, NeedsRoom):
            self.border_subtitle = None
            return
        ends, last = self.ends(), self.scroll_offset.y + self.scrollable_content_region.height
        seen = sum(end <= last for end in ends)
        key = "more" if seen < len(ends) else "all"
        words = self.screen.words
        self.border_subtitle = words(f"screens.frame.{key}", seen=str(seen), count=str(len(ends)))


class ReadOn(MoreBelow, VerticalScroll):
    """A text to scroll through."""


class TextAbove(ReadOn, inherit_bindings=False):
    """What is said above a list, a form or a tick, and leaves them room.

    In the way of Tab and the arrows only where something is left to read; the page keys are the
    screen's.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "read(-1)", show=False),
        Binding("down", "read(1)", show=False),
        Binding("home", "read(-999)", show=False),
        Binding("end", "read(999)", show=False),
    ]

    def allow_focus(self) -> bool:
        return self.has_class("-longer")

    def action_read(self, lines: int) -> None:
        """So many lines further or back; beyond either end the key is the screen's."""
        if self.scroll_y == (self.max_scroll_y if lines > 0 else 0):
            raise SkipAction
        self.scroll_relative(y=lines, animate=False, immediate=True)
