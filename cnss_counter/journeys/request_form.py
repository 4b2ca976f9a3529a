"""The request form for signature, pre-filled with what has been typed so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.screens.form_printed import FormPrintedScreen
from cnss_counter.services.request_form import print_form

if TYPE_CHECKING:
    from pathlib import Path

    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.request import RequestDraft


async def hand_over_form(shift: Shift, draft: RequestDraft, draft_id: str) -> None:
    """Draw the form, print it, and say so; the request goes on below.

    A sheet that the printer took does not stay on the disk; one that it refused does, to be opened.
    """
    desk = shift.desk
    procedure = desk.procedures[draft.procedure]
    asked = desk.assess(draft).fields
    paper: Path | None = None
    trouble: CounterError | None = None
    try:
        paper = await shift.in_thread(print_form, desk.seat, procedure, draft, asked, draft_id)
        await shift.in_thread(shift.print_out, paper)
    except CounterError as refused:
        trouble = refused
    try:
        await shift.ask(FormPrintedScreen(trouble))
    finally:
        if paper is not None and trouble is None:
            paper.unlink(missing_ok=True)
