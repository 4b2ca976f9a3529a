"""Two windows write one draft: what the one too late typed becomes a draft of its own clerk."""

from __future__ import annotations

from cnss_counter.domain.stored_draft import StoredDraft
from cnss_counter.errors import AnswerIsNo
from cnss_counter.rules.clean_draft import CleanDraft
from cnss_counter.services.access import permissions
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.storage.tables import drafts


def keep_conflict_copy(
    context: ClerkContext, refused: StoredDraft, clean: CleanDraft
) -> tuple[StoredDraft, AnswerIsNo]:
    """Keep what was to be saved in a draft, and was refused, under a new number; and what to tell.

    That is `draft.apart_given` (another clerk's now, `clerk` by name), `draft.apart_changed`
    (written on elsewhere) or `draft.apart_gone` (deposited or thrown away). As for a save, the
    context is not asked: nothing typed is lost by who may not sit here any more.
    """
    permissions.require(context.clerk, "write_draft")
    with context.store.writing() as database:
        now_of = drafts.with_id(database, refused.id)
        copy = drafts.create(database, context.clerk.code, clean.draft, context.now())
        if now_of is None:
            return copy, AnswerIsNo("draft.apart_gone")
        if now_of.clerk == context.clerk.code:
            return copy, AnswerIsNo("draft.apart_changed")
        return copy, AnswerIsNo("draft.apart_given", clerk=drafts.owner_name(database, refused.id))
