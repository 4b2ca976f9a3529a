"""From a judged draft to a deposit ready to be written down: checked, marked."""

from __future__ import annotations

from datetime import datetime

from cnss_counter.domain.clerk import Clerk
from cnss_counter.domain.deposit import Agreement, AgreementSubject, Consent
from cnss_counter.domain.reference_number import ReferenceNumber
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.errors import AnswerIsNo, BadInputError
from cnss_counter.rules.evaluate import Judged
from cnss_counter.rules.procedure import Procedure
from cnss_counter.rules.verdict import Verdict
from cnss_counter.storage.tables.deposits import NewDeposit

_NOT_IN_HAND = Attachment("absent")


def prepare(
    draft_id: str,
    judged: Judged,
    consent: Consent | None,
    agreements: tuple[Agreement, ...],
    clerk: Clerk,
    at: datetime,
    *,
    is_clock_suspect: bool,
) -> NewDeposit:
    """Check what stops a deposit, and mark what does not.

    Raises `BadInputError` (an answer that cannot be written down, no consent, no signed
    form) and `AnswerIsNo` (`guard.other_right`: nobody agreed to give up the other right).
    """
    procedure, verdict = judged.procedure, judged.verdict
    if verdict.errors:
        error = verdict.errors[0]
        raise BadInputError("deposit.answer", field=error.subject, rule=error.code)
    _require_form(procedure, judged.draft)
    if consent is None:
        raise BadInputError("deposit.consent_missing", field="irrevocability_consent")
    if verdict.other_right is not None and not is_agreed(agreements, "other_right"):
        raise AnswerIsNo("guard.other_right")
    draft = with_defaults(judged)
    return NewDeposit(
        draft_id=draft_id,
        draft=draft,
        prefix=procedure.reference_prefix,
        name_reference=_name_reference,
        at=at,
        clerk=clerk,
        consent=consent,
        agreements=agreements,
        right=procedure.right,
        verdict=verdict.to_json(),
        trace=verdict.trace,
        is_provisional=_is_provisional(draft, verdict),
        is_for_control=_is_for_control(draft, verdict),
        is_sampled=draft.answer("origin") != "taawidaty",
        is_clock_suspect=is_clock_suspect,
    )


def with_defaults(judged: Judged) -> RequestDraft:
    """The draft with the usual answer wherever a question was asked and left as it stood."""
    draft, asked = judged.draft, judged.verdict.fields
    usual = {field.id: field.default for field in judged.procedure.fields if field.id in asked}
    given = {field: answer for field, answer in draft.answers.items() if answer}
    return draft._replace(
        answers={field: answer for field, answer in (usual | given).items() if answer}
    )


def is_agreed(agreements: tuple[Agreement, ...], subject: AgreementSubject) -> bool:
    """Whether a second person agreed on this subject."""
    return any(agreement.subject == subject for agreement in agreements)


def _require_form(procedure: Procedure, draft: RequestDraft) -> None:
    """Without the signed form there is no request; it can be printed for signature."""
    for paper in procedure.papers:
        if paper.is_form and not draft.attachments.get(paper.id, _NOT_IN_HAND).is_in_hand:
            raise BadInputError(
                "deposit.form_missing", field=paper.id, form=procedure.form_reference
            )


def _is_provisional(draft: RequestDraft, verdict: Verdict) -> bool:
    """Whether something is still to come: a required paper, or the number itself."""
    return any(finding.code == "number_unknown" for finding in verdict.findings) or any(
        paper.required and not draft.attachments.get(paper.id, _NOT_IN_HAND).is_in_hand
        for paper in verdict.attachments
    )


def _is_for_control(draft: RequestDraft, verdict: Verdict) -> bool:
    """Selected whatever the sampling says: by the portal, by a refused paper, by a doubt."""
    return (
        draft.answer("origin") == "taawidaty"
        or verdict.outcome == "undetermined"
        or any(attachment.state == "refused" for attachment in draft.attachments.values())
    )


def _name_reference(prefix: str, agency: str, counter: str, year: int, sequence: int) -> str:
    return str(ReferenceNumber(prefix, agency, counter, year, sequence))
