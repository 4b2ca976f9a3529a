"""A clerk's own drafts: requests that are being written down."""

from __future__ import annotations

from dataclasses import replace

from cnss_counter.domain.stored_draft import StoredDraft
from cnss_counter.rules.clean_draft import CleanDraft
from cnss_counter.services.access import permissions
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.day import disk
from cnss_counter.storage.tables import drafts, journal


class OwnDrafts:
    """Drafts of the clerk who has logged in. Thread-safe; all of it may raise `StoreError`."""

    def __init__(self, context: ClerkContext) -> None:
        self._context = context

    def new(self, clean: CleanDraft) -> StoredDraft:
        """Keep a new draft. Raises `StoreError` when the disk is too full to begin one."""
        context = self._context
        context.require("write_draft")
        disk.require_room(context.home.folder)
        with context.writing() as database:
            return drafts.create(database, context.clerk.code, clean.draft, context.now())

    def save(self, stored: StoredDraft, clean: CleanDraft) -> StoredDraft:
        """Keep what was typed since it was stored. Raises `AnswerIsNo` when it moved on elsewhere.

        Whoever may not sit here any more is refused by `Session.require_context`, after this:
        what was typed until then is not lost.
        """
        context = self._context
        permissions.require(context.clerk, "write_draft")
        mine = replace(stored, draft=clean.draft, clerk=context.clerk.code)
        with context.store.writing() as database:
            return drafts.save(database, mine, context.now())

    def all(self) -> list[StoredDraft]:
        """This clerk's drafts, the newest first."""
        with self._context.reading() as database:
            return drafts.of_clerk(database, self._context.clerk.code)

    def discard(self, draft_id: str, version: int | None = None) -> None:
        """Throw a draft away, and journal it; one that is gone already is left alone, and so is one
        that another window saved since this `version`.
        """
        context = self._context
        context.require("write_draft")
        with context.writing() as database:
            if drafts.discard(database, draft_id, context.clerk.code, version):
                journal.append(
                    database, context.now(), context.clerk.code, "draft_discarded", draft_id, {}
                )
