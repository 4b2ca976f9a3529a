"""The counter's day: set up once, then clerks sit down and do one errand after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.forms.asking import Interrupted
from cnss_counter.journeys.access.login import log_in

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Reception


async def keep_counter(reception: Reception) -> None:
    """Keep the counter open until somebody closes it."""
    try:
        await _be_set_up(reception)
        while await _seat_a_clerk(reception):
            pass
    except Interrupted:
        return  # before anybody has logged in, the only errand is to close the counter


async def _be_set_up(reception: Reception) -> None:
    from cnss_counter.services.access.login import is_set_up

    if not is_set_up(reception.home):
        from cnss_counter.journeys.access.first_run import set_counter_up

        try:
            await set_counter_up(reception)
        except CounterError as trouble:
            from cnss_counter.screens.dialogs.error_page import TroubleScreen

            await reception.ask(TroubleScreen(trouble))


async def _seat_a_clerk(reception: Reception) -> bool:
    """From login to logout; returns whether another clerk is to sit down."""
    desk = await log_in(reception)
    from cnss_counter.journeys.errands import serve  # paid once somebody has logged in
    from cnss_counter.storage.files.session_marks import Sitting

    sitting = await reception.in_thread(Sitting.begin, reception.home, desk.clerk.code, desk.now())
    return await serve(reception.taken_by(desk, sitting))
