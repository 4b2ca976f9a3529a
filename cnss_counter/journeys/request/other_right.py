"""Another right looks open: what the person in front of the counter wants of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.screens.request.kept_waiting import KeptWaitingScreen
from cnss_counter.screens.request.other_right import OtherRightAnswer, OtherRightScreen

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.evaluate import Judged


async def ask_other_right(shift: Shift, judged: Judged) -> OtherRightAnswer:
    """Both rights side by side; whoever goes for the other one is told how to ask for it."""
    verdict = judged.verdict
    if verdict.other_right is None:
        return "ask_supervisor"
    answer = await shift.ask(OtherRightScreen(judged, verdict.other_right))
    if answer == "keep_as_draft":
        await shift.ask(KeptWaitingScreen(verdict, verdict.other_right))
    return answer
