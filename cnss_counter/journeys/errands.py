"""What a clerk does from login to logout: one errand, Home, the next errand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from cnss_counter.errors import AccessLostError, CounterError
from cnss_counter.forms.asking import Interrupted
from cnss_counter.journeys.file.receipt import show_request, show_unprinted
from cnss_counter.journeys.request.after_a_stop import look_after_a_stop
from cnss_counter.journeys.request.discarding import throw_draft_away
from cnss_counter.journeys.request.find import find_person, resume_draft
from cnss_counter.screens.day.home import (
    ChangeClerk,
    CloseDay,
    DraftLine,
    Errand,
    Find,
    GiveRecord,
    HandOverDraft,
    HomeScreen,
    Leaflet,
    Leave,
    ListUnprinted,
    ManageStaff,
    NewRequest,
    NextClient,
    PlayClient,
    ResumeDraft,
    ShowRequest,
    StateTime,
    ThrowAway,
)
from cnss_counter.services.access import permissions
from cnss_counter.storage.tables.persons import NUMBER_END, subject_number

if TYPE_CHECKING:
    from cnss_counter.domain.bilingual import Bilingual
    from cnss_counter.domain.records import Clerk, StoredDraft
    from cnss_counter.journeys.shift import Shift


@dataclass(frozen=True, slots=True)
class LookAfterAStop:
    """First of all: was something being written down when the program ended?"""


@dataclass(frozen=True, slots=True)
class TellTrouble:
    """Something refused to serve: say so, then Home."""

    error: CounterError


async def serve(shift: Shift) -> bool:
    """One errand after another; returns whether another clerk is to sit down.

    Somebody who may not sit here any more is told so, in front of the login.
    """
    shift.shift_changed(shift)
    errand: Errand | LookAfterAStop | TellTrouble = LookAfterAStop()
    lost: AccessLostError | None = None
    try:
        while not isinstance(errand, ChangeClerk | Leave):
            try:
                errand = await _do(shift, errand)
            except Interrupted as turned:
                errand = cast("Errand", turned.errand)
            except AccessLostError as refused:
                lost, errand = refused, ChangeClerk()
            except CounterError as error:
                errand = TellTrouble(error)
    finally:
        shift.shift_changed(None)
        shift.session.log_out()
    shift.session_mark.end()
    if lost is not None:
        await _say(shift, lost)
    return isinstance(errand, ChangeClerk)


async def _do(shift: Shift, errand: Errand | LookAfterAStop | TellTrouble) -> Errand:
    """Do one errand, and say which one follows: Home, unless Home said another."""
    match errand:
        case LookAfterAStop():
            return await look_after_a_stop(shift)
        case NextClient(playing):
            return await _home(shift, playing)
        case NewRequest():
            await find_person(shift, is_for_request=True)
        case Find():
            await find_person(shift, is_for_request=False)
        case ResumeDraft(id_):
            await resume_draft(shift, id_)
        case ShowRequest(reference):
            await show_request(shift, reference)
        case ThrowAway(id_):
            await throw_draft_away(shift, id_)
        case PlayClient():
            from cnss_counter.journeys.day.training import play_client

            return NextClient(await play_client(shift))
        case TellTrouble(error):
            await _tell(shift, error)
        case _:
            await _do_seldom(shift, errand)
    return NextClient()


async def _tell(shift: Shift, error: CounterError) -> None:
    """Say what refused to serve; who may not sit here any more leaves the desk first."""
    if isinstance(error, AccessLostError):
        raise error
    await _say(shift, error)


async def _say(shift: Shift, error: CounterError) -> None:
    from cnss_counter.screens.dialogs.error_page import TroubleScreen

    await shift.ask(TroubleScreen(error))


async def _tell_found(shift: Shift, found: Sequence[CounterError]) -> None:
    for one in found:
        from cnss_counter.screens.dialogs.error_page import FoundScreen

        await shift.ask(FoundScreen(one))


async def _do_seldom(shift: Shift, errand: Errand) -> None:
    """Errands that most days do without: loaded when they are asked for."""
    match errand:
        case ListUnprinted():
            await show_unprinted(shift)
        case Leaflet():
            from cnss_counter.journeys.day.leaflet import hand_over_leaflet

            await hand_over_leaflet(shift)
        case GiveRecord():
            from cnss_counter.journeys.file.person_record import give_record

            await give_record(shift)
        case HandOverDraft():
            from cnss_counter.journeys.request.handing_over import hand_a_draft_over

            await hand_a_draft_over(shift)
        case CloseDay():
            from cnss_counter.journeys.day.closing import close_the_day

            await close_the_day(shift)
        case ManageStaff():
            from cnss_counter.journeys.access.staff import manage_staff

            await manage_staff(shift)
        case StateTime():
            from cnss_counter.journeys.day.stated_time import state_time

            await state_time(shift)


async def _home(shift: Shift, playing: Bilingual | None) -> Errand:
    summary = await shift.in_thread(shift.session.home_summary)
    await _tell_found(shift, summary.found)
    drafts = tuple(map(_without_its_person, summary.drafts))
    summary = replace(summary, drafts=())  # not even in the memory of the screen
    return await shift.ask(
        HomeScreen(
            summary,
            drafts,
            shift.session.now(),
            is_training=shift.is_training,
            without=_no_reason_for(shift.session.clerk, drafts),
            playing=playing,
            still_unprinted=shift.waiting_papers.look,
        )
    )


def _no_reason_for(clerk: Clerk, drafts: Sequence[DraftLine]) -> frozenset[str]:
    """The errands that Home does not offer: who may not write, or has no draft to give."""
    may_write = permissions.may(clerk, "write_draft")
    may_give = permissions.may(clerk, "hand_over_draft") and bool(drafts)
    may_give = may_give or permissions.may(clerk, "hand_over_any_draft")
    may_close = permissions.may(clerk, "close_day")
    offered = {"new_request": may_write, "hand_over": may_give, "close_day": may_close}
    return frozenset(errand for errand, is_offered in offered.items() if not is_offered)


def _without_its_person(stored: StoredDraft) -> DraftLine:
    number = subject_number(stored.draft)
    return DraftLine(
        stored.id,
        stored.draft.procedure,
        number[-NUMBER_END:],
        stored.saved_at,
        stored.given_by,
    )
