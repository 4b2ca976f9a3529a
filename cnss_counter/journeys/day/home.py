"""Home: what is offered to this clerk now, and the errand that was chosen of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cnss_counter.forms.request.draft_line import DraftLine
from cnss_counter.journeys.dialogs import take_up
from cnss_counter.journeys.errand_register import (
    NEXT_CLIENT,
    RESUME_DRAFT,
    THROW_AWAY,
    Errand,
    lines,
)
from cnss_counter.screens.day.home import HomeScreen, ResumeDraft, ThrowAway
from cnss_counter.screens.dialogs.error_page import FoundScreen
from cnss_counter.storage.tables.persons import NUMBER_END, subject_number

if TYPE_CHECKING:
    from cnss_counter.domain.bilingual import Bilingual
    from cnss_counter.domain.stored_draft import StoredDraft
    from cnss_counter.journeys.shift import Shift


async def show_home_after(shift: Shift, draft_id: str) -> Errand:
    """Home after a form was left, with the draft that it left, if it left one."""
    return await show_home(shift, left=draft_id)


async def show_home(shift: Shift, playing: Bilingual | None = None, *, left: str = "") -> Errand:
    """Tell what was found meanwhile, then ask. `playing`: the training client to be received.

    `left` is the id of the draft that was on the screen just before.
    """
    summary = await shift.in_thread(shift.session.home_summary)
    for found in summary.found:
        await shift.ask(FoundScreen(found))
    offered = lines(shift.errands, "home", shift.situation(summary))
    drafts = tuple(map(_without_its_person, summary.drafts))
    summary = replace(summary, drafts=())  # no person, in no memory, while the question waits
    question = HomeScreen(
        offered,
        summary,
        drafts,
        shift.session.now(),
        playing=playing,
        left=left,
        still_unprinted=shift.waiting_papers.look,
    )
    match await shift.ask(question):
        case ResumeDraft(id_):
            return RESUME_DRAFT.about(id_)
        case ThrowAway(id_):
            return THROW_AWAY.about(id_)
        case line:
            return await take_up(shift, shift.errands[line.name]) or NEXT_CLIENT


def _without_its_person(stored: StoredDraft) -> DraftLine:
    number, document = subject_number(stored.draft), stored.draft.answer("identity_number")
    return DraftLine(
        stored.id,
        stored.draft.procedure,
        number[-NUMBER_END:],
        stored.saved_at,
        document[-NUMBER_END:],
        stored.given_by,
    )
