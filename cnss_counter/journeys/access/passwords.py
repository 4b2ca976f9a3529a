"""Passwords: chosen after a one-time code, changed, and found again by the recovery sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import AccessError, BadInputError, CounterError
from cnss_counter.journeys.access.codes import show_sheet
from cnss_counter.journeys.errand_register import LOG_IN_ANEW, Errand
from cnss_counter.screens.access.new_password import ChangePasswordScreen, ChoosePasswordScreen
from cnss_counter.screens.access.recover import RecoverScreen, Recovery
from cnss_counter.services.access import login, recovery, staff

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import CounterShell, Shift


async def choose_password(shell: CounterShell, clerk: str, code: str) -> str:
    """After a one-time code: until a password can be taken; returns it.

    Raises `AccessError` when the clerk goes back, or when the code has ended meanwhile.
    """
    question = ChoosePasswordScreen()
    while True:
        said = await shell.ask(question)
        if said is None:
            raise AccessError("access.password_to_choose")
        try:
            await shell.in_thread(
                login.choose_password, shell.home, clerk, code, said.password,
                training=shell.is_training,
            )  # fmt: skip
        except BadInputError as refused:
            question = ChoosePasswordScreen(refused={"password": refused})
        else:
            return said.password


async def change_password(shift: Shift) -> None:
    """One's own password, by the one before."""
    refused: dict[str, CounterError] = {}
    while (said := await shift.ask(ChangePasswordScreen(refused=refused))) is not None:
        try:
            await shift.in_thread(
                staff.change_password, shift.session.context, said.before, said.password
            )
        except BadInputError as error:
            refused = {"password": error}
        except AccessError as error:
            refused = {"password_before": error}
        else:
            return


async def recover(shell: CounterShell) -> Errand | None:
    """By the recovery sheet: a new password for an administrator, then a new sheet, and a login.

    None when it was given up.
    """
    question = RecoverScreen()
    while (said := await shell.ask(question)) is not None:
        try:
            agency, code = await shell.in_thread(_recover, shell, said)
        except CounterError as error:
            question = RecoverScreen(_typed(said, error), {_field(error): error})
        else:
            await show_sheet(shell, agency, code)
            return LOG_IN_ANEW.about("recovered")
    return None


def _typed(said: Recovery, error: CounterError) -> dict[str, str]:
    """What is not to be typed again; the password is when the mistake is in it."""
    typed = {"recovery_code": said.recovery_code, "clerk": said.clerk, "name": said.name}
    if _field(error) == "password":
        return typed
    return {**typed, "password": said.password, "password_again": said.password}


def _recover(shell: CounterShell, said: Recovery) -> recovery.Recovered:
    clerk = Clerk(said.clerk, said.name, frozenset())
    return recovery.recover(shell.home, said.recovery_code, clerk, said.password, clock=shell.clock)


def _field(error: CounterError) -> str:
    """Where a refusal is told."""
    if error.code.startswith("password."):
        return "password"
    return error.detail.get("field", "recovery_code")
