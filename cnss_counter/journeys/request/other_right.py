"""Another right looks open: what the person in front of the counter wants of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.domain.request import RequestDraft
from cnss_counter.screens.request.kept_waiting import KeptWaitingScreen
from cnss_counter.screens.request.other_right import OtherRightAnswer, OtherRightScreen

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.evaluate import Judged
    from cnss_counter.rules.procedure import Procedure


GOES_ON: tuple[OtherRightAnswer, ...] = ("ask_supervisor", "deposit_without_days")
"""The answers of whoever asks for the refund all the same."""


async def ask_other_right(
    shift: Shift, judged: Judged, *, is_agreed: bool
) -> OtherRightAnswer | RequestDraft | None:
    """Both rights side by side; whoever goes for the other one asks for it here, in this visit.

    The answer is then the other right's request, with what has been said already. Where the
    counter does not take it, or the person comes back for it, they are told how to ask. None, and
    nothing is asked, where no right is at stake or a second person agreed to its loss.
    """
    stake = judged.right_at_stake
    if stake is None or (is_agreed and stake.certainty != "days_unknown"):
        return None
    instead = shift.session.procedures.get(stake.right.kind)
    answer = await shift.ask(OtherRightScreen(judged, stake, is_asked_here=instead is not None))
    if answer == "ask_instead" and instead is not None:
        return request_instead(instead, judged.draft)
    if answer == "keep_as_draft":
        await shift.ask(KeptWaitingScreen(judged.verdict, stake))
    return answer


def request_instead(procedure: Procedure, draft: RequestDraft) -> RequestDraft:
    """A request by this procedure, with whatever the draft answers of it and the papers seen.

    The form is another one: it has not been signed yet.
    """
    fields = {field.id for field in procedure.fields}
    papers = {paper.id for paper in procedure.papers if not paper.is_form}
    return RequestDraft(
        procedure.id,
        {field: answer for field, answer in draft.answers.items() if field in fields},
        {paper: seen for paper, seen in draft.attachments.items() if paper in papers},
        draft.survivors if procedure.has_survivors else (),
    )
