"""Every right that can be given up has its words, with an amount or without one."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter import law
from cnss_counter.domain.request import RequestDraft
from cnss_counter.journeys.request.consent import read_aloud
from cnss_counter.rules.evaluate import Judged, cleaned, judged
from cnss_counter.rules.procedure import Procedure
from cnss_counter.rules.verdict import OtherRight, Outcome, RightAtStake, RightKind
from cnss_counter.screens.request.kept_waiting import KeptWaitingScreen

PACK = law.load()
ON = date(2025, 9, 1)
FORMS: dict[RightKind, str] = {"old_age_pension": "315-1-04", "survivors_pension": "317-1-01"}


@pytest.mark.parametrize("amount", [700, None])
@pytest.mark.parametrize("kind", FORMS)
def test_what_is_given_up_is_read_aloud_before_what_is_irrevocable(
    kind: RightKind, amount: int | None
) -> None:
    one = judged_of("contribution_refund_survivors")
    usual = read_aloud(one._replace(verdict=one.verdict._replace(findings=())))
    told = read_aloud(told_of(OtherRight(kind, amount), "other_right"))
    assert (told[0], *told[2:]) == usual
    assert ("700" in told[1].fr) is (amount is not None)
    assert ("700" in told[1].ar) is (amount is not None)


@pytest.mark.parametrize("amount", [700, None])
@pytest.mark.parametrize("kind", FORMS)
def test_whoever_goes_for_it_is_told_its_form(kind: RightKind, amount: int | None) -> None:
    right = OtherRight(kind, amount)
    verdict = told_of(right, "other_right").verdict
    face = KeptWaitingScreen(verdict, RightAtStake(right, "sure")).face
    assert any(FORMS[kind] in line.fr for line in face)
    assert any(FORMS[kind] in line.ar for line in face)
    assert any("700" in line.fr for line in face) is (amount is not None)


def told_of(right: OtherRight, outcome: Outcome) -> Judged:
    one = judged_of("contribution_refund_survivors")
    return one._replace(verdict=one.verdict._replace(other_right=right, outcome=outcome))


def judged_of(procedure: str, **answers: str) -> Judged:
    draft = RequestDraft(procedure, answers)
    return judged(cleaned(PACK.procedures[procedure], draft), PACK.parameters, ON)


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
    one = told_of(right, outcome)
    assert one.right_at_stake is not None
    for line in (read_aloud(one)[1], KeptWaitingScreen(one.verdict, one.right_at_stake).face[0]):
        for said, ways in zip((line.fr, line.ar), SURELY, strict=True):
            assert ways[sure] in said
            assert ways[1 - sure] not in said
            assert ("700" in said) is (amount is not None)


@pytest.mark.parametrize("procedure", PACK.procedures.values(), ids=lambda one: one.id)
def test_only_a_refund_ends_in_something_irrevocable(procedure: Procedure) -> None:
    one = judged_of(procedure.id, insurance_days="900")
    assert len(read_aloud(one)) == 1 + ("refund" in procedure.right)


@pytest.mark.parametrize(
    ("procedure", "kind"),
    [
        ("contribution_refund", "old_age_pension"),
        ("contribution_refund_survivors", "survivors_pension"),
    ],
)
def test_days_that_nobody_knows_may_open_the_pension_of_whoever_asks(
    procedure: str, kind: RightKind
) -> None:
    unknown = judged_of(procedure, insurance_days="unknown")
    assert unknown.right_at_stake == RightAtStake(OtherRight(kind, None), "days_unknown")
    assert judged_of(procedure, insurance_days="900").right_at_stake is None
    drawn = judged_of(procedure, insurance_days="unknown", basic_scheme_pension="yes")
    assert drawn.right_at_stake == (  # who draws one gives up nothing; it passes to survivors
        None
        if kind == "old_age_pension"
        else RightAtStake(OtherRight("survivors_pension", None), "sure")
    )


def test_a_right_is_told_as_surely_as_the_readings_are() -> None:
    of_age_since_the_reform = {"birth_date": "1964-02-01", "activity_ceased": "yes"}
    sure = judged_of(
        "contribution_refund", **of_age_since_the_reform,
        insurance_days="1500", activity_ceased_on="2024-02-01",
    )  # fmt: skip
    doubtful = judged_of(
        "contribution_refund", birth_date="1961-03-10", activity_ceased="yes",
        insurance_days="2000", activity_ceased_on="2024-03-31",
    )  # fmt: skip
    told = [one.right_at_stake for one in (sure, doubtful)]
    assert [one and one.certainty for one in told] == ["sure", "in_doubt"]
