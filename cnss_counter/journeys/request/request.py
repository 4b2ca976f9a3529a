"""A request, from the form to the receipt: the main job, read from top to bottom."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnss_counter.domain.deposit import Agreement, Consent, Deposit
from cnss_counter.domain.request import RequestDraft
from cnss_counter.domain.stored_draft import StoredDraft
from cnss_counter.errors import AccessLostError, CounterError, DraftNotKeptError, StoreError
from cnss_counter.forms.asking import Interrupted
from cnss_counter.forms.request.answer_lines import answer_lines
from cnss_counter.forms.request.draft_in_hand import FormPlace
from cnss_counter.forms.request.request_sheet import behind_the_last_answer
from cnss_counter.forms.request.stops_list import stops_of
from cnss_counter.journeys.access.agreement import ask_agreement
from cnss_counter.journeys.day.stated_time import state_time
from cnss_counter.journeys.errand_register import DRAFT_LEFT, TELL_TROUBLE, Errand
from cnss_counter.journeys.file.receipt import hand_over_receipt
from cnss_counter.journeys.request.consent import read_aloud
from cnss_counter.journeys.request.discarding import drop_if_untouched, throw_draft_away
from cnss_counter.journeys.request.draft_keeper import DraftKeeper
from cnss_counter.journeys.request.form_actions import form_actions, form_of
from cnss_counter.journeys.request.other_right import GOES_ON, ask_other_right
from cnss_counter.screens.dialogs.error_page import ErrorPage
from cnss_counter.screens.request.check_answers import Change, CheckAnswersScreen
from cnss_counter.screens.request.consent import Consented, ConsentScreen, Language
from cnss_counter.screens.request.request import RequestScreen
from cnss_counter.services.printing import receipt_copies

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.evaluate import Judged

Agreements = tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A request that can be read back, and what a second person agreed to."""

    judged: Judged
    agreements: Agreements


async def resume_request(shift: Shift, stored: StoredDraft) -> Errand | None:
    """Go on with a draft as it was kept: it comes in like any other text.

    Of one that was left before anything was typed, what stands in it is no reason to keep it.
    """
    is_untouched = shift.untouched.pop(stored.id, None) == stored.version
    recalled = stored.draft if is_untouched else None
    return await go_on(shift, stored, shift.session.assess(stored.draft), recalled=recalled)


async def go_on(
    shift: Shift,
    stored: StoredDraft,
    judged: Judged,
    *,
    recalled: RequestDraft | None = None,
) -> Errand | None:
    """A draft from its form to its deposit and its receipt; or to those of the other right.

    Left on the way it stays a draft, unless it holds nothing but what the counter `recalled` or
    was typed to find the person; the errand that follows then tells that it is kept.
    """
    outcome = await _until_deposited(shift, stored, judged, recalled)
    if isinstance(outcome, RequestDraft):
        return await _ask_instead(shift, stored.id, shift.session.assess(outcome))
    return await _after(shift, outcome)


async def _after(shift: Shift, outcome: Deposit | str) -> Errand | None:
    """What follows a request that was deposited, or left as a draft of this id."""
    if isinstance(outcome, str):
        return DRAFT_LEFT.about(outcome)
    await hand_over_receipt(shift, outcome)
    return None


async def _ask_instead(shift: Shift, draft_id: str, judged: Judged) -> Errand | None:
    """The other right's request, in the same visit: the draft that led to it waits meanwhile.

    Once the person has a receipt, that draft goes if the clerk says so, and only then.
    """
    stored = await shift.in_thread(shift.session.drafts.new, judged.clean)
    outcome = await _until_deposited(shift, stored, judged, judged.draft)
    if isinstance(outcome, RequestDraft):
        return None
    follows = await _after(shift, outcome)
    if isinstance(outcome, Deposit):
        await throw_draft_away(shift, draft_id, "instead")
    return follows


