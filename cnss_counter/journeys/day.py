"""The counter's day: set up once, then clerks sit down and do one errand after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.journeys.login import log_in

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Reception


async def keep_counter(reception: Reception) -> None:
    """Keep the counter open until the clerk closes it."""
    from cnss_counter.services.sessions import is_set_up

    if not is_set_up(reception.home):
        from cnss_counter.journeys.first_run import set_counter_up

        await set_counter_up(reception)
    is_open = True
    while is_open:
        desk = await log_in(reception)
        from cnss_counter.journeys.errands import serve  # paid once somebody has logged in

        is_open = await serve(reception.taken_by(desk))
