"""The one hook of the screen: every line of every widget becomes what a cell terminal must get.

Textual hands a widget's finished lines (wrapped, aligned, bordered) to the line filters of the
application. Here letters are joined and put in visual order, frames and columns keep their
cells, and no control or escape character passes: this is also the last guard of the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.widget import Widget

from cnss_counter.arabic.script import Direction, is_never_written, needs_layout

if TYPE_CHECKING:
    from cnss_counter.arabic.layout import Cluster, Layout

BidiMode = Literal["visual", "terminal", "off"]
"""Who puts Arabic in order: this program; the terminal itself; nobody, it shows no Arabic."""

# Frames and bars. Geometric shapes (●, ▶) are left out: as bullets they move with their text.
_frames = re.compile("([\u2500-\u259f]+)").split


class ArabicLineFilter(LineFilter):
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

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same line, cell for cell, as the terminal must receive it."""
        if not needs_layout("".join([segment.text for segment in segments])):
            return segments
        if self.mode == "visual":
            return list(_arranged(tuple(segments), self.base, self.padding))
        return _guarded(segments)


def rebased(
    filters: Iterable[LineFilter], base: Direction, padding: tuple[int, int] | None = None
) -> list[LineFilter]:
    """The line filters of a widget whose paragraphs have a direction of their own."""
    return [
        _shared(base, padding, line_filter.mode)
        if isinstance(line_filter, ArabicLineFilter)
        else line_filter
        for line_filter in filters
    ]


@lru_cache(64)
def _shared(base: Direction, padding: tuple[int, int] | None, mode: BidiMode) -> ArabicLineFilter:
    return ArabicLineFilter(base, padding=padding, mode=mode)


class RightToLeftText(Widget):
    """A mixin for widgets that hold Arabic paragraphs: wrapped, a line may begin with Latin."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        return rebased(super().get_line_filters(), "R")


class _Cell(NamedTuple):
    """What fills the place of one letter, and its style."""

    text: str
    style: Style | None


_Region = list[_Cell]


@lru_cache(2048)
def _arranged(
    segments: tuple[Segment, ...], base: Direction | None, padding: tuple[int, int] | None
) -> tuple[Segment, ...]:
    cells: list[_Cell] = []
    for region in _regions(segments):
        if not needs_layout("".join([cell.text for cell in region])):
            cells += region
        elif padding is None:
            cells += _with_outer_blanks_kept(region, base)
        else:
            cells += _as_one_paragraph(region, base, padding)
    return tuple(_segments(cells))


def _regions(segments: Iterable[Segment]) -> Iterator[_Region]:
    """A line cut where a paragraph ends: at frames, and where a cell of a table does."""
    pieces = (
        (index % 2 == 1, _table_cell(segment.style), segment.style, piece)
        for segment in segments
        if not segment.control
        for index, piece in enumerate(_frames(segment.text))
    )
    for _, group in groupby(pieces, key=lambda piece: piece[:2]):
        yield [_Cell(letter, style) for _, _, style, piece in group for letter in piece]


def _table_cell(style: Style | None) -> tuple[object, object] | None:
    """The row and column of a DataTable that `style` belongs to."""
    meta = style.meta if style is not None else {}
    return (meta.get("row"), meta.get("column")) if "column" in meta else None


def _with_outer_blanks_kept(region: _Region, base: Direction | None) -> _Region:
    """A paragraph where alignment put it.

    A lam-alef fills one cell where the line had counted two. The other one goes to the next gap
    between columns (two blanks or more), so that words stay close and columns in place.
    """
    text = "".join(cell.text for cell in region)
    start = len(text) - len(text.lstrip(" "))
    end = len(text.rstrip(" "))
    left, core, right = region[:start], region[start:end], region[end:]
    layout = _lay_out(core, base)
    visual: _Region = []
    debt = 0
    for cluster in reversed(layout.clusters) if layout.is_rtl else layout.clusters:
        if debt and cluster.written == " " and visual[-1].text == " ":
            visual += visual[-1:] * debt
            debt = 0
        visual.append(_Cell(cluster.written, _style(core, cluster)))
        debt += _cells_lost(text[start:end], cluster)
    outside = left[-1:] if layout.is_rtl else right[:1]
    _make_as_wide(visual, cell_len(text[start:end]), outside or core[-1:])
    return [*left, *(reversed(visual) if layout.is_rtl else visual), *right]


def _as_one_paragraph(region: _Region, base: Direction | None, padding: tuple[int, int]) -> _Region:
    """A field: all between its padding follows the direction, so an Arabic value stands right."""
    start, end = padding[0], len(region) - padding[1]
    core = region[start:end]
    layout = _lay_out(core, base)
    visual = [_Cell(cluster.written, _style(core, cluster)) for cluster in layout.clusters]
    if layout.is_rtl:
        visual.reverse()
    _make_as_wide(visual, cell_len("".join(cell.text for cell in core)), core[-1:])
    if layout.is_rtl:
        visual.reverse()
    return [*region[:start], *visual, *region[end:]]


def _lay_out(core: _Region, base: Direction | None) -> Layout:
    from cnss_counter.arabic.layout import lay_out  # loaded with the first Arabic line

    return lay_out("".join(cell.text for cell in core), base)


def _cells_lost(text: str, cluster: Cluster) -> int:
    if cluster.end - cluster.start == 1:
        return 0
    return max(0, cell_len(text[cluster.start : cluster.end]) - cluster.cells)


def _make_as_wide(visual: _Region, width: int, beside: _Region) -> None:
    """Blanks at the end, or fewer letters, until `visual` fills `width` cells again."""
    missing = width - cell_len("".join(cell.text for cell in visual))
    while missing < 0:  # what the screen counted as one picture, an emoji sequence, came apart
        missing += cell_len(visual.pop().text)
    visual += [_Cell(" ", beside[0].style if beside else None)] * missing


def _style(core: Sequence[_Cell], cluster: Cluster) -> Style | None:
    """The style of a cluster: of its letters, the one that begins there.

    So a block cursor on either letter of a lam-alef is seen.
    """
    if cluster.end - cluster.start == 1:
        return core[cluster.start].style
    previous = core[cluster.start - 1].style if cluster.start else None
    styles = [cell.style for cell in core[cluster.start : cluster.end]]
    return next((style for style in styles[1:] if style not in (previous, styles[0])), styles[0])


def _segments(cells: Iterable[_Cell]) -> Iterator[Segment]:
    for style, run in groupby(cells, key=lambda cell: cell.style):
        yield Segment("".join(cell.text for cell in run), style)


def _guarded(segments: Iterable[Segment]) -> list[Segment]:
    """Logical text without the characters that no terminal may receive."""
    guarded = []
    for segment in segments:
        kept = "".join(letter for letter in segment.text if not is_never_written(letter))
        missing = segment.cell_length - cell_len(kept)
        guarded.append(Segment(kept + " " * missing, segment.style))
    return guarded
