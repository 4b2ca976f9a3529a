"""A counter that refuses to open as a copy of another: a supervisor says that it goes on here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import AccessError, CounterError
from cnss_counter.journeys.errand_register import LOG_IN_ANEW, Errand
from cnss_counter.screens.access.resume import GoingOn, ResumeScreen
from cnss_counter.services.custody import numbering

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import CounterShell
    from cnss_counter.services.custody.numbering import Continued


async def resume(shell: CounterShell) -> Errand | None:
    """Until the numbers go on, and then a login; None when it was given up."""
    question = ResumeScreen()
    while (said := await shell.ask(question)) is not None:
        try:
            await shell.in_thread(_resume, shell, said)
        except CounterError as refused:
            typed, field = said._asdict(), "last_number"
            if isinstance(refused, AccessError):
                field = "password"
                del typed[field]
            question = ResumeScreen(typed, {field: refused})
        else:
            return LOG_IN_ANEW.about("resumed")
    return None


def _resume(shell: CounterShell, said: GoingOn) -> Continued:
    return numbering.resume(
        shell.home, said.clerk, said.password, said.last_number, clock=shell.clock
    )
