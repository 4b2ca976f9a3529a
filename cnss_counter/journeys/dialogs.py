"""What opens above the question by a key, and gives it back: help, why, face, menu, palette."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from cnss_counter.errors import AccessLostError, CounterError, StoreError
from cnss_counter.forms.errand_line import ErrandLine, PressKey
from cnss_counter.journeys.errand_register import Errand, Situation, all_lines, lines
from cnss_counter.journeys.shift import Shift
from cnss_counter.rules.would_change import would_change
from cnss_counter.screens.dialogs.confirm_action import ConfirmActionScreen
from cnss_counter.screens.dialogs.error_page import ErrorPage
from cnss_counter.screens.dialogs.help import HelpScreen
from cnss_counter.screens.dialogs.menu import MenuScreen
from cnss_counter.screens.dialogs.palette import PaletteScreen
from cnss_counter.screens.request.applicant import ApplicantScreen
from cnss_counter.screens.request.verdict_explanation import WhyScreen

if TYPE_CHECKING:
    from cnss_counter.domain.home_summary import HomeSummary
    from cnss_counter.forms.request.applicant_line import ApplicantLine
    from cnss_counter.journeys.shift import CounterShell
    from cnss_counter.rules.evaluate import Judged


Lost = Callable[[], Awaitable[str | None]]
"""What would be lost by leaving the screen, a key of `screens.sure`, once the disk has answered;
None where something else is being told first.
"""


async def _nothing() -> str:
    return ""


async def show_help(shell: CounterShell, subject: str, screen: str, procedure: str) -> None:
    """The help of a field as a procedure asks it, else of its screen."""
    await shell.ask(HelpScreen(subject, screen, procedure))


async def show_why(shift: Shift, judged: Judged) -> None:
    """The verdict as a page, with what the law would say of another fact."""
    changes = would_change(judged, shift.session.rule_pack.parameters)
    await shift.ask(WhyScreen(judged.verdict, changes))


async def show_face(shell: CounterShell, lines: Sequence[ApplicantLine]) -> None:
    """The same place, for the person in front of the counter."""
    await shell.ask(ApplicantScreen(lines))


async def tell_trouble(shell: CounterShell, error: CounterError) -> None:
    """Say what refused to serve; who may not sit here any more leaves the desk first."""
    if isinstance(error, AccessLostError):
        raise error
    await shell.ask(ErrorPage(error))


async def open_menu(
    shell: CounterShell, keys: Sequence[str], press: Callable[[str], None], lost: Lost = _nothing
) -> Errand | None:
    """Every command that works here. Choosing one with a key is pressing that key.

    `lost`: what is asked before an errand takes the place of what is on the screen.
    """
    situation = shell.situation()
    offered = [line for line in lines(shell.errands, "menu", situation) if not line.key]
    chosen = await shell.ask(MenuScreen(_offered_keys(shell, keys, situation), offered))
    return await _do(shell, chosen, press, lost)


async def open_palette(
    shell: CounterShell, keys: Sequence[str], press: Callable[[str], None], lost: Lost = _nothing
) -> Errand | None:
    """The same by typing a part of it, and what Home offers too."""
    situation = shell.situation(await _what_waits(shell))
    offered = all_lines(shell.errands, situation)
    keys = _offered_keys(shell, keys, situation)
    del situation  # no person of a draft, in no memory, while the question waits
    return await _do(shell, await shell.ask(PaletteScreen(keys, offered)), press, lost)


async def _what_waits(shell: CounterShell) -> HomeSummary | None:
    """What Home would tell now; None while nobody sits here."""
    if not isinstance(shell, Shift):
        return None
    return await shell.in_thread(shell.session.home_summary, tells=False)


def _offered_keys(
    shell: CounterShell, keys: Sequence[str], situation: Situation
) -> tuple[str, ...]:
    """Without the keys of errands that would be refused."""
    errands = shell.errands
    return tuple(k for k in keys if k not in errands or errands[k].is_offered(situation))


async def _do(
    shell: CounterShell,
    chosen: PressKey | ErrandLine | None,
    press: Callable[[str], None],
    lost: Lost,
) -> Errand | None:
    match chosen:
        case None:
            return None
        case PressKey(key):
            press(key)
            return None
        case line:
            return await take_up(shell, shell.errands[line.name], lost)


async def take_up(shell: CounterShell, errand: Errand, lost: Lost = _nothing) -> Errand | None:
    """Do it here, where it is a dialog; else it is the errand to turn to, once the clerk says
    that what is on the screen may be left for it.
    """
    if errand.is_above:
        return await errand.begin(shell)
    if (asked := await lost()) is None:
        return None
    if not asked and errand.sure_when is not None:
        with suppress(StoreError):  # a counter that cannot tell what waits is left all the same
            asked = errand.sure_when(shell.situation(await _what_waits(shell)))
    return errand if not asked or await shell.ask(ConfirmActionScreen(asked)) else None
