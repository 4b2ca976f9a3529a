"""A line of styled text put in visual order, cell for cell: frames and columns do not move."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from cnss_counter.text.script import Direction, needs_layout

if TYPE_CHECKING:
    from cnss_counter.text.layout import Cluster, Layout

# Frames and bars. Geometric shapes (●, ▶) are left out: as bullets they move with their text.
_frames = re.compile("([\u2500-\u259f]+)").split


class _Cell(NamedTuple):
    """What fills the place of one letter, and its style."""

    text: str
    style: Style | None


_Region = list[_Cell]


@lru_cache(2048)
def arranged(
    segments: tuple[Segment, ...], base: Direction | None, padding: tuple[int, int] | None
) -> tuple[Segment, ...]:
    """The segments of a line as a cell terminal must receive them, in as many cells.

    `base` and `padding` are those of `VisualLineFilter`.
    """
    cells: list[_Cell] = []
    for region in _regions(segments):
        if padding is not None:
            cells += _flowing(region, base, padding)
        elif needs_layout("".join([cell.text for cell in region])):
            cells += _aligned(region, base)
        else:
            cells += region
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


def _aligned(region: _Region, base: Direction | None) -> _Region:
    """A paragraph where alignment put it: the blanks around it stay."""
    left, core, right = _between_blanks(region, len(region), len(region))
    layout = _lay_out(core, base)
    beside = left[-1:] if layout.is_rtl else right[:1]
    return [*left, *_visual(core, layout, beside or core[-1:], has_columns=True), *right]


def _flowing(region: _Region, base: Direction | None, padding: tuple[int, int]) -> _Region:
    """A field: all between its padding follows the direction, so an Arabic value stands right."""
    left, core, right = _between_blanks(region, *padding)
    layout = _lay_out(core, base)
    return [*left, *_visual(core, layout, core[-1:], has_columns=False), *right]


def _between_blanks(
    region: _Region, most_left: int, most_right: int
) -> tuple[_Region, _Region, _Region]:
    text = "".join(cell.text for cell in region)
    start = min(most_left, len(text) - len(text.lstrip(" ")))
    end = max(start, len(text) - most_right, len(text.rstrip(" ")))
    return region[:start], region[start:end], region[end:]


def _visual(core: _Region, layout: Layout, beside: _Region, *, has_columns: bool) -> _Region:
    """A paragraph in visual order, in as many cells as before.

    A lam-alef fills one cell where the line had counted two. The other one goes to the next gap
    between columns (two blanks or more), so that words stay close and columns in place, or else
    to the end of the paragraph, in the style of the cell `beside` it.
    """
    text = "".join(cell.text for cell in core)
    visual: _Region = []
    debt = 0
    for cluster in reversed(layout.clusters) if layout.is_rtl else layout.clusters:
        if debt and has_columns and cluster.written == " " and visual[-1].text == " ":
            visual += visual[-1:] * debt
            debt = 0
        visual.append(_Cell(cluster.written, _style(core, cluster)))
        debt += _cells_lost(text, cluster)
    _make_as_wide(visual, cell_len(text), beside)
    return visual[::-1] if layout.is_rtl else visual


def _lay_out(core: _Region, base: Direction | None) -> Layout:
    from cnss_counter.text.layout import lay_out  # loaded with the first Arabic line

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
    """The style of a cluster: of its letters, the first that its neighbours do not have.

    So a block cursor on either letter of a lam-alef is seen.
    """
    if cluster.end - cluster.start == 1:
        return core[cluster.start].style
    around = (*core[max(cluster.start - 1, 0) : cluster.start], *core[cluster.end :][:1])
    beside = [cell.style for cell in around]
    styles = [cell.style for cell in core[cluster.start : cluster.end]]
    return next((style for style in styles if style not in beside), styles[0])


def _segments(cells: Iterable[_Cell]) -> Iterator[Segment]:
    for style, run in groupby(cells, key=lambda cell: cell.style):
        yield Segment("".join(cell.text for cell in run), style)
