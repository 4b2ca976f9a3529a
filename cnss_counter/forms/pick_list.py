"""A short list to walk with the arrows; Enter takes the line under the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from cnss_counter.forms.lines.more_below import MoreBelow
from cnss_counter.forms.lines.row import Row

INDENT = 2


@dataclass(frozen=True, slots=True)
class PickRow:
    """A line of the list: its columns, and the `id` it answers with; no id for a heading."""

    columns: tuple[str, ...]
    id: str = ""

    @property
    def is_heading(self) -> bool:
        return not self.id


class PickList(MoreBelow, OptionList, inherit_bindings=False):
    """Lines and headings in columns. Page keys are left to the screen: they go on and back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk(-1)", show=False),
        Binding("down", "walk(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter,space", "select", show=False),
    ]

    @dataclass
    class Picked(Message):
        """A line was taken."""

        row_id: str

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, markup=False, compact=True)
        self._shown: tuple[tuple[PickRow, ...], bool] | None = None
        self._is_off = False
        self._scrolled = 0
        """How far it was scrolled when the cursor last went to a line."""

    def show(
        self, rows: Iterable[PickRow], *, is_mirrored: bool, widths: tuple[int, ...] = ()
    ) -> None:
        """Show these lines; the cursor stays on the line it was on, else goes to the first.

        A list whose cursor was taken off all lines (`choose_nothing`) keeps it off.
        """
        rows = tuple(rows)
        if self._shown == (rows, is_mirrored):
            return
        self._is_off = self._is_off and self.highlighted is None
        self._shown = (rows, is_mirrored)
        kept = self.highlighted_option.id if self.highlighted_option is not None else None
        self.set_options(_option(row, widths, is_mirrored=is_mirrored) for row in rows)
        ids = [row.id for row in rows if row.id]
        if ids and not self._is_off:
            self.highlighted = self.get_option_index(kept if kept in ids else ids[0])

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self._scrolled = self.scroll_offset.y

    def on_resize(self) -> None:
        self._keep_in_sight()

    def watch_virtual_size(self, size: Size) -> None:
        super().watch_virtual_size(size)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Also once its edge has taken a line, or given it back."""
        self._scroll_to_the_cursor()
        self.call_after_refresh(self._scroll_to_the_cursor)

    def _scroll_to_the_cursor(self) -> None:
        """A place that grows back shows what it showed before."""
        self.scroll_to(y=self._scrolled, animate=False, immediate=True)
        self.scroll_to_highlight()

    def ends(self) -> list[int]:
        """The lines after which each line to choose ends; headings are not counted."""
        ends = zip(self.options, self.line_ends(), strict=True)
        return [end for option, end in ends if not option.disabled]

    def line_ends(self) -> list[int]:
        width = self.scrollable_content_region.width
        rows = (option.prompt for option in self.options)
        return [
            *accumulate(row.get_height({}, width) if isinstance(row, Row) else 1 for row in rows)
        ]

    def is_on(self, row_id: str) -> bool:
        """Whether the cursor is on this line."""
        return self.highlighted_option is not None and self.highlighted_option.id == row_id

    def go_to(self, row_id: str) -> None:
        """Put the cursor on a line."""
        self.highlighted = self.get_option_index(row_id)

    def action_walk(self, step: int) -> None:
        """The line beside; at either end the key is left to the screen, for the field beside."""
        lines = [at for at, option in enumerate(self.options) if not option.disabled]
        at_cursor = -1 if self.highlighted is None else self.highlighted  # above the first one
        lines = [at for at in lines if (at - at_cursor) * step > 0]
        if not lines:
            raise SkipAction
        self.highlighted = lines[0 if step > 0 else -1]

    def turned_page(self) -> bool:
        """Show the lines below those in sight, the cursor on the first; False at the end.

        A line cut by the lower edge comes again whole; one longer than a page goes on.
        """
        top = self.scroll_offset.y
        below = top + self.scrollable_content_region.height
        if top >= self.max_scroll_y:
            return False
        ends = self.line_ends()
        first = next(at for at, end in enumerate(ends) if end > below)
        begins = [0, *ends][first]
        lines = [at for at, option in enumerate(self.options) if not option.disabled]
        self.highlighted = next(at for at in lines if at >= first)
        self.scroll_to(y=begins if begins > top else below, animate=False, immediate=True)
        self._scrolled = self.scroll_offset.y
        return True

    def choose_nothing(self) -> None:
        """Put the cursor on no line: Enter does nothing until an arrow has chosen one."""
        self.highlighted = None
        self._is_off = True

    @on(OptionList.OptionSelected)
    def take_the_line(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.post_message(self.Picked(event.option_id))


def _option(row: PickRow, widths: tuple[int, ...], *, is_mirrored: bool) -> Option:
    """A heading stands out; a line stands a little in. What is too long goes on below."""
    if row.is_heading:
        heading = [Content.styled(column, "bold $text-primary") for column in row.columns]
        return Option(Row(*heading, is_mirrored=is_mirrored, wraps=True), disabled=True)
    columns = Row(*row.columns, widths=widths, is_mirrored=is_mirrored, wraps=True, indent=INDENT)
    return Option(columns, id=row.id)
