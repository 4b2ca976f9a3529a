"""The screen after a look: the cursor, the lines chosen and what is in sight as before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.widget import Widget

from cnss_counter.forms.pick_list import PickList
from tests.screens.play import Play


@asynccontextmanager
async def put_back(play: Play) -> AsyncIterator[None]:
    """What the cursor is walked over inside stands afterwards where it stood."""
    screen, here = play.app.screen, play.app.focused
    chosen = [(one, one.highlighted) for one in screen.query(PickList)]
    scrolled = [(one, one.scroll_offset) for one in screen.query(Widget)]
    yield
    for lines, highlighted in chosen:
        lines.highlighted = highlighted
    play.app.set_focus(here)
    await play.painted()
    for widget, offset in scrolled:
        widget.scroll_to(*offset, animate=False, force=True, immediate=True)
    for lines, _ in chosen:  # a place that grows back shows what it showed when a line was chosen
        lines._scrolled = lines.scroll_offset.y
    await play.painted()
