"""The cause of a death and what contradicts its date, where the law is another one."""

from __future__ import annotations

import pytest

from cnss_counter.law import RulePack
from cnss_counter.rules.verdict import Finding, Verdict
from tests.rules.facts import CHILD, WIDOW, codes, judged, request_of_survivors, with_law

LATE_CHILD = CHILD | {"birth_date": "2025-06-16"}
"""A year and a day after the death."""


def found(verdict: Verdict, code: str) -> Finding:
    (finding,) = [one for one in verdict.findings if one.code == code]
    return finding


@pytest.mark.parametrize(
    ("law", "code", "listed", "answers"),
    [
        (
            {"third_party_accident_opens_pension": False},
            "accident_by_third_party",
            (WIDOW,),
            {"death_cause": "third_party_accident"},
        ),
        (
            {"work_accident_pays_elsewhere": False},
            "work_accident_pays_elsewhere",
            (WIDOW,),
            {"death_cause": "work_accident"},
        ),
        ({"most_spouses": 5}, "more_than_four_spouses", (WIDOW,) * 5, {}),
        ({"invalidity_days": 1201}, "invalidity_at_death", (WIDOW,), {"insurance_days": "1200"}),
        ({"invalidity_days": None}, "invalidity_at_death", (WIDOW,), {"insurance_days": "1200"}),
    ],
)
def test_each_is_told_because_the_law_says_so(
    pack: RulePack,
    law: dict[str, object],
    code: str,
    listed: tuple[dict[str, str], ...],
    answers: dict[str, str],
) -> None:
    draft = request_of_survivors(*listed, **answers)
    assert code in codes(judged(pack, draft))
    after = judged(with_law(pack, **law), draft)
    assert code not in codes(after)
    assert after.outcome == "favourable"


def test_a_law_that_admits_a_later_birth_lifts_the_doubt_and_not_the_warning(
    pack: RulePack,
) -> None:
    draft = request_of_survivors(LATE_CHILD)
    doubt = found(judged(pack, draft), "born_after_death")
    assert (doubt.severity, doubt.subject) == ("unknown", "survivors.1")
    assert doubt.values == {"survivor": 1, "limit": 1}
    later = judged(with_law(pack, birth_after_death_years=2), draft)
    warning = found(later, "born_after_death")
    assert (warning.severity, warning.subject) == ("warning", "survivors.1")
    assert (warning.values, warning.reference) == ({"survivor": 1, "limit": 2}, "Loi d'essai, 2025")
    assert later.outcome == "favourable"


def test_where_the_law_says_nothing_of_births_after_a_death_there_is_a_doubt(
    pack: RulePack,
) -> None:
    silent = judged(with_law(pack, birth_after_death_years=None), request_of_survivors(LATE_CHILD))
    assert silent.outcome == "undetermined"
    assert found(silent, "parameter_missing").values["parameter"] == "birth_after_death_years"


def test_a_contradiction_stands_where_it_is_mended(pack: RulePack) -> None:
    late = judged(pack, request_of_survivors(WIDOW, marriage_date="2024-06-16"))
    assert found(late, "marriage_after_death").subject == "marriage_date"
    many = judged(pack, request_of_survivors(*(WIDOW,) * 5))
    listed = found(many, "more_than_four_spouses")
    assert (listed.severity, listed.subject) == ("unknown", "survivors")
    assert listed.values == {"value": 5, "threshold": 4}


def test_the_note_of_an_invalidity_right_ends_where_the_lowest_pension_begins(
    pack: RulePack,
) -> None:
    draft = request_of_survivors(insurance_days="1320")
    assert "invalidity_at_death" not in codes(judged(pack, draft))
    raised = with_law(pack, pension_minimum_days=3240)
    assert "invalidity_at_death" in codes(judged(raised, draft))


def test_the_cause_is_on_the_page_that_says_why(pack: RulePack) -> None:
    verdict = judged(pack, request_of_survivors(death_cause="third_party_accident"))
    steps = {step["condition"]: step for step in verdict.trace[0]["conditions"]}
    cause = steps["no_accident_by_third_party"]
    assert (cause["state"], cause["value"], cause["grade"]) == ("no", "yes", "corroborated")
