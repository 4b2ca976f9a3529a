"""The terminal is asked how it shows Arabic; only an eye can tell.

Every login comes by here: the card is loaded when it is shown.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from cnss_counter.errors import StoreError
from cnss_counter.journeys.errand_register import AFTER_A_STOP, Errand
from cnss_counter.storage.files import preferences
from cnss_counter.terminal.terminal_modes import SETTING, bidi_mode

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import CounterShell, Shift
    from cnss_counter.terminal.line_filter import BidiMode


async def look_at_terminal(shell: CounterShell) -> None:
    """Show the test card, use what reads right, and remember it for this terminal."""
    mode = await _asked(shell)
    if mode is not None:
        shell.use_terminal(mode)
        await shell.in_thread(_remember, shell, mode)


async def look_at_new_terminal(shift: Shift) -> Errand:
    """The card, once for each terminal; what cannot be kept keeps nobody from the counter.

    After the login, since by then a terminal has answered what it is. Not where there is none, nor
    where the environment has the last word anyway.
    """
    if shift.terminal() and not os.environ.get(SETTING):
        with suppress(StoreError):
            told = await shift.in_thread(preferences.read, shift.home)
            if shift.terminal() not in told.terminals:
                mode = await _asked(shift) or bidi_mode(told.mode_of(shift.terminal()))
                shift.use_terminal(mode)
                await shift.in_thread(_remember, shift, mode)
    return AFTER_A_STOP


async def _asked(shell: CounterShell) -> BidiMode | None:
    from cnss_counter.screens.access.terminal_check import TerminalCheckScreen
    from cnss_counter.services.custody.garbling_terminals import garbling

    garbled = await shell.in_thread(garbling, named=shell.terminal())
    return await shell.ask(TerminalCheckScreen(garbled))


def _remember(shell: CounterShell, mode: BidiMode) -> None:
    told = preferences.read(shell.home).with_terminal(shell.terminal() or "unknown", mode)
    preferences.write(shell.home, told)
