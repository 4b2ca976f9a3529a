"""A window of any size: the counter stays, and the screen comes back as it was."""

from __future__ import annotations

import re

from cnss_counter.forms.minimum_size import LEAST
from cnss_counter.forms.pick_list import PickList
from tests.screens.conftest import CLERK, SUPERVISOR
from tests.screens.play import SMALL, Play, shown

SIZES = ((1, 1), (1, 300), (34, 10), (49, 24), (50, 14))
TOO_SMALL = {size for size in SIZES if size[0] < LEAST.width or size[1] < LEAST.height}
UNREADABLE = {(1, 1), (1, 300)}
"""Windows that do not even hold the notice, or its numbers on one line."""
QUICK = ((34, 24), (35, 24), (160, 60), (1, 1), (20, 5), (10, 3), (500, 1), (120, 40), SMALL)
"""Dragged through without a pause; what grows with the window is painted once, on Home."""


def says_what_it_needs(play: Play) -> bool:
    told = " ".join(play.text().replace("┃", " ").split())
    return f"{LEAST.width} colonnes et {LEAST.height} lignes" in told


async def survives_every_size(play: Play) -> None:
    """In both languages it comes back as it was, with the cursor where it was."""
    before, cursor = play.lines(), play.app.focused
    for size in SIZES:
        await play.resize(size)
        assert says_what_it_needs(play) is (size in TOO_SMALL - UNREADABLE)
    await play.resize(SMALL)
    assert (play.lines(), play.app.focused) == (before, cursor)
    await play.app.run_action("change_language")
    await play.painted()
    before = play.lines()
    await play.resize(*QUICK)
    assert (play.lines(), play.app.focused) == (before, cursor)
    await play.app.run_action("change_language")
    await play.painted()


ON_TOP = ("escape", "f1", "f5", "f6", "f12")
"""The keys of the dialogs: the menu, the help, the verdict, the applicant's face, the lock."""
DRAGGED = ((1, 1), (160, 60), (34, 10), SMALL)


async def survives_every_size_under_every_dialog(play: Play) -> None:
    """Each dialog that can be opened over it is dragged, and closed again."""
    below = play.app.screen
    if shown(play) == "sure" or getattr(below, "IS_DIALOG", False):
        return  # Esc would answer it
    before, cursor, chosen = without_thumbs(play), play.app.focused, lines_chosen(play)
    for key in ON_TOP:
        await play.type(key)
        if play.app.screen is below:
            continue  # it has none of this kind
        dialog = play.lines()
        await play.resize(*DRAGGED)
        assert play.lines() == dialog
        await play.type(*((password(play), "enter") if shown(play) == "lock" else ("escape",)))
        assert play.app.screen is below
        assert play.app.focused is cursor
        assert without_thumbs(play) == before
        assert lines_chosen(play) == chosen


def password(play: Play) -> str:
    """Of whoever locked the counter, whose name stands above."""
    (who,) = (one for one in (CLERK, SUPERVISOR) if one.name in play.lines()[1])
    return who.password


def lines_chosen(play: Play) -> list[int | None]:
    """The line under the cursor of each list; None where it is on no line."""
    return [found.highlighted for found in play.app.screen.query(PickList)]


def without_thumbs(play: Play) -> list[str]:
    """The screen but for the thumbs of its scroll bars, which may stand an eighth of a line off."""
    return [re.sub("[\u2581-\u2588]", " ", line) for line in play.lines()]
