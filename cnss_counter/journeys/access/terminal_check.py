"""The terminal is asked how it shows Arabic; only an eye can tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cnss_counter.screens.access.terminal_check import TestCardScreen
from cnss_counter.storage.files import preferences

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Reception


async def look_at_terminal(reception: Reception) -> None:
    """Show the test card, use what reads right, and remember it for this counter."""
    mode = await reception.ask(TestCardScreen())
    if mode is not None:
        reception.use_terminal(mode)
        told = replace(preferences.read(reception.home), bidi=mode)
        await reception.in_thread(preferences.write, reception.home, told)
