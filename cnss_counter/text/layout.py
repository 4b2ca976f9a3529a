"""One line of text laid out for cells: shaped, reordered, and mapped both ways."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cnss_counter.text.bidi_levels import resolve, visual_order
from cnss_counter.text.character import mirrored
from cnss_counter.text.isolation import with_isolates
from cnss_counter.text.script import Direction, width
from cnss_counter.text.shaping import shape


class Cluster(NamedTuple):
    """Letters that share a cell: the logical slice, what is written, how wide, which level."""

    start: int
    end: int
    written: str
    cells: int
    level: int


class Layout(NamedTuple):
    """A line in visual order, from left to right.

    `is_rtl` is the direction of the paragraph. Indexes are those of the logical text, cells are
    counted from the left edge of the line.
    """

    is_rtl: bool
    clusters: tuple[Cluster, ...]

    @property
    def text(self) -> str:
        """What a terminal receives."""
        return "".join(cluster.written for cluster in self.clusters)

    @property
    def cells(self) -> int:
        return sum(cluster.cells for cluster in self.clusters)

    def cell_of(self, index: int) -> int:
        """The left cell of the cluster that holds `text[index]`, or of the one after it.

        Beyond the last letter: the cell after the end of the line, -1 when that is the left one.
        """
        cell = 0
        found: tuple[int, int] | None = None
        for cluster in self.clusters:
            if cluster.end > index and (found is None or cluster.start < found[0]):
                found = (cluster.start, cell)
            cell += cluster.cells
        if found is None:
            return -1 if self.is_rtl else cell
        return found[1]

    def index_at(self, cell: int) -> int | None:
        """The first letter of the cluster at `cell`; None beyond the line."""
        left = 0
        for cluster in self.clusters:
            if left <= cell < left + cluster.cells:
                return cluster.start
            left += cluster.cells
        return None


@lru_cache(4096)
def lay_out(text: str, base: Direction | None = None) -> Layout:
    """`text` as one line of one paragraph; `base` None takes the direction of its first letter."""
    apart, places = with_isolates(text)
    levels = resolve(apart, None if base is None else int(base == "R"))
    glyphs = {places[glyph.start]: glyph for glyph in shape(text)}
    clusters: list[Cluster] = []
    for place in visual_order(levels.each):
        glyph = glyphs.get(place)
        if glyph is None:
            continue  # a control, or a letter or mark inside a cluster: it follows its first (L3)
        level = levels.each[place] or 0
        written = glyph.written
        if level % 2:
            written = mirrored(written[0]) + written[1:]  # L4, whatever marks stand on a bracket
        clusters.append(Cluster(glyph.start, glyph.end, written, width(text[glyph.start]), level))
    return Layout(bool(levels.base), tuple(clusters))
