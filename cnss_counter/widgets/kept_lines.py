"""Finished lines kept until the widget changes: a key in one entry then costs one entry."""

from __future__ import annotations

from typing import Any, Self

from textual.geometry import Region
from textual.strip import Strip


class KeptLines:
    """A mixin for widgets of which many are in sight at once.

    Textual asks every widget of a container for its lines when one of them changes a cell. It
    keeps what a line looked like, but colours, borders and filters are found out anew: for a
    form of twenty entries more work than the key itself. Whatever changes a widget says
    `refresh`, which is already what Textual's own memory of lines relies on.
    """

    _kept_for: tuple[object, ...] = ()
    _kept_lines: list[Strip]

    def refresh(self, *regions: Region, **options: Any) -> Self:
        self._kept_for = ()
        return super().refresh(*regions, **options)  # type: ignore[misc, no-any-return]

    def render_lines(self, crop: Region) -> list[Strip]:
        wanted = (crop, self.size, *self.get_line_filters())  # type: ignore[attr-defined]
        if wanted != self._kept_for:
            self._kept_lines = super().render_lines(crop)  # type: ignore[misc]
            self._kept_for = wanted
        return self._kept_lines
