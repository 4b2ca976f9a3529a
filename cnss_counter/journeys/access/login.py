"""Who sits down: asked until code and password are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import AccessError, CounterError
from cnss_counter.forms.asking import Interrupted
from cnss_counter.journeys.errand_register import LOG_IN_ANEW, Errand, Later, load_daily_journeys
from cnss_counter.screens.access.login import Account, LoginScreen

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import CounterShell
    from cnss_counter.services.session import Session


_CHOOSE_PASSWORD: Later[str] = Later("access.passwords", "choose_password")


async def log_in(shell: CounterShell) -> Session:
    """Ask for a clerk's code and password, and open the counter for that clerk."""
    accounts = _shown_accounts() if shell.is_training else ()
    garbled = await _garbling(shell)
    question = LoginScreen(accounts=accounts, garbled=garbled)
    while True:
        try:
            typed = await shell.ask(question)
            return await _sit_down(shell, typed.code, typed.password)
        except Interrupted as turned:
            turned_to = turned.errand
            if not isinstance(turned_to, Errand) or turned_to.name != LOG_IN_ANEW.name:
                raise
            question = LoginScreen(accounts=accounts, told=turned_to.subject)
        except CounterError as refusal:
            question = LoginScreen({"code": typed.code}, refusal, accounts)


async def _garbling(shell: CounterShell) -> str:
    """Which terminal turns Arabic words round here: only two are known to, and are looked at."""
    if shell.terminal() not in ("kitty", "tmux"):
        return ""
    from cnss_counter.services.custody.garbling_terminals import garbling

    return await shell.in_thread(garbling, named=shell.terminal()) or ""


async def _sit_down(shell: CounterShell, code: str, password: str) -> Session:
    """With a one-time code, the clerk's own password is chosen first."""
    try:
        return await shell.in_thread(_open, shell, code, password)
    except AccessError as refusal:
        if refusal.code != "access.password_to_choose":
            raise
    chosen = await _CHOOSE_PASSWORD(shell, code, password)
    return await shell.in_thread(_open, shell, code, chosen)


def _open(shell: CounterShell, code: str, password: str) -> Session:
    """In a thread: the imports of what comes next are as slow as the password."""
    from cnss_counter.services.access.login import log_in

    load_daily_journeys()
    return log_in(shell.home, code, password, clock=shell.clock, training=shell.is_training)


def _shown_accounts() -> tuple[Account, ...]:
    from cnss_counter.services.day import training

    clerk, supervisor = training.clerk_account(), training.supervisor_account()
    return (
        Account("clerk", clerk.code, clerk.password),
        Account("supervisor", supervisor.code, supervisor.password),
    )
