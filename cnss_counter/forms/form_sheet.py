"""A paper form on the screen: one sheet with all the captions, and entries laid upon it.

The captions, messages and section titles are a single widget, and each entry is placed on its
line by absolute offset. A key in an entry then repaints that entry and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.events import DescendantFocus
from textual.geometry import Offset
from textual.widget import Widget

from cnss_counter.forms.lines.making_room import GivesWay
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.terminal.line_cache import LineCache

CAPTION_CELLS = 27
ENTRY_CELLS = 46
GAP = 2
AROUND = 3
"""Lines in sight above and below the entry in use, where the window has them."""
LEAST_CELLS = 10
"""Of an entry or a message, in a window that leaves it less: it is cut at the edge."""

SAID = {
    "error": "bold $text-error",
    "missing": "$text-warning",
    "unknown": "$text-warning",
    "warning": "$text-warning",
    "note": "$text-muted",
}
"""How a message looks, by its severity."""


class Message(NamedTuple):
    """What is said of a field, below it."""

    severity: str
    text: str


class SheetRow(NamedTuple):
    """One line of the form: a section title (no entry), or a caption and its entry.

    A wide entry takes the whole sheet and has no caption.
    """

    caption: str
    entry: str = ""
    messages: tuple[Message, ...] = ()
    height: int = 1
    is_required: bool = False
    is_wide: bool = False


class Place(NamedTuple):
    """Where an entry stands on the sheet, in cells."""

    x: int
    y: int
    width: int
    height: int


class Layout(NamedTuple):
    """The sheet's lines, a place for each entry, and the lines that go on with a caption."""

    lines: tuple[Content, ...]
    places: Mapping[str, Place]
    within: frozenset[int] = frozenset()

    def scrolled_to(self, entry: Place, height: int, now: int) -> int:
        """The first line to show in a window of `height` lines, for `entry` to be well in sight.

        As near as may be to the line `now`, but with lines around the entry and, where one of the
        ways has it so, no caption halved by an edge.
        """
        end = entry.y + entry.height
        while end in self.within:
            end += 1
        around = min(AROUND, max(0, height - (end - entry.y)) // 2)
        last = max(0, len(self.lines) - height)
        highest, lowest = min(entry.y - around, last), min(end + around - height, last)
        ways = range(max(0, min(highest, lowest)), max(0, highest) + 1)
        return min(ways, key=lambda top: (self._halved(top, top + height), abs(top - now)))

    def _halved(self, *edges: int) -> int:
        return sum(edge in self.within for edge in edges)


def lay_out(rows: Sequence[SheetRow], width: int, *, is_mirrored: bool) -> Layout:
    """Set the rows on a sheet `width` cells wide; mirrored for Arabic."""
    entry_width = min(ENTRY_CELLS, _beside_the_caption(width))
    entry_x = width - CAPTION_CELLS - GAP - entry_width if is_mirrored else CAPTION_CELLS + GAP
    lines: list[Content] = []
    places: dict[str, Place] = {}
    within: set[int] = set()
    for row in rows:
        if not row.entry:
            lines += _section_lines(row.caption, width, is_mirrored=is_mirrored, is_first=not lines)
            continue
        captions = wrap(row.caption, CAPTION_CELLS - 2, break_on_hyphens=False) or [""]
        x, room = (0, width) if row.is_wide else (entry_x, entry_width)
        places[row.entry] = Place(x, len(lines), room, row.height)
        within.update(range(len(lines) + 1, len(lines) + len(captions)))
        for number in range(max(len(captions), row.height)):
            caption = captions[number] if number < len(captions) else ""
            mark = "*" if row.is_required and number == 0 else ""
            lines.append(_caption_line(caption, mark, width, is_mirrored=is_mirrored))
        for message in row.messages:
            lines += _message_lines(message, entry_x, width, is_mirrored=is_mirrored)
    return Layout(tuple(lines), places, frozenset(within))


def _beside_the_caption(width: int) -> int:
    return max(LEAST_CELLS, width - CAPTION_CELLS - GAP)


def _section_lines(title: str, width: int, *, is_mirrored: bool, is_first: bool) -> list[Content]:
    rule = "─" * max(0, width - cell_len(title) - 1)
    parts = ((title, "bold $text-primary"), " ", (rule, "$text-primary 40%"))
    line = Content.assemble(*(reversed(parts) if is_mirrored else parts))
    return [line] if is_first else [Content(""), line]


def _caption_line(caption: str, mark: str, width: int, *, is_mirrored: bool) -> Content:
    gap = " " * max(1, CAPTION_CELLS - 1 - cell_len(caption))
    line = Content.assemble((caption, "$foreground"), gap, (mark, "bold $text-warning"))
    if not mark:
        line = Content.styled(caption, "$foreground")
    # A negative pad would put styles before the text, which Textual looks for without an end.
    return line.pad_left(max(0, width - line.cell_length)) if is_mirrored else line


def _message_lines(
    message: Message, entry_x: int, width: int, *, is_mirrored: bool
) -> list[Content]:
    room = _beside_the_caption(width)
    lines = []
    for text in wrap(message.text, room, break_on_hyphens=False):
        if is_mirrored:
            blank = " " * max(0, room - cell_len(text))
            lines.append(Content.assemble(blank, (text, SAID[message.severity])))
        else:
            lines.append(Content.assemble(" " * entry_x, (text, SAID[message.severity])))
    return lines


class FormSheet(GivesWay, LineCache, ScrollableContainer, inherit_bindings=False):
    """The sheet and its entries. `show` lays them out again; what was typed is not touched."""

    def __init__(self, entries: Iterable[Widget], *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, can_focus=False)
        self._entries = {entry.id: entry for entry in entries}
        self._rows: tuple[SheetRow, ...] = ()
        self._is_mirrored = False
        self._set_for: tuple[object, ...] = ()
        self._layout = Layout((), {})
        self._scrolled = 0
        self._sheet = Paragraphs(id="sheet-text")

    def compose(self) -> ComposeResult:
        yield self._sheet
        yield from self._entries.values()

    def entry(self, entry_id: str) -> Widget:
        return self._entries[entry_id]

    def entry_shown(self, entry_id: str) -> Widget:
        """This entry where the sheet shows it, else the first that it shows."""
        shown = [row.entry for row in self._rows if row.entry]
        return self._entries[entry_id if entry_id in shown else shown[0]]

    def show(self, rows: Iterable[SheetRow], *, is_mirrored: bool) -> None:
        """Lay the form out with these rows; entries without a row are hidden."""
        self._rows, self._is_mirrored = tuple(rows), is_mirrored
        self._set()

    def forget(self) -> None:
        """Leave nothing of what was said of one person; what is shown next is laid out anew."""
        self._rows, self._set_for, self._layout = (), (), Layout((), {})
        self._sheet.update("")

    def on_resize(self) -> None:
        """A window that grows back shows what it showed before."""
        self._set()
        self.scroll_to(y=self._scrolled, animate=False, immediate=True)
        self.keep_the_cursor_in_sight()

    def watch_virtual_size(self) -> None:
        """Only now can a sheet just laid out be scrolled as far as its cursor."""
        self.keep_the_cursor_in_sight()

    @on(DescendantFocus)
    def follow_the_cursor(self) -> None:
        self.keep_the_cursor_in_sight()
        self._scrolled = self.scroll_offset.y

    def keep_the_cursor_in_sight(self) -> None:
        """Scroll to the entry in use, with some of what stands around it."""
        place = self.place_in_use()
        if place is not None:
            height, now = self.scrollable_content_region.height, self.scroll_offset.y
            top = self._layout.scrolled_to(place, height, now)
            self.scroll_to(y=top, animate=False, immediate=True)

    def place_in_use(self) -> Place | None:
        """Where the cursor is on the sheet; None where it is elsewhere."""
        focused = self.screen.focused
        return None if focused is None else self._layout.places.get(focused.id or "")

    def _set(self) -> None:
        width = self.scrollable_content_region.width
        wanted = (self._rows, width, self._is_mirrored)
        if not width or wanted == self._set_for:
            return
        self._set_for = wanted
        self._layout = layout = lay_out(self._rows, width, is_mirrored=self._is_mirrored)
        self._sheet.update(Content("\n").join(layout.lines))
        self._sheet.styles.height = len(layout.lines) + 1
        self._keep_tab_order()
        for entry_id, entry in self._entries.items():
            place = layout.places.get(entry_id or "")
            entry.display = place is not None
            if place is not None:
                entry.styles.offset = Offset(place.x, place.y)
                entry.styles.width = place.width
                entry.styles.height = place.height

    def _keep_tab_order(self) -> None:
        """Tab and Enter follow the rows, whichever procedure they are of."""
        order = {entry_id: at for at, entry_id in enumerate(self._layout.places)}
        shown = [child.id for child in self.children if child.id in order]
        if shown != list(order):
            self.sort_children(key=lambda child: order.get(child.id or "", -1))
