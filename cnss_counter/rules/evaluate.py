"""The one entrance of the rules: a clean draft, parameters and a date give a verdict."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cnss_counter.domain.dates import day_of, possible_days
from cnss_counter.domain.request import RequestDraft
from cnss_counter.rules.answers import (
    Answers,
    errors_among,
    identified,
    read_answers,
    read_survivors,
    strangers,
    survivor,
)
from cnss_counter.rules.clean_draft import CleanDraft, cleaned
from cnss_counter.rules.eligibility.readings import readings
from cnss_counter.rules.eligibility.rights import RIGHTS
from cnss_counter.rules.named_conditions import holds
from cnss_counter.rules.papers import asked_papers, missing_papers
from cnss_counter.rules.parameters import Parameters
from cnss_counter.rules.procedure import Procedure
from cnss_counter.rules.situation import Situation
from cnss_counter.rules.verdict import Finding, RightAtStake, Severity, Verdict, right_at_stake

__all__ = ["Judged", "cleaned", "evaluate", "judged"]

_ORDER: tuple[Severity, ...] = ("failed", "unknown", "missing", "warning", "note")


class Judged(NamedTuple):
    """A clean draft and what the law says of it, deposited on a day.

    Nothing that takes it judges it again on this day, under this law (`is_of`).
    """

    clean: CleanDraft
    on: date
    verdict: Verdict

    @property
    def procedure(self) -> Procedure:
        return self.clean.procedure

    @property
    def draft(self) -> RequestDraft:
        return self.clean.draft

    @property
    def right_at_stake(self) -> RightAtStake | None:
        """The right that the refund would end, or might."""
        verdict, has_survivors = self.verdict, self.procedure.has_survivors
        codes = [finding.code for finding in verdict.findings]
        return right_at_stake(
            verdict.outcome, verdict.other_right, codes, has_survivors=has_survivors
        )

    def is_of(self, on: date, rules_version: str) -> bool:
        """Whether it was judged as of this day, under the law of this version."""
        return self.on == on and self.verdict.rules_version == rules_version


def evaluate(
    procedure: Procedure, draft: RequestDraft, parameters: Parameters, on: date
) -> Verdict:
    """What the law seems to say of a draft as it was typed, deposited on a date."""
    return judged(cleaned(procedure, draft), parameters, on).verdict


def judged(clean: CleanDraft, parameters: Parameters, on: date) -> Judged:
    """What the law seems to say of a draft deposited on a date.

    The same arguments give the same verdict for ever. Whatever the answers hold, it does not
    raise: what cannot be written down is in `errors`, what is not known in `findings`.
    """
    procedure, draft = clean
    read = identified(procedure, read_answers(procedure.fields, draft.answers, on))
    lines = read_survivors(clean, on)
    situation = _situation(procedure, read, lines, parameters, on)
    assessment = RIGHTS[procedure.right](situation)
    asked = tuple(field for field in procedure.fields if holds(field.when, situation))
    papers = asked_papers(situation)
    remarks = [
        remark
        for field in procedure.fields
        for remark in read.remarks[field.id]
        if field in asked or remark.code == "choice_unknown"  # no answer of any form
    ]
    remarks += [remark for line in lines for found in line.remarks.values() for remark in found]
    findings = [*assessment.findings, *missing_papers(procedure, papers, draft), *remarks]
    verdict = Verdict(
        outcome=assessment.outcome,
        refund=assessment.refund,
        other_right=assessment.other_right,
        legal_age_reached_on=assessment.legal_age_reached_on,
        deadline=assessment.deadline,
        deadline_state=assessment.deadline_state,
        findings=_in_order(findings),
        attachments=papers,
        shares=assessment.shares,
        errors=(*strangers(clean), *errors_among(remarks)),
        rules_version=parameters.fingerprint,
        trace=assessment.trace,
        fields=tuple(field.id for field in asked),
    )
    return Judged(clean, on, verdict)


def _situation(
    procedure: Procedure,
    read: Answers,
    lines: list[Answers],
    parameters: Parameters,
    on: date,
) -> Situation:
    has_ceased = read.answer("activity_ceased") == "yes"
    is_from_portal = read.answer("origin") == "taawidaty"
    on_portal = day_of(read.answer("portal_date")) if is_from_portal else None
    known = Situation(
        procedure=procedure,
        values=read.values,
        survivors=tuple(survivor(number, line) for number, line in enumerate(lines, 1)),
        parameters=parameters,
        on=on_portal or on,
        at_counter=on,
        born=possible_days(read.answer(procedure.insured("birth_date"))),
        died_on=day_of(read.answer("death_date")),
        activity_ceased_on=day_of(read.answer("activity_ceased_on")) if has_ceased else None,
    )
    return known._replace(readings=readings(known))


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """The gravest first; errors have their own list."""
    return tuple(
        sorted(
            (finding for finding in findings if finding.severity != "error"),
            key=lambda finding: _ORDER.index(finding.severity),
        )
    )


def as_of(known: Judged, parameters: Parameters, on: date) -> Judged:
    """The same, unless it was of another day or under another law: then it is judged again."""
    is_still = known.is_of(on, parameters.fingerprint)
    return known if is_still else judged(known.clean, parameters, on)
