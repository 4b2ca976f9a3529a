"""The one entrance of the rules: a procedure, a draft, parameters and a date give a verdict."""

from __future__ import annotations

from datetime import date

from cnss_counter.domain.dates import possible_days, read_date
from cnss_counter.domain.request import RequestDraft
from cnss_counter.rules.answers import (
    Answers,
    errors_among,
    read_answers,
    read_survivors,
    strangers,
    survivor,
)
from cnss_counter.rules.eligibility.rights import RIGHTS
from cnss_counter.rules.field_kinds import check_field, cleaned
from cnss_counter.rules.named_conditions import holds
from cnss_counter.rules.papers import asked_papers, missing_papers
from cnss_counter.rules.parameters import Parameters
from cnss_counter.rules.procedure import Field, Procedure
from cnss_counter.rules.situation import Situation
from cnss_counter.rules.verdict import Finding, Severity, Verdict

__all__ = ["check_field", "cleaned", "evaluate", "fields_asked"]

_ORDER: tuple[Severity, ...] = ("failed", "unknown", "missing", "warning", "note")


def evaluate(
    procedure: Procedure, draft: RequestDraft, parameters: Parameters, on: date
) -> Verdict:
    """What the law seems to say of a draft deposited on a date.

    The same four arguments give the same verdict for ever. Whatever the answers hold, it
    does not raise: what cannot be written down is in `errors`, what is not known in
    `findings`.
    """
    read = read_answers(procedure.fields, draft.answers, on)
    lines = read_survivors(procedure, draft, on)
    situation = _situation(procedure, read, lines, parameters, on)
    assessment = RIGHTS[procedure.right](situation)
    asked = _asked(situation)
    papers = asked_papers(situation)
    remarks = [remark for field in asked for remark in read.remarks[field.id]]
    remarks += [remark for line in lines for found in line.remarks.values() for remark in found]
    findings = [*assessment.findings, *missing_papers(procedure, papers, draft), *remarks]
    return Verdict(
        outcome=assessment.outcome,
        refund=assessment.refund,
        other_right=assessment.other_right,
        legal_age_reached_on=assessment.legal_age_reached_on,
        deadline=assessment.deadline,
        deadline_state=assessment.deadline_state,
        findings=_in_order(findings),
        attachments=papers,
        shares=assessment.shares,
        errors=(*strangers(procedure, draft), *errors_among(remarks)),
        rules_version=parameters.fingerprint,
        trace=assessment.trace,
        fields=tuple(field.id for field in asked),
    )


def fields_asked(
    procedure: Procedure, draft: RequestDraft, parameters: Parameters, on: date
) -> tuple[Field, ...]:
    """The fields that a draft asks now, in the order of the form."""
    read = read_answers(procedure.fields, draft.answers, on)
    return _asked(_situation(procedure, read, [], parameters, on))


def _situation(
    procedure: Procedure,
    read: Answers,
    lines: list[Answers],
    parameters: Parameters,
    on: date,
) -> Situation:
    has_ceased = read.answer("activity_ceased") == "yes"
    return Situation(
        procedure=procedure,
        values=read.values,
        survivors=tuple(survivor(number, line) for number, line in enumerate(lines, 1)),
        parameters=parameters,
        on=on,
        born=possible_days(read.answer(procedure.insured("birth_date"))),
        died_on=read_date(read.answer("death_date")),
        activity_ceased_on=read_date(read.answer("activity_ceased_on")) if has_ceased else None,
    )


def _asked(situation: Situation) -> tuple[Field, ...]:
    return tuple(field for field in situation.procedure.fields if holds(field.when, situation))


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """The gravest first; errors have their own list."""
    return tuple(
        sorted(
            (finding for finding in findings if finding.severity != "error"),
            key=lambda finding: _ORDER.index(finding.severity),
        )
    )
