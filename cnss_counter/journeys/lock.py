"""The lock: nothing can be read until the clerk's password is given, or another clerk sits down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.screens.home import ChangeClerk
from cnss_counter.screens.lock import LockScreen, SomebodyElse

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift


async def lock(shift: Shift, *, by_itself: bool = False) -> ChangeClerk | None:
    """Ask for the password until it is right; what was on the screen comes back."""
    question = LockScreen(shift.desk.clerk.name, by_itself=by_itself)
    while True:
        answer = await shift.ask(question)
        if isinstance(answer, SomebodyElse):
            return ChangeClerk()
        try:
            await shift.in_thread(shift.desk.unlock, answer.password)
            shift.seat(shift)
            return None
        except CounterError as refusal:
            question = LockScreen(shift.desk.clerk.name, refusal, by_itself=by_itself)
