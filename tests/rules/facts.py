"""Fictitious requests, and the law with one of its numbers changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.law import RulePack
from cnss_counter.rules.contested_points import DatedBy
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.rules.finding_codes import FINDING_CODES, Kind, Values, contested_codes
from cnss_counter.rules.parameters import DatedValue
from cnss_counter.rules.verdict import Finding, Verdict
from testkit.clients import answers_of

ON = date(2025, 9, 1)
SEEN = Attachment("seen")

INSURED: Mapping[str, str] = {**answers_of(), "activity_ceased_on": "1999-12-31"}
"""The first client, had he stopped long before."""
DECEASED: Mapping[str, str] = {
    **{key: INSURED[key] for key in INSURED if key not in ("immatriculation_number", "birth_date")},
    "deceased_immatriculation_number": "123456789",
    "deceased_last_name": "ALAMI",
    "deceased_first_name": "Hassan",
    "deceased_birth_date": "1961-03-10",
    "death_date": "2024-06-15",
    "applicant_quality": "surviving_spouse",
}
WIDOW = {"name": "Fatima", "quality": "spouse", "dependent": "yes"}
CHILD = {
    "name": "Adam",
    "quality": "orphan_of_one_parent",
    "birth_date": "2014-01-01",
    "dependent": "yes",
}


def request(**answers: str) -> RequestDraft:
    """A request of the insured person, favourable unless an answer says otherwise."""
    papers = ("immatriculation_card", "identity_document", "request_form")
    return RequestDraft("contribution_refund", {**INSURED, **answers}, dict.fromkeys(papers, SEEN))


def request_of_survivors(*survivors: Mapping[str, str], **answers: str) -> RequestDraft:
    """A request of survivors, of the widow alone unless others are given."""
    papers = (
        *("immatriculation_card", "identity_document", "request_form", "death_certificate"),
        *("marriage_certificate", "non_divorce_certificate", "birth_certificates"),
    )
    return RequestDraft(
        "contribution_refund_survivors",
        {**DECEASED, **answers},
        dict.fromkeys(papers, SEEN),
        survivors or (WIDOW,),
    )


def judged(pack: RulePack, draft: RequestDraft, on: date = ON) -> Verdict:
    return evaluate(pack.procedures[draft.procedure], draft, pack.parameters, on)


def codes(verdict: Verdict) -> list[str]:
    return [finding.code for finding in verdict.findings]


_KINDS: Mapping[type, Kind] = {date: "day", int: "count", str: "word"}


def kinds_of_values(finding: Finding) -> Values:
    """The values of a finding, each by its kind."""
    return {name: _KINDS[type(value)] for name, value in finding.values.items()}


def promised(code: str, pack: RulePack) -> Values:
    """The values that the sentence of a finding may count on."""
    return {**FINDING_CODES, **dict(contested_codes(pack.parameters.contested.values()))}[code]


def with_law(pack: RulePack, **changes: Any) -> RulePack:
    """The same pack where a parameter has one other value for ever, or none at all (`None`)."""
    by_id = dict(pack.parameters.by_id)
    for name, value in changes.items():
        dated = DatedValue(date.min, None, value, "Loi d'essai, 2025", "seed", date.min)
        by_id[name] = by_id[name]._replace(values=() if value is None else (dated,))
    changed = pack.parameters._replace(by_id=by_id, fingerprint="sha256:changed")
    return pack._replace(parameters=changed)


def settled(pack: RulePack, point: str, left: int) -> RulePack:
    """The same pack where one reading alone is left of a contested point, counted from 0."""
    contested = dict(pack.parameters.contested)
    contested[point] = contested[point]._replace(rivals=(contested[point].rivals[left],))
    return pack._replace(parameters=pack.parameters._replace(contested=contested))


def without_point(pack: RulePack, point: str) -> RulePack:
    """The same pack, the file of a contested point taken away."""
    parameters = pack.parameters
    contested = {one: kept for one, kept in parameters.contested.items() if one != point}
    by_id = {
        one.id: one._replace(
            values=tuple(
                value._replace(contested="") if value.contested == point else value
                for value in one.values
            )
        )
        for one in parameters.by_id.values()
    }
    return pack._replace(parameters=parameters._replace(by_id=by_id, contested=contested))


def dated_by(pack: RulePack, parameter: str, day: DatedBy) -> RulePack:
    """The same pack where the values of a parameter are read by another day of the person."""
    by_id = dict(pack.parameters.by_id)
    by_id[parameter] = by_id[parameter]._replace(dated_by=day)
    return pack._replace(parameters=pack.parameters._replace(by_id=by_id))
