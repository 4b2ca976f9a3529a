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
    shift: Shift, draft_id: str, draft: RequestDraft, recalled: RequestDraft | None
) -> None:
    """Keep no draft that says nothing, or nothing but what the counter `recalled` by itself."""
    procedure = shift.session.procedures[draft.procedure]
    blank = draft._replace(answers={}, attachments={}, survivors=())
    said = _said(procedure, draft)
    if said in (_said(procedure, blank), _said(procedure, recalled or blank)):
        await shift.in_thread(shift.session.drafts.discard, draft_id)


async def throw_draft_away(shift: Shift, draft_id: str, asked: str = "throw_away") -> None:
    """Once the clerk is sure: what is thrown away is gone, and the journal says so.

    `asked` is the key of `screens.sure` that asks about a draft with a number.
    """
    for stored in await shift.in_thread(shift.session.drafts.all):
        if stored.id == draft_id and await shift.ask(_sure(stored, asked)):
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
