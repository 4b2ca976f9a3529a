"""What a clerk does from login to logout: one errand, Home, the next errand."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cnss_counter.errors import AccessError, AccessLostError, CounterError
from cnss_counter.forms.asking import Interrupted
from cnss_counter.journeys.errand_register import (
    CHANGE_CLERK,
    NEW_TERMINAL,
    NEXT_CLIENT,
    TELL_TROUBLE,
    Errand,
)
from cnss_counter.screens.dialogs.error_page import ErrorPage

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift


async def serve(shift: Shift) -> bool:
    """One errand after another; returns whether another clerk is to sit down.

    Somebody who may not sit here any more is told so, in front of the login; so is whoever's
    database is no longer in its place, of which Home would tell again and again.
    """
    shift.shift_changed(shift)
    errand = NEW_TERMINAL
    lost: CounterError | None = None
    try:
        while errand.run is not None:
            try:
                errand = await _do(shift, errand)
            except Interrupted as turned:
                errand = cast("Errand", turned.errand)
            except AccessLostError as refused:
                lost, errand = refused, CHANGE_CLERK
            except CounterError as error:
                if error.code == "store.exchanged":
                    lost, errand = error, CHANGE_CLERK
                else:
                    errand = TELL_TROUBLE.about(error)
    finally:
        shift.shift_changed(None)
        shift.session.log_out()
    shift.session_mark.end()
    if lost is not None:
        await shift.ask(ErrorPage(lost))
    return errand is CHANGE_CLERK


async def _do(shift: Shift, errand: Errand) -> Errand:
    """Do one errand, and say which one follows: Home, unless its journey said another.

    Raises `AccessError` for a key whose errand the clerk may not do: no line offers it.
    """
    if not errand.is_permitted(shift.situation()):
        raise AccessError(f"access.may_not.{errand.permission}")
    return await errand.begin(shift) or NEXT_CLIENT
