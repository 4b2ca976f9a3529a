"""The checklist of a request: which papers are asked, and which are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cnss_counter.domain.request import RequestDraft
from cnss_counter.rules.named_conditions import holds
from cnss_counter.rules.procedure import Procedure
from cnss_counter.rules.situation import Situation
from cnss_counter.rules.verdict import AskedPaper, Finding


def asked_papers(situation: Situation) -> tuple[AskedPaper, ...]:
    """The papers that concern this request, in the order of the procedure."""
    return tuple(
        AskedPaper(paper.id, holds(paper.required_when, situation))
        for paper in situation.procedure.papers
        if holds(paper.when, situation)
    )


def missing_papers(
    procedure: Procedure, asked: Iterable[AskedPaper], draft: RequestDraft
) -> Iterator[Finding]:
    """The mandatory papers that are not in hand; without the form itself there is no request."""
    forms = {paper.id for paper in procedure.papers if paper.is_form}
    for paper in asked:
        attachment = draft.attachments.get(paper.id)
        if paper.required and not (attachment and attachment.is_in_hand):
            code = "form_missing" if paper.id in forms else "attachment_missing"
            form = {"form": procedure.form_reference}
            yield Finding(code, paper.id, "missing", procedure.papers_reference, form)
