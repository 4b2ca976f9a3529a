"""No arrow takes the cursor round to the other end, and what is longer than its place says so."""

from __future__ import annotations

from cnss_counter.forms.lines.more_below import ReadOn
from cnss_counter.forms.lines.scroll_text import ScrollText
from cnss_counter.forms.minimum_size import LEAST
from cnss_counter.forms.pick_list import PickList
from tests.screens.looks.putting_back import put_back
from tests.screens.play import SMALL, Play


async def goes_round_nowhere_and_says_what_is_longer(play: Play) -> None:
    """Up on the first field and Down on the last change nothing, on a list's own ends too."""
    async with put_back(play):
        await stops_at_the_end(play, 0, "up")
        await stops_at_the_end(play, -1, "down")
        says_how_far_it_goes(play)
        await play.resize(LEAST)
        says_how_far_it_goes(play)
        await play.resize(SMALL)


async def stops_at_the_end(play: Play, at: int, key: str) -> None:
    """On the first field, or the last, and its first line, or the last, the arrow does nothing."""
    fields = play.app.screen.focus_chain
    if not fields:
        return
    play.app.set_focus(fields[at])
    if isinstance(fields[at], PickList):
        await play.type("home" if key == "up" else "end")
    await play.painted()
    before = play.lines()
    await play.type(key)
    assert play.app.focused is fields[at]
    if not isinstance(fields[at], ScrollText | ReadOn):
        assert play.lines() == before


def says_how_far_it_goes(play: Play) -> None:
    """A list or a page that is longer than its place counts what is in sight on its edge."""
    for one in (*play.app.screen.query(PickList), *play.app.screen.query(ReadOn)):
        if one.max_scroll_y and one.region.bottom <= len(play.lines()):
            assert any(sign in play.lines()[one.region.bottom - 1] for sign in "↓↑")
