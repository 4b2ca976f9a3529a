"""The request form for signature, pre-filled with what has been typed so far."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.forms.request.survivors_list import SURVIVORS
from cnss_counter.screens.request.form_printed import FormPrintedScreen, PrintedForm
from cnss_counter.services.printing import print_queue
from cnss_counter.services.requests.request_form import left_to_the_pen, print_form, whose
from cnss_counter.storage.files.print_cleanup import PrintCleanup

if TYPE_CHECKING:
    from cnss_counter.domain.request import RequestDraft
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.evaluate import Judged
    from cnss_counter.rules.verdict import Finding
    from cnss_counter.services.printing.print_queue import Printout


async def hand_over_form(shift: Shift, judged: Judged, draft_id: str) -> None:
    """Draw the form, print it, and say so; the request goes on below.

    A sheet that came out does not stay on the disk; another one does, to be opened.
    """
    session = shift.session
    judged = session.as_of_today(judged)
    draft = judged.draft
    sheet = PrintedForm(
        person=whose(draft),
        spoilt=tuple(error for error in judged.verdict.errors if _is_printed(draft, error)),
        left=left_to_the_pen(judged),
    )
    printout: Printout | None = None
    trouble: CounterError | None = None
    handed = PrintCleanup(shift.home)
    try:
        paper = await shift.in_thread(print_form, session.context, judged, draft_id)
        sheet = replace(sheet, file=paper)
        printout = await shift.in_thread(
            print_queue.send_for_a_person, shift.printer, paper, handed
        )
    except CounterError as refused:
        trouble = refused
    try:
        await shift.ask(FormPrintedScreen(sheet, printout, trouble))
    finally:
        handed.end()


def _is_printed(draft: RequestDraft, error: Finding) -> bool:
    """Whether something wrong stands on the paper; what is missing is a line to write on."""
    return error.subject.startswith(SURVIVORS) or bool(draft.answer(error.subject))
