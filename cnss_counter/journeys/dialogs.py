"""What opens above the question by a key, and gives it back: help, why, face, menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cnss_counter.journeys.access.terminal_check import look_at_terminal
from cnss_counter.journeys.shift import Shift
from cnss_counter.screens.dialogs.confirm_action import SureScreen
from cnss_counter.screens.dialogs.menu import MenuScreen

if TYPE_CHECKING:
    from cnss_counter.forms.request.applicant_line import FaceLine
    from cnss_counter.journeys.access.login import LogInAnew
    from cnss_counter.journeys.shift import CounterShell
    from cnss_counter.rules.verdict import Verdict
    from cnss_counter.screens.day.home import Errand

ALWAYS = ("test_card", "leave")
AT_THE_DESK = ("leaflet", "close_day", "change_clerk")


async def show_help(shell: CounterShell, subject: str, screen: str) -> None:
    """The help of a field, else of its screen."""
    from cnss_counter.screens.dialogs.help import HelpScreen

    await shell.ask(HelpScreen(subject, screen))


async def show_why(shell: CounterShell, verdict: Verdict) -> None:
    """The verdict as a page."""
    from cnss_counter.screens.request.why import WhyScreen

    await shell.ask(WhyScreen(verdict))


async def show_face(shell: CounterShell, lines: Sequence[FaceLine]) -> None:
    """The same place, for the person in front of the counter."""
    from cnss_counter.screens.request.applicant import ApplicantScreen

    await shell.ask(ApplicantScreen(lines))


async def choose_to_leave(shell: CounterShell, errand: Errand, lost: str) -> Errand | None:
    """The errand, once the clerk says that what is on the screen may be left for it."""
    return errand if await shell.ask(SureScreen(lost)) else None


async def open_menu(
    shell: CounterShell, keys: Sequence[str], press: Callable[[str], None], lost: str = ""
) -> Errand | LogInAnew | None:
    """Every command that works here. Choosing one with a key is pressing that key.

    `lost`: what is asked before an errand takes the place of what is on the screen.
    """
    errands = (*_errands_of(shell), *ALWAYS)
    chosen = await shell.ask(MenuScreen(keys, errands))
    if chosen is None:
        return None
    if chosen in keys:
        press(chosen)
        return None
    if chosen == "client_card" and isinstance(shell, Shift):
        from cnss_counter.journeys.day.training import show_card

        await show_card(shell)
        return None
    if chosen == "recover":
        from cnss_counter.journeys.access.passwords import recover

        return await recover(shell)
    if chosen == "test_card":
        await look_at_terminal(shell)
        return None
    from cnss_counter.screens.day.home import ERRANDS

    errand = ERRANDS[chosen]
    return await choose_to_leave(shell, errand, lost) if lost else errand


def _errands_of(shell: CounterShell) -> tuple[str, ...]:
    """What the menu offers beside keys; in training, the card of the client being played.

    Before the login: the way in when every password is lost.
    """
    if not isinstance(shell, Shift):
        can_recover = not shell.is_training and shell.home.description.exists()
        return ("recover",) if can_recover else ()
    may_give = shell.session.context.may("export_person")
    errands = (*AT_THE_DESK, "person_record") if may_give else AT_THE_DESK
    return ("client_card", *errands) if "client_card" in shell.kept else errands