async def _until_deposited(
    shift: Shift,
    stored: StoredDraft,
    judged: Judged,
    recalled: RequestDraft | None,
) -> Deposit | RequestDraft | str:
    """The deposit of a draft; or the request made instead of it; or its id, when it is left."""
    form = form_of(shift, judged.procedure)
    keeper = DraftKeeper(shift, stored, judged.clean, form.not_kept.tell)
    shift.writing.append(keeper)
    start = _goes_on_at(shift, stored, judged, recalled)
    try:
        outcome = await _until_consented(shift, form, keeper, judged, start)
        if outcome is None:
            await _leave(shift, form, keeper, recalled)
            return keeper.draft_id
        if isinstance(outcome, RequestDraft):
            return outcome
        return await _deposited(shift, keeper.draft_id, *outcome)
    except Interrupted as turned:
        with suppress(DraftNotKeptError):  # told, and left all the same
            await _kept_to_the_end(keeper)
        begun = None if _is_cut_off(turned.errand) else recalled
        comes_back = isinstance(turned.errand, Errand) and turned.errand.comes_back
        await _leave(shift, form, keeper, begun, comes_back=comes_back)
        if isinstance(turned.errand, Errand) and comes_back:
            raise Interrupted(turned.errand.about(keeper.draft_id)) from turned
        raise
    except asyncio.CancelledError:  # the program is told to end, in the middle of a word perhaps
        await keeper.settled()
        raise
    finally:
        shift.writing.remove(keeper)
        keeper.end()
        form.wipe()
        shift.session_mark.note("", "")


async def _until_consented(
    shift: Shift, form: RequestScreen, keeper: DraftKeeper, judged: Judged, start: str
) -> tuple[Written, Consented] | RequestDraft | None:
    """The form and the read-back; or the request made instead; None leaves a draft.

    Where the disk has not the last answers the form stays, which alone has them, until the clerk
    has said that they may be lost.
    """
    is_changing = False
    while True:
        trouble, entry = None, ""
        try:
            outcome = await _write_and_read_back(
                shift, form, keeper, judged, start, is_changing=is_changing
            )
            if not isinstance(outcome, Change):
                return outcome
            entry = outcome.entry
        except (CounterError, Interrupted) as ended:
            trouble = _trouble(ended)
            if trouble is None or await _leads_away(trouble, keeper):
                raise
        if trouble is not None:
            keeper.told()
            await shift.ask(ErrorPage(_not_kept(trouble, keeper)))
        judged = form.judged or judged
        start, is_changing = entry or form.in_hand.at, bool(entry)


async def _kept_to_the_end(keeper: DraftKeeper) -> None:
    """Wait for the disk, though the program be told to end meanwhile. Raises as `kept`."""
    try:
        await keeper.kept()
    except asyncio.CancelledError:
        await keeper.settled()
        raise


def _not_kept(trouble: CounterError, keeper: DraftKeeper) -> DraftNotKeptError:
    """What is told on the form that stays; that a draft went apart was told already."""
    if keeper.refused is not None and trouble.code.startswith("draft."):
        return keeper.refused
    return DraftNotKeptError(trouble.code, **trouble.detail)


def _trouble(ended: CounterError | Interrupted) -> CounterError | None:
    """What went wrong; None where the clerk turned to something else, and was asked."""
    about = ended if isinstance(ended, CounterError) else getattr(ended.errand, "subject", None)
    return about if isinstance(about, CounterError) else None


async def _leads_away(trouble: CounterError, keeper: DraftKeeper) -> bool:
    """Whether the form may be left for it: the disk has the answers, or nobody may sit here."""
    if isinstance(trouble, DraftNotKeptError):
        return False
    return isinstance(trouble, AccessLostError) or await keeper.settled()


async def _write_and_read_back(
    shift: Shift,
    form: RequestScreen,
    keeper: DraftKeeper,
    judged: Judged,
    start: str,
    *,
    is_changing: bool,
) -> tuple[Written, Consented] | Change | RequestDraft | None:
    """Once through the form and what is read aloud. Raises what `DraftKeeper.kept` does."""
    draft_id = keeper.draft_id
    shift.session_mark.note(draft_id, "request")
    filled = await _write_down(
        shift, form, keeper, draft_id, judged, start, is_changing=is_changing
    )
    if not isinstance(filled, Written):
        return filled
    shift.session_mark.note(draft_id, "check_answers")
    answer = await _read_back(shift, draft_id, filled.judged, start if is_changing else "")
    return (filled, answer) if isinstance(answer, Consented) else answer


async def _deposited(shift: Shift, draft_id: str, filled: Written, answer: Consented) -> Deposit:
    judged = filled.judged
    read_to = judged.draft.read_to
    consent = Consent(answer.language, shift.session.now(), _heard_of(judged), read_to)
    deposit = shift.session.deposit
    return await shift.in_thread(deposit, draft_id, judged, consent, filled.agreements)


