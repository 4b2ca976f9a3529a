"""The one hook of the screen: every line of every widget becomes what a cell terminal must get.

Textual hands a widget's finished lines (wrapped, aligned, bordered) to the line filters of the
application. Here letters are joined and put in visual order, frames and columns keep their
cells, and no control or escape character passes: this is also the last guard of the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from cnss_counter.terminal.visual_line import arranged
from cnss_counter.text.script import Direction, is_never_written, needs_layout

BidiMode = Literal["visual", "terminal", "off"]
"""Who puts Arabic in order: this program; the terminal itself; nobody, it shows no Arabic."""


class VisualLineFilter(LineFilter):
    """Shapes and reorders lines. Keep one object: Textual caches each line by filter.

    `base` is the direction of every paragraph, None for that of its first letter. `padding`, the
    blanks at the left and right of a field, makes all between them one paragraph, so that a
    right-to-left value stands at the right; without it blanks stay where alignment put them.
    In the modes `terminal` and `off` it only keeps control characters out.
    """

    def __init__(
        self,
        base: Direction | None = None,
        *,
        padding: tuple[int, int] | None = None,
        mode: BidiMode = "visual",
    ) -> None:
        super().__init__()
        self.base = base
        self.padding = padding
        self.mode = mode
        self._moves_blanks = padding is not None and base == "R"

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same line, cell for cell, as the terminal must receive it."""
        has_work = needs_layout("".join([segment.text for segment in segments]))
        if self.mode == "visual" and (has_work or self._moves_blanks):
            return list(arranged(tuple(segments), self.base, self.padding))
        return _guarded(segments) if has_work else segments


def rebased(
    filters: Iterable[LineFilter], base: Direction, padding: tuple[int, int] | None = None
) -> list[LineFilter]:
    """The line filters of a widget whose paragraphs have a direction of their own."""
    return [
        _shared(base, padding, line_filter.mode)
        if isinstance(line_filter, VisualLineFilter)
        else line_filter
        for line_filter in filters
    ]


@lru_cache(64)
def _shared(base: Direction, padding: tuple[int, int] | None, mode: BidiMode) -> VisualLineFilter:
    return VisualLineFilter(base, padding=padding, mode=mode)


class RightToLeftText:
    """A mixin for widgets that hold Arabic paragraphs: wrapped, a line may begin with Latin.

    No widget itself: a widget takes its style rules from its first base that is one.
    """

    def get_line_filters(self) -> Sequence[LineFilter]:
        return rebased(super().get_line_filters(), "R")  # type: ignore[misc]


def _guarded(segments: Iterable[Segment]) -> list[Segment]:
    """Logical text without the characters that no terminal may receive."""
    guarded = []
    for segment in segments:
        kept = "".join(letter for letter in segment.text if not is_never_written(letter))
        missing = segment.cell_length - cell_len(kept)
        guarded.append(Segment(kept + " " * missing, segment.style))
    return guarded
