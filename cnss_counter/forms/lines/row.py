"""Columns on a line, mirrored for Arabic: what lists, the title line and the key line show."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from cnss_counter.forms.lines.no_break import in_lines, unbroken, with_blanks


class Row(Visual):
    """Columns of text, as wide as the line it is given.

    The first column takes the room that the others leave. `widths` are the cells of the others;
    by default as wide as their text. What does not fit in its column is cut with a sign, or goes
    on below where the row `wraps`: there the widest column gives room to the first, down to a
    quarter of the line, until it has what it needs or half of the line; a third of it, whatever it
    holds, where `widths` align a list. `indent` moves the first column in. Mirrored, it stands at
    the right. Each column is a paragraph of its own: the line filter never moves one into another.
    """

    GAP = 2

    def __init__(
        self,
        *columns: Content | str,
        widths: Sequence[int] = (),
        is_mirrored: bool = False,
        wraps: bool = False,
        indent: int = 0,
    ) -> None:
        self._columns = tuple(
            column if isinstance(column, Content) else Content(column) for column in columns
        )
        self._widths = tuple(widths) or tuple(c.cell_length for c in self._columns[1:])
        self._is_aligned = bool(widths)
        self._is_mirrored = is_mirrored
        self._wraps = wraps
        self._indent = indent

    @property
    def plain(self) -> str:
        """The text of the columns, in reading order."""
        return "  ".join(column.plain for column in self._columns if column.plain)

    @property
    def cell_length(self) -> int:
        """The cells of all columns side by side, nothing cut."""
        rooms = [self._columns[0].cell_length + self._indent, *self._widths]
        return sum(rooms) + self.GAP * sum(map(bool, self._widths))

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 – Textual's signature
        return len(self._lines(width)) if self._wraps and width else 1

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        if height == 0 or not width:
            return []
        return [self._strip(line, width, style, options) for line in self._lines(width)]

    def _rooms(self, width: int) -> tuple[int, ...]:
        """The cells of each column; a column without any is not shown."""
        widths = list(self._widths)
        left = width - sum(widths) - self.GAP * sum(map(bool, widths))
        needed = self._columns[0].cell_length + self._indent
        lacking = (width // 3 if self._is_aligned else min(needed, width // 2)) - left
        if self._wraps and widths and lacking > 0:
            widest = widths.index(max(widths))
            given = min(lacking, max(0, widths[widest] - width // 4))
            widths[widest] -= given
            left += given
        return (max(0, left), *widths)

    def _lines(self, width: int) -> list[tuple[Content, ...]]:
        """The columns line by line; a column that has ended is blank below."""
        first, *others = zip(self._columns, self._rooms(width), strict=True)
        cells = [self._cell(*first, self._indent), *(self._cell(*other) for other in others)]
        return list(zip_longest(*cells, fillvalue=Content("")))

    def _cell(self, column: Content, room: int, indent: int = 0) -> list[Content]:
        inside = max(0, room - indent)
        if not self._wraps or column.cell_length <= inside or not inside:
            lines = [column.truncate(inside, ellipsis=True)]
        else:
            lines = _wrapped(column, inside)
        pad = Content.pad_right if self._is_mirrored else Content.pad_left
        return [pad(line, indent) for line in lines] if indent else lines

    def _strip(
        self, line: Sequence[Content], width: int, style: Style, options: RenderOptions
    ) -> Strip:
        strips = [
            self._column(content, room, style, options).apply_meta({"column": number, "row": 0})
            for number, (content, room) in enumerate(zip(line, self._rooms(width), strict=True))
            if room
        ]
        gap = Strip.blank(self.GAP, style.rich_style)
        in_place = strips[::-1] if self._is_mirrored else strips
        spaced = [piece for strip in in_place for piece in (gap, strip)][1:]
        return Strip.join(spaced).adjust_cell_length(width, style.rich_style)

    def _column(self, shown: Content, room: int, style: Style, options: RenderOptions) -> Strip:
        blank = max(0, room - shown.cell_length)  # an indent may be wider than the room
        shown = shown.pad_left(blank) if self._is_mirrored else shown.pad_right(blank)
        rendered = shown.render(style, end="", parse_style=options.get_style)
        return Strip([Segment(text, (style + own).rich_style) for text, own in rendered], room)


def _wrapped(column: Content, room: int) -> list[Content]:
    """What has a style is wrapped by Textual; a plain value longer than a line parts at a blank."""
    if column.spans:
        return [_with_blanks(line) for line in unbroken(column).wrap(room)]
    return [Content(line) for line in in_lines(column.plain, room)]


def _with_blanks(content: Content) -> Content:
    return Content(with_blanks(content.plain), spans=list(content.spans))
