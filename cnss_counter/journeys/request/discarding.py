"""Drafts that are not kept: one in which nothing was typed, and one that a clerk throws away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.screens.dialogs.confirm_action import ConfirmActionScreen
from cnss_counter.storage.tables.persons import NUMBER_END, subject_number

if TYPE_CHECKING:
    from cnss_counter.domain.request import RequestDraft
    from cnss_counter.domain.stored_draft import StoredDraft
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.procedure import Procedure


async def drop_if_untouched(
    shift: Shift, draft_id: str, recalled: RequestDraft | None, *, comes_back: bool = False
) -> None:
    """Keep no draft that says nothing, or nothing but what the counter `recalled` by itself.

    One that may be come back to waits until the search that it was left for has ended.
    """
    stored = await _stored(shift, draft_id)
    if stored is None or not _is_untouched(shift, stored.draft, recalled):
        return
    if comes_back:
        shift.untouched[draft_id] = stored.version
    else:
        await shift.in_thread(shift.session.drafts.discard, draft_id, stored.version)


async def drop_left(shift: Shift, draft_id: str) -> None:
    """Nobody comes back to a draft left for a search: it goes if nothing was typed in it."""
    version = shift.untouched.pop(draft_id, None)
    if version is not None:
        await shift.in_thread(shift.session.drafts.discard, draft_id, version)


async def _stored(shift: Shift, draft_id: str) -> StoredDraft | None:
    drafts = await shift.in_thread(shift.session.drafts.all)
    return next((stored for stored in drafts if stored.id == draft_id), None)


def _is_untouched(shift: Shift, draft: RequestDraft, recalled: RequestDraft | None) -> bool:
    procedure = shift.session.procedures[draft.procedure]
    blank = draft._replace(answers={}, attachments={}, survivors=())
    said = _said(procedure, draft)
    return said in (_said(procedure, blank), _said(procedure, recalled or blank))


async def throw_draft_away(shift: Shift, draft_id: str, asked: str = "throw_away") -> None:
    """Once the clerk is sure: what is thrown away is gone, and the journal says so.

    `asked` is the key of `screens.sure` that asks about a draft with a number.
    """
    stored = await _stored(shift, draft_id)
    if stored is not None and await shift.ask(_sure(stored, asked)):
        await shift.in_thread(shift.session.drafts.discard, draft_id)


def _sure(stored: StoredDraft, asked: str) -> ConfirmActionScreen:
    """Which draft it is, as Home says it: without its person."""
    ends = subject_number(stored.draft)[-NUMBER_END:]
    return ConfirmActionScreen(
        asked if ends else "throw_away_unnumbered",
        {"procedure": f"procedures.{stored.draft.procedure}.short"},
        ends=ends,
        day=stored.saved_at.date(),
        time=f"{stored.saved_at:%H:%M}",
    )


def _said(procedure: Procedure, draft: RequestDraft) -> tuple[object, ...]:
    """A draft with its usual answers where none was given: leaving a field writes them down."""
    answers = [draft.answer(field.id) or field.default for field in procedure.fields]
    return (answers, dict(draft.attachments), draft.survivors)
