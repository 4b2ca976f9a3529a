"""A field for either script: its value is logical text, its cursor goes where the arrow points."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import events
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.widgets import Input
from textual.widgets.input import Selection

from cnss_counter.terminal.line_filter import BidiMode, rebased
from cnss_counter.text import Direction, clean
from cnss_counter.text.script import first_direction, is_mark, needs_layout, width

if TYPE_CHECKING:
    from cnss_counter.text.layout import Layout

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"


class ArabicInput(Input):
    """One line to type in, in Arabic, French or both.

    `value` is always clean logical text. A right-to-left value stands at the right; the cursor,
    the selection and the mouse follow what is seen. `cleaning` is what becomes of anything typed,
    pasted or assigned: one of `text.door`; `keyed` is what one key writes before that. `resting`
    is the direction while no letter tells one: None for that of the interface.
    """

    # A vowel is no \\w: without this, ctrl+W would stop in the middle of a vowelled word.
    _WORD_START = re.compile(rf"(?<=[^\w{_MARKS}])\w")

    def __init__(
        self,
        *arguments: Any,
        cleaning: Callable[[str], str] = clean,
        keyed: Callable[[str], str] = str,
        resting: Direction | None = None,
        **options: Any,
    ) -> None:
        self._cleaning, self._keyed = cleaning, keyed
        self.resting = resting
        super().__init__(*arguments, **options)

    @property
    def direction(self) -> Direction:
        """That of the first letter of the value, else of the placeholder, else at rest."""
        told = first_direction(self.value) or first_direction(self.placeholder)
        return told or self.resting or getattr(self.app, "direction", "R") or "L"

    def validate_value(self, value: str) -> str:
        return self._cleaning(value)

    def on_key(self, event: events.Key) -> None:
        """A key may stand for another, but in a word; what is pasted stands for itself."""
        is_word = any(map(str.isalpha, self.value))
        if event.character is not None and event.is_printable and not is_word:
            event.character = self._keyed(event.character)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace `value[start:end]`; the cursor ends after what was put in.

        The text is cleaned by itself first, because text copied from a screen is put in reading
        order; then with its neighbours, because a mark joins the letter before it.
        """
        text = self._cleaning(text) or text
        before = self.value[: min(start, end)]
        super().replace(text, start, end)
        position = len(self._cleaning(before + text))
        if self.value[:position] == self._cleaning(before + text):
            self.cursor_position = position

    def _on_paste(self, event: events.Paste) -> None:
        """Several lines become one: Textual would keep the first and drop the others in silence."""
        event.text = " ".join(filter(None, event.text.splitlines()))

    def action_delete_right(self) -> None:
        """Delete the letter under the cursor with its marks."""
        start, end = self.selection
        if start == end:
            end += 1
            while end < len(self.value) and is_mark(self.value[end]):
                end += 1
        self.delete(start, end)

    # Where the arrows go

    def action_cursor_left(self, select: bool = False) -> None:
        if self._is_plain:
            super().action_cursor_left(select)
        else:
            self._move(-1, select)

    def action_cursor_right(self, select: bool = False) -> None:
        if self._is_plain:
            super().action_cursor_right(select)
        else:
            self._move(1, select)

    def action_cursor_left_word(self, select: bool = False) -> None:
        if self._is_read_from_right:
            super().action_cursor_right_word(select)
        else:
            super().action_cursor_left_word(select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        if self._is_read_from_right:
            super().action_cursor_left_word(select)
        else:
            super().action_cursor_right_word(select)

    def _move(self, step: int, select: bool) -> None:
        """To the cell at the left (-1) or at the right (1) of the cursor's."""
        start, end = self.selection
        if start != end and not select:
            goes_on = (step > 0) != self._is_read_from_right
            self.cursor_position = max(start, end) if goes_on else min(start, end)
            return
        clusters = self._as_seen(f"{self.value} ").clusters
        here = next(i for i, cluster in enumerate(clusters) if cluster.start <= end < cluster.end)
        there = clusters[min(max(here + step, 0), len(clusters) - 1)].start
        self.selection = Selection(start if select else there, there)

    # What is seen

    def get_line_filters(self) -> Sequence[LineFilter]:
        padding = self.styles.padding
        return rebased(super().get_line_filters(), self.direction, (padding.left, padding.right))

    @property
    def cursor_screen_offset(self) -> Offset:
        x, y, _, _ = self.content_region
        if self._is_plain or self._mode != "visual":
            passed = self._position_to_cell(self.cursor_position)
            return Offset(x + passed - int(self.scroll_offset.x), y)
        start, layout = self._window()
        return Offset(x + layout.cell_of(self.cursor_position - start), y)

    def _cell_offset_to_index(self, offset: int) -> int:
        """The letter under a click, as Textual asks for it."""
        if self._is_plain or self._mode != "visual":
            return super()._cell_offset_to_index(offset)
        start, layout = self._window()
        index = layout.index_at(min(max(offset, 0), layout.cells - 1))
        return min(start + (index or 0), len(self.value))

    @property
    def _mode(self) -> BidiMode:
        return getattr(self.app, "bidi", "visual")

    @property
    def _is_plain(self) -> bool:
        """Whether nothing is reordered, so that Textual's own cursor is right."""
        return self._mode == "off" or (self.direction == "L" and not needs_layout(self.value))

    @property
    def _is_read_from_right(self) -> bool:
        return self.direction == "R" and self._mode != "off"

    def _as_seen(self, text: str) -> Layout:
        from cnss_counter.text.layout import lay_out

        return lay_out(text, self.direction)

    def _window(self) -> tuple[int, Layout]:
        """The index of the first letter in sight, and what is in sight, as wide as the field."""
        room = self.scrollable_content_region.width
        start, seen = in_sight(self.value, int(self.scroll_offset.x), room)
        blank = " " * (room - self._as_seen(seen).cells)
        return start, self._as_seen(seen + blank)


def in_sight(text: str, scrolled: int, room: int) -> tuple[int, str]:
    """Of a text that is scrolled by so many cells: where it is in sight from, and what is.

    No mark comes into sight without its letter.
    """
    start = passed = 0
    while start < len(text) and (passed < scrolled or is_mark(text[start])):
        passed += width(text[start])
        start += 1
    end, left = start, room
    while end < len(text) and width(text[end]) <= left:
        left -= width(text[end])
        end += 1
    return start, text[start:end]
