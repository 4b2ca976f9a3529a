"""Find a person, then begin or go on: the one door to every form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cnss_counter.domain.names import name_in
from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import CounterError
from cnss_counter.forms.asking import Interrupted
from cnss_counter.forms.find.results import (
    DraftMatch,
    GoBack,
    OpenDraft,
    OpenRequest,
    Results,
    StartFor,
    StartNew,
)
from cnss_counter.journeys.access.agreement import ask_agreement
from cnss_counter.journeys.errand_register import Errand
from cnss_counter.journeys.file.receipt import show_request
from cnss_counter.journeys.request.discarding import drop_left
from cnss_counter.journeys.request.request import go_on, resume_request
from cnss_counter.screens.find.find import FindScreen
from cnss_counter.storage.tables.persons import names_in, subject_number
from cnss_counter.text import has_arabic
from cnss_counter.text.folding import findable, fold, is_found
from cnss_counter.text.numbers import compact

if TYPE_CHECKING:
    from cnss_counter.domain.search_results import Found
    from cnss_counter.domain.stored_draft import StoredDraft
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.evaluate import Judged
    from cnss_counter.rules.procedure import Procedure
    from cnss_counter.services.session import Session

OF_THE_INSURED = (
    "immatriculation_number",
    "identity_number",
    "last_name",
    "first_name",
    "last_name_ar",
    "first_name_ar",
    "birth_date",
)
"""What a procedure asks of the insured person, living or deceased."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A request for whoever was found, with whatever had to be agreed to first."""

    stored: StoredDraft
    judged: Judged


async def find_person(shift: Shift, left: str = "") -> Errand | None:
    """Look up a person or a request."""
    return await _find(shift, left, is_for_request=False)


async def find_for_request(shift: Shift, left: str = "") -> Errand | None:
    """Find the person, then write the request down."""
    return await _find(shift, left, is_for_request=True)


async def _find(shift: Shift, left: str, *, is_for_request: bool) -> Errand | None:
    """Ask who it is about, and do what was chosen among what is known.

    Going back, or a request that was looked at, leads to the draft that was `left` for it, by its
    id, or Home. Whatever else is chosen leaves that draft.
    """
    try:
        chosen = await _choose(shift, left, is_for_request=is_for_request)
    except (Interrupted, CounterError) as ended:
        if left and (errand := _comes_back(ended)):
            raise Interrupted(errand.about(left)) from ended
        await drop_left(shift, left)
        raise
    if chosen != left:
        await drop_left(shift, left)
    if isinstance(chosen, Begun):
        return await go_on(shift, chosen.stored, chosen.judged, recalled=chosen.judged.draft)
    return await resume_draft(shift, chosen)


def _comes_back(ended: Exception) -> Errand | None:
    """The errand that somebody turned to, where one comes back from it."""
    errand = ended.errand if isinstance(ended, Interrupted) else None
    return errand if isinstance(errand, Errand) and errand.comes_back else None


async def _choose(shift: Shift, left: str, *, is_for_request: bool) -> Begun | str:
    """The request begun, or the id of the draft to go on with: the one `left`, or none, for
    whoever goes back. Where nobody agrees, another is chosen.
    """
    typed = ""
    while True:
        question = FindScreen(
            partial(look_up, shift.session),
            tuple(shift.session.procedures),
            is_for_request=is_for_request,
            typed=typed,
            has_left_a_draft=bool(left),
        )
        try:
            answer = await shift.ask(question)
            if isinstance(answer, OpenRequest):
                await show_request(shift, answer.reference)
        finally:
            await shift.in_thread(shift.session.name_searches.settle)
        match answer:
            case GoBack() | OpenRequest():
                return left
            case OpenDraft(id_):
                return id_
            case StartFor() as start:
                draft = _known(shift.session, start)
            case StartNew() as start:
                draft = _unknown(shift.session.procedures[start.procedure], start)
        if (begun := await _begin(shift, draft)) is not None:
            return begun
        typed = question.typed


