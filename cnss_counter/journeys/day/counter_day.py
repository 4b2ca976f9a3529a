"""The counter's day: set up once, then clerks sit down and do one errand after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.forms.asking import Interrupted
from cnss_counter.journeys.access.login import log_in
from cnss_counter.journeys.errand_register import TELL_TROUBLE, Later

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import CounterShell

_SET_UP: Later[None] = Later("access.first_run", "set_counter_up")
_SERVE: Later[bool] = Later("day.serve", "serve")


async def keep_counter(shell: CounterShell) -> None:
    """Keep the counter open until somebody closes it."""
    try:
        await _be_set_up(shell)
        while await _seat_a_clerk(shell):
            pass
    except Interrupted:
        return  # before anybody has logged in, the only errand is to close the counter


async def _be_set_up(shell: CounterShell) -> None:
    if not shell.home.is_set_up:
        try:
            await _SET_UP(shell)
        except CounterError as trouble:
            await TELL_TROUBLE.about(trouble).begin(shell)


async def _seat_a_clerk(shell: CounterShell) -> bool:
    """From login to logout; returns whether another clerk is to sit down."""
    session = await log_in(shell)
    from cnss_counter.storage.files.session_marks import SessionMark  # no login screen waits for it

    session_mark = await shell.in_thread(
        SessionMark.begin, shell.home, session.clerk.code, session.now()
    )
    return await _SERVE(shell.taken_by(session, session_mark))
