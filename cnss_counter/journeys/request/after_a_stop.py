"""After a kill or a power cut: what was being written down is offered to its clerk, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.domain.names import name_in
from cnss_counter.journeys.errand_register import RESUME_DRAFT, Errand
from cnss_counter.screens.request.after_a_stop import AfterAStopScreen, StoppedDraft
from cnss_counter.storage.files.session_marks import cut_short
from cnss_counter.storage.tables.persons import NUMBER_END, subject_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnss_counter.domain.stored_draft import StoredDraft
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.storage.files.session_marks import CutShort


async def look_after_a_stop(shift: Shift) -> Errand | None:
    """Ask once about each draft that a sitting cut short had; go on with one, or go Home."""
    stops = await shift.in_thread(_sittings_cut_short, shift)
    while stops:
        stop, *stops = stops
        stored = _on_the_screen(stop, await shift.in_thread(shift.session.drafts.all))
        if stored is None:
            stop.forget()
            continue
        answer = await shift.ask(AfterAStopScreen(_stopped(stored, stop.step)))
        if answer == "discard":
            await shift.in_thread(shift.session.drafts.discard, stored.id)
        stop.forget()
        stops = [other for other in stops if not _is_answered(other, stored)]
        if answer == "go_on":
            return RESUME_DRAFT.about(stored.id)
    return None


def _is_answered(other: CutShort, stored: StoredDraft) -> bool:
    """Whether another window's mark asks about the same draft; it is forgotten then."""
    is_the_same = _on_the_screen(other, [stored]) is not None
    if is_the_same:
        other.forget()
    return is_the_same


def _sittings_cut_short(shift: Shift) -> list[CutShort]:
    return list(cut_short(shift.home, shift.session.clerk.code))


def _on_the_screen(stop: CutShort, drafts: Iterable[StoredDraft]) -> StoredDraft | None:
    """The draft that the mark names; where it does not tell, the last one kept since."""
    for stored in drafts:
        if stored.id == stop.draft or (stop.draft is None and stored.saved_at >= stop.since):
            return stored
    return None


def _stopped(stored: StoredDraft, step: str) -> StoppedDraft:
    name = name_in(stored.draft)
    return StoppedDraft(
        name_fr=name.fr,
        name_ar=name.ar,
        number_ends=subject_number(stored.draft)[-NUMBER_END:],
        procedure=stored.draft.procedure,
        step=step,
        saved_at=stored.saved_at,
    )
