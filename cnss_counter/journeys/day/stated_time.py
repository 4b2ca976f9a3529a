"""A supervisor states the time: asked until it can be taken, or not stated at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.domain.dates import read_date
from cnss_counter.errors import AccessError, BadInputError, CounterError
from cnss_counter.screens.day.state_time import StatedTime, StateTimeScreen
from cnss_counter.services.day import clock_watch

if TYPE_CHECKING:
    from cnss_counter.domain.deposit import Agreement
    from cnss_counter.journeys.shift import Shift


async def state_time_from_home(shift: Shift) -> None:
    """The clock is in doubt: from Home, without a request that waits for it."""
    await state_time(shift)


async def state_time(shift: Shift) -> Agreement | None:
    """Ask for day, time, code and password; None when they go back."""
    typed: dict[str, str] = {}
    refused: dict[str, CounterError] = {}
    last = await shift.in_thread(clock_watch.last_entry_at, shift.session.context)
    while True:
        said = await shift.ask(StateTimeScreen(shift.session.now(), last, typed, refused))
        if said is None:
            return None
        typed = {"day": said.day, "time": said.time, "code": said.code}
        try:
            return await shift.in_thread(_state, shift, said)
        except BadInputError as error:
            refused = {error.detail.get("field", "time"): error}
            typed["password"] = said.password  # the mistake is not in it
        except AccessError as error:
            refused = {"password": error}


def _state(shift: Shift, said: StatedTime) -> Agreement:
    moment = clock_watch.read_moment(read_date(said.day), said.time)
    return clock_watch.state_time(shift.session.context, said.code, said.password, moment)