async def _leave(
    shift: Shift,
    form: RequestScreen,
    keeper: DraftKeeper,
    recalled: RequestDraft | None,
    *,
    comes_back: bool = False,
) -> None:
    """The draft waits, with its place; one that says nothing is not kept."""
    shift.left_at[keeper.draft_id] = form.in_hand.place
    with suppress(StoreError):  # one draft too many, on a disk that refuses
        await drop_if_untouched(shift, keeper.draft_id, recalled, comes_back=comes_back)


def _goes_on_at(
    shift: Shift, stored: StoredDraft, judged: Judged, recalled: RequestDraft | None
) -> str:
    """Where the cursor stands on a draft: on a new form first, else where it was left."""
    at = shift.left_at.get(stored.id, FormPlace()).at
    return at if at or recalled is not None else behind_the_last_answer(judged)


def _heard_of(judged: Judged) -> str:
    """The pension that was read aloud because nobody knows the days that may open it."""
    stake = judged.right_at_stake
    return stake.right.kind if stake and stake.certainty == "days_unknown" else ""


def _is_cut_off(errand: object) -> bool:
    """Whether something went wrong, or somebody else sits down: the number typed is kept then."""
    return isinstance(errand, Errand) and (errand.run is None or errand.name == TELL_TROUBLE.name)


async def _write_down(
    shift: Shift,
    form: RequestScreen,
    keeper: DraftKeeper,
    draft_id: str,
    judged: Judged,
    start: str,
    *,
    is_changing: bool,
) -> Written | RequestDraft | None:
    """The form, until whoever must agree has agreed; the cursor starts on the entry `start`.

    Or until the other right is asked for: its request; None leaves a draft.
    """
    actions, is_stopped = form_actions(shift, keeper, draft_id), False
    while True:
        form.open(judged, actions, start, is_changing=is_changing, says_stops=is_stopped)
        filled = await shift.ask(form)
        await keeper.kept()
        start, is_changing = form.in_hand.at, False
        if filled is None:
            return None
        agreed = await _agreed(shift, draft_id, filled)
        if isinstance(agreed, (Written, RequestDraft)):
            return agreed
        if agreed == "keep_as_draft":
            return None
        judged, is_stopped = shift.session.as_of_today(filled), agreed == "stopped"


async def _agreed(shift: Shift, draft_id: str, filled: Judged) -> Written | RequestDraft | str:
    """The request with whatever a second person has to agree to; or what to do instead.

    Whoever states the time may state another day: the request is judged as of that one, and is
    `stopped` where this day asks more of it than the one on which the form was left.
    """
    judged = shift.session.as_of_today(filled)
    needed = await shift.in_thread(shift.session.agreements_needed, judged)
    if "clock" in needed:
        if await state_time(shift) is None:
            return "change"
        judged = shift.session.as_of_today(judged)
        needed = await shift.in_thread(shift.session.agreements_needed, judged)
    if stops_of(judged):
        return "stopped"
    given = shift.session.agreements.good_for(draft_id, judged.draft)
    missing = set(needed) - {agreement.subject for agreement in given}
    answer = await ask_other_right(shift, judged, is_agreed="other_right" not in missing)
    if answer is not None and answer not in GOES_ON:
        return answer
    agreement = None
    for subject in filter(missing.__contains__, needed):
        agreement = await ask_agreement(shift, subject, draft_id, judged.clean, given=agreement)
        if agreement is None:
            return "change"
        given = (*given, agreement)
    return Written(judged, given)


async def _read_back(
    shift: Shift, draft_id: str, judged: Judged, changed: str
) -> Change | Consented:
    """Every answer again, then the irrevocability text; meanwhile what draws receipts is loaded."""
    warming = asyncio.ensure_future(shift.in_thread(receipt_copies.warm))
    try:
        return await _until_consent(shift, draft_id, judged, changed)
    finally:
        await warming


async def _until_consent(
    shift: Shift, draft_id: str, judged: Judged, changed: str
) -> Change | Consented:
    """Back from the irrevocability text is to the answers."""
    lines = answer_lines(judged)
    while True:
        answer = await shift.ask(CheckAnswersScreen(lines, judged, changed))
        if isinstance(answer, Change):
            return answer
        shift.session_mark.note(draft_id, "confirm")
        language: Language = "fr" if judged.draft.answer("applicant_language") == "fr" else "ar"
        texts, read_to = read_aloud(judged), judged.draft.read_to
        consented = await shift.ask(ConsentScreen(language, texts, read_to))
        if consented is not None:
            return consented
