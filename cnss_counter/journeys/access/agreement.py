"""A second person's agreement: asked until it is given, or not given at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import AccessError, BadInputError, CounterError
from cnss_counter.screens.access.supervisor import AgreementAsked, SupervisorScreen
from cnss_counter.services.access.agreements import holds_password
from cnss_counter.services.requests.depositing import existing_request

if TYPE_CHECKING:
    from cnss_counter.domain.deposit import Agreement, AgreementSubject
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.clean_draft import CleanDraft


async def ask_agreement(
    shift: Shift,
    subject: AgreementSubject,
    draft_id: str,
    clean: CleanDraft,
    given: Agreement | None = None,
) -> Agreement | None:
    """Ask for a supervisor's code, password and reason; None when they go back.

    `given` is what they agreed to just before: the same supervisor stands there still.
    """
    typed = {"code": given.supervisor} if given else {}
    refused: dict[str, CounterError] = {}
    existing = None
    if subject == "existing_request":
        existing = await shift.in_thread(existing_request, shift.session.context, clean.draft)
    is_own = await shift.in_thread(shift.session.agreements.would_be_own)
    asked = AgreementAsked(subject, existing, given, is_own)
    while True:
        said = await shift.ask(SupervisorScreen(asked, typed, refused))
        if said is None:
            return None
        typed = {"code": said.code, "reason": said.reason}
        # A password typed in the wrong field too is not shown a second time.
        typed = {
            field: text for field, text in typed.items() if not holds_password(text, said.password)
        }
        try:
            return await shift.in_thread(
                shift.session.agree, said.code, said.password, said.reason, subject, draft_id, clean
            )
        except BadInputError as error:
            refused = {"reason": error}
            typed["password"] = said.password  # the mistake is not in it
        except AccessError as error:
            is_somebody_else = error.code.startswith("access.may_not.")
            refused = {"code" if is_somebody_else else "password": error}
