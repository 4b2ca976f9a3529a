"""A path on the screen breaks between two names, never within one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from cnss_counter.forms.lines.no_break import unbroken

_PATH = re.compile("(?:(?<!\\S)|\u2066)(/[^\\s\u2069]+/[^\\s\u2069]+)\u2069?")
"""In an Arabic sentence it is set apart."""


def has_path(text: str) -> bool:
    return _PATH.search(text) is not None


def with_whole_names(text: Content, width: int) -> Content:
    """The same text, each path that is wider than a line on lines of its own, cut after a `/`."""
    parts: list[Content] = []
    done = 0
    for path in _PATH.finditer(text.plain):
        start, end = path.span()
        name = text[path.start(1) : path.end(1)]
        if width and name.cell_length > width:
            before = "\n" if start and text.plain[start - 1] != "\n" else ""
            parts += [text[done:start].rstrip(), Content(before)]
            lines = _lines(name, width)
            if name.plain != path[0]:  # each line is a paragraph that runs to the left
                lines = (Content.assemble("\u2066", line, "\u2069") for line in lines)
            parts.append(Content("\n").join(lines))
            done = end
    return Content("").join([*parts, text[done:]])


def _lines(path: Content, width: int) -> Iterator[Content]:
    """As many whole names on a line as it holds; a name wider than a line is alone on its own."""
    start = end = 0
    for slash in [*(at.end() for at in re.finditer("/", path.plain)), len(path.plain)]:
        if path[start:slash].cell_length > width and end > start:
            yield path[start:end]
            start = end
        end = slash
    yield path[start:]


class WholeNames(Visual):
    """A text with paths, broken anew for each width it is measured or painted in.

    Broken when its widget is resized it would come too late: the place was already measured.
    """

    def __init__(self, text: Content) -> None:
        self._text = text

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self._broken(width).get_height(rules, width)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self._broken(0).get_optimal_width(rules, container_width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return self._broken(width).render_strips(width, height, style, options)

    def _broken(self, width: int) -> Content:
        return unbroken(with_whole_names(self._text, width))
