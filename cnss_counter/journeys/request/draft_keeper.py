"""Saves a draft while it is typed: never waited for, never two at once, the latest one wins."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from cnss_counter.errors import AnswerIsNo, CounterError, DraftNotKeptError, StoreError
from cnss_counter.forms.asking import PutOut
from cnss_counter.services.requests.conflict_copy import keep_conflict_copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnss_counter.domain.stored_draft import StoredDraft
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.clean_draft import CleanDraft


SOON = 0.5
"""Seconds that somebody may type into one field before it is saved as it stands."""


class DraftKeeper:
    """Keeps one stored draft up to date; `kept` returns when what was last given is on disk.

    `tell_kept` is told what the disk refuses, and None once it has the draft after all.
    """

    def __init__(
        self,
        shift: Shift,
        stored: StoredDraft,
        clean: CleanDraft,
        tell_kept: Callable[[DraftNotKeptError | None], None],
    ) -> None:
        self._shift = shift
        self._tell_kept = tell_kept
        self._stored = stored
        self._wanted = clean
        self._saving: asyncio.Task[None] | None = None
        self._soon: asyncio.TimerHandle | None = None
        self._typed = clean
        self._trouble: CounterError | PutOut | None = None
        self.leads_away = False
        """Whether a save met what is being told above the form, and leads away from it."""
        self.refused: DraftNotKeptError | None = None
        """What the disk said of what was last given, as far as it was asked; None: it has it."""

    def keep(self, clean: CleanDraft) -> None:
        """Save this draft; said at each field left."""
        self._leave_it()
        self._wanted = self._typed = clean
        if self._saving is not None:
            return  # which looks again before it ends
        if clean.draft != self._stored.draft:
            self._saving = asyncio.create_task(self._save())
        else:
            self._note(None)

    def keep_soon(self, clean: CleanDraft) -> None:
        """Save this draft in a moment; said at each key, for what a kill would take away."""
        self._typed = clean
        if self._soon is None:
            loop = asyncio.get_running_loop()
            self._soon = loop.call_later(SOON, lambda: self.keep(self._typed))

    def _leave_it(self) -> None:
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None

    @property
    def draft_id(self) -> str:
        """The draft that is written to: another one, once it had to be kept apart."""
        return self._stored.id

    async def settled(self) -> bool:
        """Wait for the disk, and say whether it has all that was given. Raises nothing."""
        self.keep(self._typed)
        while self._saving is not None:  # whoever waits may be told to end; the save goes on
            await asyncio.shield(self._saving)
        return self.refused is None

    async def kept(self) -> None:
        """Wait for the disk. Raises what a save raised, a `CounterError` or `PutOut`, once; but
        `DraftNotKeptError` for as long as the disk refuses.
        """
        await self.settled()
        trouble = self._trouble or self.refused
        self.told()
        if trouble is not None:
            raise trouble

    def told(self) -> None:
        """What a save met beside the disk's refusal was told, and the form stays."""
        self._trouble, self.leads_away = None, False

    def end(self) -> None:
        """Nothing is saved, or told to the form, from now on: another draft may be on it."""
        self._leave_it()
        self._tell_kept = lambda _: None

    async def _save(self) -> None:
        try:
            while self._wanted.draft != self._stored.draft and await self._is_saved(self._wanted):
                await self._shift.in_thread(self._shift.session.require_context)
        except PutOut as put_out:
            self._tell(put_out)
        except CounterError as trouble:
            self._trouble = trouble
        finally:
            self._saving = None

    async def _is_saved(self, latest: CleanDraft) -> bool:
        try:
            self._stored = replace(await self._saved(latest), draft=latest.draft)
        except StoreError as refusal:
            self._note(DraftNotKeptError(refusal.code, **refusal.detail))
            return False
        self._note(None)
        return True

    def _note(self, refused: DraftNotKeptError | None) -> None:
        if refused is not self.refused:
            self.refused = refused
            self._tell_kept(refused)

    async def _saved(self, latest: CleanDraft) -> StoredDraft:
        """Saved where it was; else, when it moved on elsewhere, apart: and the clerk is told."""
        in_thread, session = self._shift.in_thread, self._shift.session
        try:
            return await in_thread(session.drafts.save, self._stored, latest)
        except AnswerIsNo:
            copy, why = await in_thread(keep_conflict_copy, session.context, self._stored, latest)
        self._shift.session_mark.note(copy.id, "request")
        self._tell(why)
        return copy

    def _tell(self, trouble: CounterError | PutOut) -> None:
        """At once, whatever is on the screen: nobody types on in vain."""
        if self._trouble is None:
            self._shift.open_dialog(_told(trouble))
        self._trouble, self.leads_away = trouble, True


async def _told(trouble: CounterError | PutOut) -> None:
    """What a dialog raises is told."""
    raise trouble
