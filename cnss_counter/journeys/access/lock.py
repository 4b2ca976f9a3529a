"""The lock: nothing can be read until the clerk's password is given, or another clerk sits down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.journeys.errand_register import CHANGE_CLERK, Errand
from cnss_counter.screens.access.lock import LockScreen, SomebodyElse
from cnss_counter.screens.dialogs.confirm_action import ConfirmActionWhileLocked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cnss_counter.journeys.shift import Shift


async def lock(
    shift: Shift, lost: Callable[[], Awaitable[str | None]], *, by_itself: bool = False
) -> Errand | None:
    """Ask for the password until it is right; what was on the screen comes back.

    `lost`: what is asked, at that moment, before another clerk takes the place of all of it.
    """
    refusal: CounterError | None = None
    while True:
        question = LockScreen(shift.session.clerk.name, refusal, by_itself=by_itself)
        answer, refusal = await shift.ask(question), None
        if isinstance(answer, SomebodyElse):
            if not (losing := await lost()) or await shift.ask(ConfirmActionWhileLocked(losing)):
                return CHANGE_CLERK
            continue
        try:
            await shift.in_thread(shift.session.unlock, answer.password)
            shift.shift_changed(shift)
            return None
        except CounterError as refused:
            refusal = refused
