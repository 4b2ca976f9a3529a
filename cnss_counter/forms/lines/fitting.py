"""A line said in full where there is room, and shorter on a narrower screen."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from cnss_counter.forms.lines.row import Row


class Fitting(Visual):
    """The first of these wordings that fits on the line; the last one is cut where none does."""

    def __init__(self, *wordings: Content | Row) -> None:
        self._wordings = wordings

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 – Textual's signature
        return 1

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        fit = (wording for wording in self._wordings if wording.cell_length <= width)
        return next(fit, self._wordings[-1]).render_strips(width, height, style, options)


def without_the_middle(parts: list[Content], between: str) -> Fitting:
    """Parts of a line; what is last stays to the end, those before it go one by one."""
    others, last = parts[:-1], parts[-1:]
    kept = [[*others[:count], *last] for count in range(len(others), -1, -1)]
    return Fitting(*(Content(between).join(wording) for wording in kept))
