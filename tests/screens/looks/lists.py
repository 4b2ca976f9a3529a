"""What a second Enter reaches: the line under the first cursor of every list harms nobody."""

from __future__ import annotations

from contextlib import suppress

from textual.actions import SkipAction

from cnss_counter.forms.pick_list import PickList
from tests.screens.looks.putting_back import put_back
from tests.screens.play import Play, shown

ANY = "*"
HARMLESS: dict[str, str | tuple[str, ...]] = {
    "home": "play_client",  # one of the twelve; in a real counter a new request, written nowhere
    "request": "",
    "menu": "palette",  # a box in which nothing is typed
    "palette": "",
    "sure": "no",
    "guard": ("ask_instead", "change"),  # each gives nothing up
    "after_a_stop": "go_on",
    "receipt": "print_out",  # an original is one until it came out
    "unprinted": ANY,  # opens the request
    "check_answers": "1",  # back to the first answer
    "find": "",
    "lock": "somebody_else",  # the cursor is on the password, and leaving asks
    "hand_over": ANY,  # to whom is asked next, and it can be handed back
    "leaflet": "ar",
    "played_clients": "1",
    "test_card": "visual",  # reads wrong or right at once, and is chosen again
    "colours": "light",  # those worn
    "staff": "change_password",  # asks for the present one
    "roles": "roles-0",  # the least that somebody new can be
    "one_time_code": "print_out",
    "recovery_sheet": "print_out",
    "clerk": "give_code",  # asks first
    "lock_minutes": "minutes-1",  # the strictest, chosen again by who has it
    "closing": "now",  # a day may be closed again
    "closed": "print",
    "first_run": "",
}
"""The first line of each list, and why a key too many may take it."""


def line_of(play: Play) -> str:
    """The id of the line that Enter would take on the list of the screen; "" for none."""
    option = play.app.screen.query_one(PickList).highlighted_option
    return (option.id or "") if option is not None else ""


def walk(lines: PickList, step: int) -> None:
    """An arrow; at an end the list leaves it to the screen."""
    with suppress(SkipAction):
        lines.action_walk(step)


async def starts_on_a_harmless_line_and_comes_round_nowhere(play: Play) -> None:
    async with put_back(play):
        for lines in play.app.screen.query(PickList):
            harmless = HARMLESS[shown(play)]
            assert harmless == ANY or line_of(play) in (
                harmless if isinstance(harmless, tuple) else (harmless,)
            )
            if lines.highlighted is not None:
                lines.action_first()
                top = lines.highlighted
                walk(lines, -1)
                assert lines.highlighted == top
                lines.action_last()
                end = lines.highlighted
                walk(lines, 1)
                assert lines.highlighted == end