async def resume_draft(shift: Shift, draft_id: str) -> Errand | None:
    """Go on with one of this clerk's drafts, unless it is gone."""
    drafts = await shift.in_thread(shift.session.drafts.all)
    for stored in drafts:
        if stored.id == draft_id:
            if shift.is_training:
                from cnss_counter.journeys.day.training import (  # no real counter needs it
                    play_on_the_day_of,
                )

                play_on_the_day_of(shift, stored)
            return await resume_request(shift, stored)
    return None


async def _begin(shift: Shift, draft: RequestDraft) -> Begun | None:
    """Begin; None when nobody agreed to it.

    A second request for the same person takes a supervisor's agreement, asked first.
    """
    judged = shift.session.assess(draft)
    needed = await shift.in_thread(shift.session.agreements_needed, judged)
    stored = await shift.in_thread(shift.session.drafts.new, judged.clean)
    if "existing_request" not in needed:
        return Begun(stored, judged)
    discard = partial(shift.in_thread, shift.session.drafts.discard, stored.id)
    try:
        agreement = await ask_agreement(shift, "existing_request", stored.id, judged.clean)
    except (Interrupted, CounterError):
        await discard()
        raise
    if agreement is None:
        await discard()
        return None
    return Begun(stored, judged)


def look_up(session: Session, typed: str) -> Results:
    """What this counter knows of what was typed, the clerk's own drafts included."""
    found = session.find(typed)
    return Results(
        understood_as=found.understood_as,
        query=found.query,
        persons=tuple(person for person in found.persons if person.is_known),
        requests=found.requests,
        drafts=tuple(_matching(session.drafts.all(), found)),
        has_more=found.before is not None,
        eight_digits=found.eight_digits,
    )


def _matching(drafts: Iterable[StoredDraft], found: Found) -> Iterable[DraftMatch]:
    """The drafts that have a number, a portal reference or names beginning like the query."""
    queries = [query for query in (found.query, found.eight_digits) if query]
    for stored in drafts:
        draft = stored.draft
        number = subject_number(draft)
        portal = draft.answer("portal_reference")
        numbers = map(fold, (number, draft.answer("identity_number"), compact(portal)))
        words = (*findable((*names_in(draft), portal)).split(), *numbers)
        if any(is_found(query, words) for query in queries):
            yield DraftMatch(stored.id, draft.procedure, _name(draft), number)


def _name(draft: RequestDraft) -> str:
    """Whose draft it is: in either script, and the deceased as long as nobody else is named."""
    return name_in(draft).either or name_in(draft, "deceased_").either


def _known(session: Session, start: StartFor) -> RequestDraft:
    """A person known here, whole, as the chosen procedure asks."""
    recalled = session.recall(start.person.id)
    chosen = session.procedures[start.procedure]
    if recalled is None:
        return RequestDraft(chosen.id)
    if recalled.procedure == chosen.id:
        return recalled
    before = session.procedures[recalled.procedure]
    answers = {
        chosen.insured(field): recalled.answer(before.insured(field)) for field in OF_THE_INSURED
    }
    return RequestDraft(chosen.id, _asked(chosen, answers))


def _unknown(procedure: Procedure, start: StartNew) -> RequestDraft:
    """Somebody new, with what was typed in its place."""
    match start.understood_as:
        case "phone":
            answers = {"phone": start.query}
        case "portal_reference":
            answers = {"origin": "taawidaty", "portal_reference": start.query}
        case "name":
            script = "_ar" if has_arabic(start.query) else ""
            answers = {procedure.insured(f"last_name{script}"): start.query}
        case "immatriculation_number" | "identity_number" as number:
            answers = {procedure.insured(number): start.query}
        case _:
            answers = {}
    return RequestDraft(procedure.id, _asked(procedure, answers))


def _asked(procedure: Procedure, answers: dict[str, str]) -> dict[str, str]:
    """The answers that this procedure asks for."""
    ids = {field.id for field in procedure.fields}
    return {id_: said for id_, said in answers.items() if said and id_ in ids}
