"""One line of columns, mirrored for Arabic: what lists, the title line and the key line show."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Row(Visual):
    """Columns of text on one line, as wide as the line it is given.

    The first column takes the room that the others leave, and is cut when it does not fit.
    `widths` are the cells of the others; by default as wide as their text. Mirrored, the first
    column stands at the right. Each column is a paragraph of its own: the line filter never
    moves one into another.
    """

    GAP = 2

    def __init__(
        self, *columns: Content | str, widths: Sequence[int] = (), is_mirrored: bool = False
    ) -> None:
        self._columns = tuple(
            column if isinstance(column, Content) else Content(column) for column in columns
        )
        self._widths = tuple(widths) or tuple(c.cell_length for c in self._columns[1:])
        self._is_mirrored = is_mirrored

    @property
    def plain(self) -> str:
        """The text of the columns, in reading order."""
        return "  ".join(column.plain for column in self._columns if column.plain)

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 – Textual's signature
        return 1

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        if height == 0 or not width:
            return []
        others = [room for room in self._widths if room]
        first = max(0, width - sum(others) - self.GAP * len(others))
        strips = [
            self._column(content, room, style, options).apply_meta({"column": number, "row": 0})
            for number, (content, room) in enumerate(
                zip(self._columns, (first, *self._widths), strict=True)
            )
            if room
        ]
        gap = Strip.blank(self.GAP, style.rich_style)
        in_place = strips[::-1] if self._is_mirrored else strips
        spaced = [piece for strip in in_place for piece in (gap, strip)][1:]
        return [Strip.join(spaced).adjust_cell_length(width, style.rich_style)]

    def _column(self, content: Content, room: int, style: Style, options: RenderOptions) -> Strip:
        shown = content.truncate(room, ellipsis=True)
        blank = room - shown.cell_length
        shown = shown.pad_left(blank) if self._is_mirrored else shown.pad_right(blank)
        rendered = shown.render(style, end="", parse_style=options.get_style)
        return Strip([Segment(text, (style + own).rich_style) for text, own in rendered], room)
