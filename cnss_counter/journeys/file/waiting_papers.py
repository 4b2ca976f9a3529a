"""What was left at the printer is asked after behind the screens: no key waits for an answer."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError

if TYPE_CHECKING:
    from cnss_counter.services.access.clerk_context import ClerkContext
    from cnss_counter.services.printing.printer import Printer
    from cnss_counter.storage.tables.receipt_prints import UnprintedRequest


class WaitingPapers:
    """One round at a time, in one thread: a screen that comes meanwhile shares it."""

    def __init__(self, context: ClerkContext, printer: Printer) -> None:
        self._context = context
        self._printer = printer
        self._round: asyncio.Task[list[UnprintedRequest] | None] | None = None

    async def look(self) -> list[UnprintedRequest] | None:
        """The requests that are unprinted still, as known at the end of a round.

        None, and never an error, where the counter refuses: that is told by whatever the clerk
        does next.
        """
        if self._round is None or self._round.done():
            self._round = asyncio.create_task(asyncio.to_thread(self._look))
        return await asyncio.shield(self._round)

    def _look(self) -> list[UnprintedRequest] | None:
        from cnss_counter.services.printing import print_queue, receipt_copies

        with suppress(CounterError):
            print_queue.look_again(self._context, self._printer)
            return receipt_copies.unprinted(self._context)
        return None
