"""Finished lines kept until the widget changes: a key in one entry then costs one entry."""

from __future__ import annotations

from typing import Any, Self

from textual.geometry import Region
from textual.strip import Strip


class LineCache:
    """A mixin for widgets of which many are in sight at once.

    Textual asks every widget of a container for its lines when one of them changes a cell. It
    keeps what a line looked like, but colours, borders and filters are found out anew: for a
    form of twenty entries more work than the key itself. Whatever changes a widget says
    `refresh`, which is already what Textual's own memory of lines relies on.
    """

    _kept: tuple[tuple[object, ...], list[Strip]] | None = None

    def refresh(self, *regions: Region, **options: Any) -> Self:
        self._kept = None  # now, not at the next paint: nothing of a person wiped away may remain
        return super().refresh(*regions, **options)  # type: ignore[misc, no-any-return]

    def notify_style_update(self) -> None:
        self._kept = None
        super().notify_style_update()  # type: ignore[misc]

    def render_lines(self, crop: Region) -> list[Strip]:
        wanted = (crop, self.size, *self.get_line_filters())  # type: ignore[attr-defined]
        if self._kept is None or self._kept[0] != wanted:
            self._kept = wanted, super().render_lines(crop)  # type: ignore[misc]
        return self._kept[1]
