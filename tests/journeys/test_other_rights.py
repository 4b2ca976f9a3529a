"""Every right that can be given up has its words, with an amount or without one."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter import law
from cnss_counter.domain.request import RequestDraft
from cnss_counter.journeys.request.consent import read_aloud
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.rules.procedure import Procedure
from cnss_counter.rules.verdict import OtherRight, Outcome, RightAtStake, RightKind, Verdict
from cnss_counter.screens.request.kept_waiting import KeptWaitingScreen

PACK = law.load()
ON = date(2025, 9, 1)
FORMS: dict[RightKind, str] = {"old_age_pension": "315-1-04", "survivors_pension": "317-1-01"}


@pytest.mark.parametrize("amount", [700, None])
@pytest.mark.parametrize("kind", FORMS)
def test_what_is_given_up_is_read_aloud_before_what_is_irrevocable(
    kind: RightKind, amount: int | None
) -> None:
    procedure = PACK.procedures["contribution_refund_survivors"]
    verdict = evaluate(procedure, RequestDraft(procedure.id), PACK.parameters, ON)
    usual = read_aloud(procedure, verdict._replace(other_right=None, findings=()))
    told = read_aloud(procedure, verdict._replace(other_right=OtherRight(kind, amount)))
    assert (told[0], *told[2:]) == usual
    assert ("700" in told[1].fr) is (amount is not None)
    assert ("700" in told[1].ar) is (amount is not None)


@pytest.mark.parametrize("amount", [700, None])
@pytest.mark.parametrize("kind", FORMS)
def test_whoever_goes_for_it_is_told_its_form(kind: RightKind, amount: int | None) -> None:
    right = OtherRight(kind, amount)
    face = KeptWaitingScreen(told_of(right, "other_right"), RightAtStake(right, "sure")).face
    assert any(FORMS[kind] in line.fr for line in face)
    assert any(FORMS[kind] in line.ar for line in face)
    assert any("700" in line.fr for line in face) is (amount is not None)


def told_of(right: OtherRight, outcome: Outcome) -> Verdict:
    procedure = PACK.procedures["contribution_refund_survivors"]
    verdict = evaluate(procedure, RequestDraft(procedure.id), PACK.parameters, ON)
    return verdict._replace(other_right=right, outcome=outcome)


SURELY = (("paraît ouvert", "pourrait être ouvert"), ("يبدو", "قد يكون"))
"""How each language says a right that all readings open, and one that only some do."""


@pytest.mark.parametrize("amount", [700, None])
@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize(("outcome", "sure"), [("other_right", 0), ("undetermined", 1)])
def test_what_is_told_of_a_right_is_as_sure_as_the_readings_are(
    kind: RightKind, amount: int | None, outcome: Outcome, sure: int
) -> None:
    """What is read aloud and what whoever goes for it takes home; F6 shows the same lines."""
    right = OtherRight(kind, amount)
    verdict = told_of(right, outcome)
    assert verdict.right_at_stake is not None
    heard = read_aloud(PACK.procedures["contribution_refund_survivors"], verdict)[1]
    for line in (heard, KeptWaitingScreen(verdict, verdict.right_at_stake).face[0]):
        for said, ways in zip((line.fr, line.ar), SURELY, strict=True):
            assert ways[sure] in said
            assert ways[1 - sure] not in said
            assert ("700" in said) is (amount is not None)


@pytest.mark.parametrize("procedure", PACK.procedures.values(), ids=lambda one: one.id)
def test_only_a_refund_ends_in_something_irrevocable(procedure: Procedure) -> None:
    draft = RequestDraft(procedure.id, {"insurance_days": "900"})
    verdict = evaluate(procedure, draft, PACK.parameters, ON)
    assert len(read_aloud(procedure, verdict)) == 1 + ("refund" in procedure.right)
