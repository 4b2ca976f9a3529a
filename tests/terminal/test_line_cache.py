"""What did not change is not painted again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from cnss_counter.terminal.line_cache import LineCache


class Asked(Static):
    """Counts how often its lines were made."""

    line_filters: Sequence[LineFilter] = ()
    times = 0

    def get_line_filters(self) -> Sequence[LineFilter]:
        return self.line_filters

    def render_lines(self, crop: Region) -> list[Strip]:
        self.times += 1
        return super().render_lines(crop)


class Kept(LineCache, Asked):
    pass


class Capitals(LineFilter):
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [Segment(segment.text.upper(), segment.style) for segment in segments]


class Sheet(App[None]):
    def __init__(self, *widgets: Asked) -> None:
        super().__init__()
        self._widgets = widgets

    def compose(self) -> ComposeResult:
        yield Vertical(*self._widgets)


async def test_a_change_in_one_entry_asks_nothing_of_its_neighbour() -> None:
    changed, kept, control = Kept("1"), Kept("2"), Asked("3")
    async with Sheet(changed, kept, control).run_test() as pilot:
        await pilot.pause()  # the first painting has ended
        before = kept.times, control.times
        changed.update("one")
        await pilot.pause()
        assert kept.times == before[0]
        assert control.times > before[1], "Textual itself asks no more: the mixin has no use"


@pytest.mark.parametrize("what", ["words", "style", "filter", "size"])
async def test_whatever_changes_a_widget_is_painted(what: str) -> None:
    kept = Kept("what stands here", markup=False)
    async with Sheet(kept).run_test() as pilot:
        await pilot.pause()
        before = kept.render_lines(Region(0, 0, *kept.size))
        if what == "words":
            kept.update("something else")
        elif what == "style":
            kept.styles.background = "red"
        elif what == "filter":
            kept.line_filters = (Capitals(),)
        else:
            kept.styles.width = 9
        await pilot.pause()
        assert kept.render_lines(Region(0, 0, *kept.size)) != before
