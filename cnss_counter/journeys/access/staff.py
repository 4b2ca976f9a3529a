"""Clerks and passwords, from Home: the list, one clerk, one act after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import BadInputError, CounterError
from cnss_counter.forms.asking import Interrupted
from cnss_counter.journeys.access.codes import show_code, show_sheet
from cnss_counter.journeys.access.passwords import change_password
from cnss_counter.journeys.errand_register import CHANGE_CLERK
from cnss_counter.screens.access.change_key import ChangeKeyScreen
from cnss_counter.screens.access.name_clerk import NameClerkScreen
from cnss_counter.screens.access.staff import (
    ClerkAct,
    ClerkScreen,
    LockMinutesScreen,
    OpenClerk,
    RolesScreen,
    StaffAct,
    StaffScreen,
)
from cnss_counter.screens.dialogs.confirm_action import ConfirmActionScreen
from cnss_counter.screens.dialogs.error_page import ErrorPage
from cnss_counter.services.access import counter_settings, recovery, staff
from cnss_counter.services.custody import key_change

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.services.access.permissions import Action

_MAY: dict[StaffAct, Action] = {
    "change_password": "change_password",
    "name_clerk": "name_clerk",
    "make_sheet": "make_sheet",
    "set_lock": "change_settings",
    "change_key": "change_key",
}
_MAY_TO_A_CLERK: dict[ClerkAct, Action] = {
    "give_code": "give_code",
    "let_in_again": "give_code",
    "change_roles": "name_clerk",
    "remove": "remove_clerk",
}


async def manage_staff(shift: Shift) -> None:
    """Until the clerk goes back."""
    context = shift.session.context
    while True:
        clerks = await shift.in_thread(_clerks, shift)
        acts = [act for act, action in _MAY.items() if context.may(action)]
        if context.is_training:
            acts = [act for act in acts if act != "make_sheet"]
        chosen = await shift.ask(StaffScreen(clerks, acts))
        if chosen is None:
            return
        try:
            if isinstance(chosen, OpenClerk):
                await _manage(shift, next(c for c in clerks if c.code == chosen.code))
            else:
                await _act(shift, chosen)
        except CounterError as trouble:
            await shift.ask(ErrorPage(trouble))


async def _act(shift: Shift, act: StaffAct) -> None:
    match act:
        case "change_password":
            await change_password(shift)
        case "name_clerk":
            await _name(shift)
        case "make_sheet":
            if await shift.ask(ConfirmActionScreen("make_sheet")):
                code = await shift.in_thread(recovery.make_sheet, shift.session.context)
                await show_sheet(shift, shift.session.agency, code)
        case "set_lock":
            await _set_lock(shift)
        case "change_key":
            await _change_key(shift)


async def _set_lock(shift: Shift) -> None:
    context = shift.session.context
    minutes = await shift.ask(LockMinutesScreen(shift.session.lock_minutes))
    if minutes is not None:
        await shift.in_thread(counter_settings.change, context, {"lock_minutes": minutes})
        shift.session.lock_minutes = minutes
        shift.lock_after(minutes)


async def _change_key(shift: Shift) -> None:
    """Ends the session: what follows is somebody's login."""
    question = ChangeKeyScreen()
    while (password := await shift.ask(question)) is not None:
        try:
            await shift.in_thread(key_change.change_key, shift.session.context, password)
        except CounterError as refused:
            question = ChangeKeyScreen(refused)
        else:
            raise Interrupted(CHANGE_CLERK)


async def _name(shift: Shift) -> None:
    """A new clerk, whose password is a code shown once."""
    context, question = shift.session.context, NameClerkScreen()
    while (typed := await shift.ask(question)) is not None:
        as_typed = {"clerk": typed.code, "name": typed.name}
        question = NameClerkScreen(as_typed)
        try:
            code, name = await shift.in_thread(
                staff.require_nameable, context, typed.code, typed.name
            )
            roles = await shift.ask(RolesScreen(code, name))
            if roles is None:
                continue
            given = await shift.in_thread(staff.name, context, Clerk(code, name, roles))
        except BadInputError as refused:
            question = NameClerkScreen(as_typed, {refused.detail.get("field", "clerk"): refused})
        else:
            await show_code(shift, shift.session.agency, given)
            return


async def _manage(shift: Shift, clerk: Clerk) -> None:
    """What can be done about one clerk."""
    context = shift.session.context
    acts = [act for act, action in _MAY_TO_A_CLERK.items() if context.may(action)]
    match await shift.ask(ClerkScreen(clerk, acts)):
        case "give_code":
            if await shift.ask(ConfirmActionScreen("give_code", clerk=clerk.name)):
                given = await shift.in_thread(staff.give_code, context, clerk.code)
                await show_code(shift, shift.session.agency, given)
        case "let_in_again":
            await shift.in_thread(staff.let_in_again, context, clerk.code)
        case "change_roles":
            roles = await shift.ask(RolesScreen(clerk.code, clerk.name, clerk.roles))
            if roles is not None:
                await shift.in_thread(staff.change_roles, context, clerk.code, roles)
        case "remove":
            if await shift.ask(ConfirmActionScreen("remove", clerk=clerk.name)):
                await shift.in_thread(staff.remove, context, clerk.code)


def _clerks(shift: Shift) -> list[Clerk]:
    """Those who work here now, where they may be seen."""
    if not shift.session.context.may("list_clerks"):
        return []
    return [line.clerk for line in staff.listed(shift.session.context) if line.is_active]
