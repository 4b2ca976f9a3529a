"""The terminal is asked how it shows Arabic; only an eye can tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cnss_counter.screens.access.terminal_check import TerminalCheckScreen
from cnss_counter.storage.files import preferences

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import CounterShell


async def look_at_terminal(shell: CounterShell) -> None:
    """Show the test card, use what reads right, and remember it for this counter."""
    mode = await shell.ask(TerminalCheckScreen())
    if mode is not None:
        shell.use_terminal(mode)
        told = replace(preferences.read(shell.home), bidi=mode)
        await shell.in_thread(preferences.write, shell.home, told)
