"""From a draft to a deposit ready to be written down: cleaned, checked, marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from cnss_counter.domain.records import Agreement, AgreementSubject, Clerk, Consent
from cnss_counter.domain.reference_number import ReferenceNumber
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.errors import AnswerIsNo, BadInputError
from cnss_counter.rules.evaluate import cleaned
from cnss_counter.rules.procedure import Field, Procedure
from cnss_counter.rules.verdict import Verdict
from cnss_counter.storage.tables.deposits import NewDeposit
from cnss_counter.text import clean

_NOT_IN_HAND = Attachment("absent")


def storable(draft: RequestDraft) -> RequestDraft:
    """The draft as typed, without what no text may hold: controls, broken characters."""
    return RequestDraft(
        procedure=draft.procedure,
        answers=_clean_texts(draft.answers),
        attachments={
            paper: Attachment(attachment.state, clean(attachment.reason))
            for paper, attachment in draft.attachments.items()
        },
        survivors=tuple(_clean_texts(survivor) for survivor in draft.survivors),
    )


def clean_draft(procedure: Procedure, draft: RequestDraft) -> RequestDraft:
    """The draft as it is deposited: every answer cleaned at the door, as its field asks."""
    kept = storable(draft)
    return RequestDraft(
        procedure=kept.procedure,
        answers=_clean_answers(procedure.fields, kept.answers),
        attachments=kept.attachments,
        survivors=tuple(_clean_answers(procedure.survivor_fields, s) for s in kept.survivors),
    )


def prepare(
    draft_id: str,
    draft: RequestDraft,
    procedure: Procedure,
    verdict: Verdict,
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
    if verdict.errors:
        error = verdict.errors[0]
        raise BadInputError("deposit.answer", field=error.subject, rule=error.code)
    _require_form(procedure, draft)
    if consent is None:
        raise BadInputError("deposit.consent_missing", field="irrevocability_consent")
    if verdict.other_right is not None and not is_agreed(agreements, "other_right"):
        raise AnswerIsNo("guard.other_right")
    draft = with_defaults(procedure, draft, verdict)
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
        is_provisional=any(
            paper.required and not draft.attachments.get(paper.id, _NOT_IN_HAND).is_in_hand
            for paper in verdict.attachments
        ),
        is_for_control=_is_for_control(draft, verdict),
        is_sampled=draft.answer("origin") != "taawidaty",
        is_clock_suspect=is_clock_suspect,
    )


def with_defaults(procedure: Procedure, draft: RequestDraft, verdict: Verdict) -> RequestDraft:
    """The draft with the usual answer wherever a question was asked and left as it stood."""
    usual = {field.id: field.default for field in procedure.fields if field.id in verdict.fields}
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


def _is_for_control(draft: RequestDraft, verdict: Verdict) -> bool:
    """Selected whatever the sampling says: by the portal, by a refused paper, by a doubt."""
    return (
        draft.answer("origin") == "taawidaty"
        or verdict.outcome == "undetermined"
        or any(attachment.state == "refused" for attachment in draft.attachments.values())
    )


def _name_reference(prefix: str, agency: str, counter: str, year: int, sequence: int) -> str:
    return str(ReferenceNumber(prefix, agency, counter, year, sequence))


def _clean_texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: clean(text) for key, text in texts.items()}


def _clean_answers(fields: Iterable[Field], typed: Mapping[str, str]) -> dict[str, str]:
    kinds = {field.id: field for field in fields}
    return {id_: cleaned(kinds[id_], text) if id_ in kinds else text for id_, text in typed.items()}
