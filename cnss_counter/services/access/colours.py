"""The colours of the screen, which each clerk chooses and finds again at any window."""

from __future__ import annotations

from cnss_counter.domain.clerk import Colours
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.storage.tables import clerk_screens


def choose(context: ClerkContext, colours: Colours) -> None:
    """Keep the choice with this clerk. It decides nothing, so the journal has no line of it."""
    with context.writing() as database:
        clerk_screens.put_colours(database, context.clerk.code, colours)
