"""The request form for signature, pre-filled with what has been typed so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.journeys.paper import hand_over
from cnss_counter.screens.form_printed import FormPrintedScreen
from cnss_counter.services.request_form import print_form
from cnss_counter.storage.papers_handed_over import PapersHandedOver

if TYPE_CHECKING:
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.request import RequestDraft


async def hand_over_form(shift: Shift, draft: RequestDraft, draft_id: str) -> None:
    """Draw the form, print it, and say so; the request goes on below.

    A sheet that the printer took does not stay on the disk; one that it refused does, to be opened.
    """
    desk = shift.desk
    procedure = desk.procedures[draft.procedure]
    asked = desk.assess(draft).fields
    trouble: CounterError | None = None
    printed = PapersHandedOver(shift.home)
    try:
        paper = await shift.in_thread(print_form, desk.seat, procedure, draft, asked, draft_id)
        await shift.in_thread(hand_over, shift, paper, printed)
    except CounterError as refused:
        trouble = refused
    try:
        await shift.ask(FormPrintedScreen(trouble))
    finally:
        printed.end()
