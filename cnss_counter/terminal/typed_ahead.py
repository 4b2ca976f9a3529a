"""Keys typed ahead: none lost, none in the wrong field, whatever the pace.

A bar-code reader, a script or a fast clerk sends keys before the screen that must receive
them exists. `TypedAhead` is a mixin of the application: it keeps keys and pastes in order and
hands over each one only when the one before has had its whole effect (value changed, focus
moved, screen pushed and painted). With nothing waiting, a key goes through at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from math import inf
from typing import NamedTuple

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

LOOK_AGAIN_SECONDS = 0.1
"""How often to look whether a queue still has somebody to empty it. Nothing waits for it else."""


class Typed(NamedTuple):
    """A key or a paste, and whether whoever typed it could see nothing of the screen."""

    event: events.Key | events.Paste
    is_unseen: bool


class TypedAhead(App[None]):
    """Keeps what was typed until the screen is ready for it.

    `hold()` is said when a question has been answered and the next thing to ask is not on
    the screen yet; `release()` when it is. While held, keys wait and clicks are dropped: a
    click is aimed at what the person saw. Where nothing is seen, `takes` decides.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[Typed] = deque()
        self._hand_over: asyncio.Task[None] | None = None
        self._open = asyncio.Event()
        self._open.set()

    def hold(self) -> None:
        """What is typed from now on belongs to a question that is not asked yet."""
        self._open.clear()

    def release(self) -> None:
        """The question on top may have what was typed."""
        self._open.set()

    def forget_typed(self, before: float = inf) -> None:
        """What was typed before this time of Textual's clock was meant for what stood on the
        screen then: nobody gets it.
        """
        self._typed = deque(typed for typed in self._typed if typed.event.time >= before)

    @property
    def is_open(self) -> bool:
        """Whether something is being asked: what is typed now has an effect at once."""
        return self._open.is_set()

    @property
    def is_unseen(self) -> bool:
        """Whether the screen cannot be seen, so that a key would act blindly."""
        return False

    def takes(self, typed: Typed) -> bool:  # noqa: ARG002 – for whoever knows when it is unseen
        """Whether it is handed over, now that its turn has come; asked once for each, in order."""
        return True

    def press(self, key: str) -> None:
        """Let this key be the next one handed over, before all that was typed."""
        self._typed.appendleft(Typed(events.Key(key, None), self.is_unseen))
        self._hand_over_what_waits()

    async def _on_exit_app(self) -> None:
        self._forget_what_waits()
        await super()._on_exit_app()

    def _handle_exception(self, error: Exception) -> None:
        self._forget_what_waits()
        super()._handle_exception(error)

    def _forget_what_waits(self) -> None:
        self.forget_typed()
        self.release()
        if self._hand_over is not None:
            self._hand_over.cancel()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(Typed(event, self.is_unseen))
            self._hand_over_what_waits()
        elif isinstance(event, events.MouseEvent) and (not self.is_open or self.is_unseen):
            event.stop()
        else:
            await super().on_event(event)

    def _hand_over_what_waits(self) -> None:
        if self._hand_over is None:
            self._hand_over = asyncio.create_task(self._hand_over_typed())

    async def _hand_over_typed(self) -> None:
        try:
            while self._typed and self.is_running:
                await self._open.wait()
                # It is empty when they were forgotten meanwhile.
                if self._typed and self.takes(typed := self._typed.popleft()):
                    await super().on_event(typed.event)
                    await self.settled()
        except Exception as error:  # noqa: BLE001 – a task of its own: the application must see its bugs
            self._handle_exception(error)
        finally:
            self._hand_over = None

    async def settled(self) -> None:
        """Return when no message is under way between the focused widget and the application.

        A message climbs from the widget to the screen to the application, and what a handler
        posts may start lower again: the walk is repeated until a whole one finds all quiet.
        """
        quiet = False
        while not quiet and self.return_code is None:
            await self._open.wait()
            pumps = self._chain()
            alive = [pump for pump in pumps if await self._drained(pump)]
            if self not in alive:
                return
            quiet = pumps == self._chain() and not any(pump.message_queue_size for pump in alive)

    def _chain(self) -> list[MessagePump]:
        if not self.screen_stack:
            return [self]
        lowest = self.focused or self.screen
        return [node for node in lowest.ancestors_with_self if isinstance(node, MessagePump)]

    async def _drained(self, pump: MessagePump) -> bool:
        """Wait until the pump has handled all that stood in its queue; false when it is gone."""
        passed = asyncio.Event()
        # As `call_later` does, which looks into the signature of what it is given each time.
        if not pump.is_running or not pump.post_message(events.Callback(callback=passed.set)):
            return False
        waiting = asyncio.ensure_future(passed.wait())
        while pump.is_running and self.return_code is None and not passed.is_set():
            await asyncio.wait({waiting}, timeout=LOOK_AGAIN_SECONDS)
        waiting.cancel()
        return passed.is_set()
