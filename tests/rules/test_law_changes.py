"""The law as data: another number gives another verdict, and no number is in the code."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cnss_counter.law import RulePack
from cnss_counter.rules.parameters import DatedValue, Parameter
from tests.rules.facts import (
    ON,
    codes,
    judged,
    request,
    request_of_survivors,
    settled,
    with_law,
)


@pytest.mark.parametrize(
    ("law", "answers", "outcome"),
    [
        ({"legal_age": 65}, {}, "unfavourable"),
        ({"legal_age": 59}, {"birth_date": "1966-01-01"}, "favourable"),
        ({"pension_minimum_days": 2000}, {}, "other_right"),
        ({"deposit_delay_years": 4}, {}, "unfavourable"),
        ({"deposit_delay_years": 9}, {"birth_date": "1957-01-01"}, "favourable"),
        ({"activity_must_have_ceased": False}, {"activity_ceased": "no"}, "favourable"),
        ({"no_basic_scheme_pension": False}, {"basic_scheme_pension": "yes"}, "favourable"),
        ({"no_coordination_rights": False}, {"other_scheme": "yes"}, "favourable"),
        ({"refund_shares": "none"}, {}, "unfavourable"),
        (
            {"legal_age_of_miners": 50},
            {"worker": "miner", "underground_years": "5", "birth_date": "1972-01-01"},
            "favourable",
        ),
        (
            {"underground_years_minimum": 7},
            {"worker": "miner", "underground_years": "6", "birth_date": "1968-01-01"},
            "unfavourable",
        ),
    ],
)
def test_another_number_of_the_law_gives_another_verdict(
    pack: RulePack, law: dict[str, object], answers: dict[str, str], outcome: str
) -> None:
    draft = request(**{"insurance_days": "1000", **answers})
    if "pension_minimum_days" in law:
        draft = request(**answers)
    assert judged(pack, draft).outcome != outcome
    assert judged(with_law(pack, **law), draft).outcome == outcome


def test_below_the_first_tier_a_pension_has_no_published_amount(pack: RulePack) -> None:
    lowered = with_law(pack, pension_minimum_days=1000)
    verdict = judged(lowered, request(birth_date="1964-02-01", insurance_days="1100"))
    assert verdict.outcome == "other_right"
    assert verdict.other_right
    assert verdict.other_right.monthly_amount is None
    assert codes(verdict) == ["pension_open_amount_unknown"]


def test_a_tier_of_no_dirham_is_an_amount_that_its_sentence_can_say(pack: RulePack) -> None:
    free = with_law(pack, pension_monthly_amount=((1320, 0),))
    (finding,) = judged(free, request(birth_date="1964-02-01", insurance_days="1400")).findings
    assert (finding.code, finding.values["amount"]) == ("pension_open", 0)


def test_the_note_below_a_threshold_follows_its_margin(pack: RulePack) -> None:
    draft = request(insurance_days="3000")
    assert codes(judged(pack, draft)) == ["days_near_threshold"]
    assert codes(judged(with_law(pack, near_threshold_percent=5), draft)) == []
    assert codes(judged(with_law(pack, near_threshold_percent=None), draft)) == []


def test_the_note_says_how_many_days_are_missing(pack: RulePack) -> None:
    (note,) = judged(pack, request(insurance_days="3000")).findings
    assert note.values == {"days": 3000, "threshold": 3240, "missing": 240}
    assert (note.subject, note.severity) == ("insurance_days", "note")


def test_where_no_text_gives_a_deadline_there_is_a_doubt(pack: RulePack) -> None:
    silent = with_law(pack, deposit_delay_years=None)
    verdict = judged(silent, request())
    assert verdict.outcome == "undetermined"
    assert verdict.deadline is None
    assert verdict.deadline_state == "unknown"
    assert codes(verdict) == ["deadline_unknown"]


def test_a_deadline_of_a_text_that_is_sure_needs_no_note(pack: RulePack) -> None:
    draft = request(birth_date="1964-02-01", insurance_days="900")
    assert codes(judged(pack, draft)) == ["deadline_by_analogy"]
    delay = pack.parameters.by_id["deposit_delay_years"]
    sure = delay._replace(values=tuple(one._replace(grade="seed") for one in delay.values))
    by_id = {**pack.parameters.by_id, "deposit_delay_years": sure}
    settled = pack._replace(parameters=pack.parameters._replace(by_id=by_id))
    assert codes(judged(settled, draft)) == []


def test_a_note_of_a_delay_points_at_the_birth_date(pack: RulePack) -> None:
    draft = request(birth_date="1964-02-01", insurance_days="900")
    (note,) = judged(pack, draft).findings
    assert (note.subject, note.severity) == ("birth_date", "note")
    assert note.values == {"last_day": date(2029, 2, 1), "years": 5}
    limit = judged(pack, request(), date(2026, 3, 11)).findings[-1]
    assert (limit.code, limit.subject) == ("deadline_at_limit", "birth_date")
    assert limit.values == {"last_day": date(2026, 3, 10), "on": date(2026, 3, 11)}


def test_a_reading_that_decides_is_a_doubt_and_one_that_does_not_is_a_note(
    pack: RulePack,
) -> None:
    def severity(code: str, **answers: str) -> str:
        found = judged(pack, request(**answers)).findings
        return next(one.severity for one in found if one.code == code)

    assert severity("birth_year_alone", birth_date="1961") == "note"
    assert severity("birth_year_alone", birth_date="1960") == "unknown"


def test_only_the_point_that_decides_is_a_doubt(pack: RulePack) -> None:
    answers = {"worker": "miner", "underground_years": "unknown", "birth_date": "1968"}
    found = judged(pack, request(insurance_days="1000", **answers)).findings
    severities = {one.code: one.severity for one in found}
    assert severities["underground_years_unknown"] == "unknown"
    assert severities["birth_year_alone"] == "note"
    (year,) = [one for one in found if one.code == "birth_year_alone"]
    assert year.values == {"first": date(1968, 1, 1), "last": date(1968, 12, 31)}


def test_points_that_decide_only_together_are_all_doubts(pack: RulePack) -> None:
    # Born in 1963: 55 in 2018 (late in 2023), 60 in 2023; deposit on 31 December 2023.
    answers = {"worker": "miner", "underground_years": "unknown", "birth_date": "1963"}
    verdict = judged(pack, request(insurance_days="1000", **answers), date(2023, 6, 1))
    outcomes = {reading["outcome"] for reading in verdict.trace}
    assert outcomes == {"favourable", "unfavourable"}
    severities = {one.code: one.severity for one in verdict.findings}
    assert severities["underground_years_unknown"] == "unknown"
    assert severities["birth_year_alone"] == "unknown"


def test_an_open_point_says_its_options_and_the_texts_that_leave_it_open(
    pack: RulePack,
) -> None:
    verdict = judged(pack, request(birth_date="1954-08-01"))
    (point,) = [one for one in verdict.findings if one.code == "two_deadlines"]
    assert point.subject == "birth_date"
    assert point.values == {"first": date(2016, 7, 31), "last": date(2019, 8, 1)}
    assert point.reference == (
        "Dépliant CNSS: « avant le 1er août 2016 »; loi en vigueur le 1er août 2014"
        " · Dépliant CNSS: « cinq ans »; loi en vigueur le 1er août 2014"
    )


def test_a_miner_past_the_ordinary_age_is_told_both_ages(pack: RulePack) -> None:
    draft = request(worker="miner", underground_years="10", birth_date="1964-06-01")
    (point,) = [
        one for one in judged(pack, draft).findings if one.code == "miner_past_ordinary_age"
    ]
    assert (point.subject, point.values) == ("underground_years", {"first": 55, "last": 60})


def test_a_verdict_depends_on_the_deposit_date_alone(pack: RulePack) -> None:
    before = judged(pack, request(), date(2026, 3, 10))
    assert judged(pack, request(), date(2026, 3, 10)) == before
    assert before.rules_version == pack.fingerprint


RETIRED_IN_2024 = {"insurance_days": "2000", "activity_ceased_on": "2024-03-31"}


@pytest.mark.parametrize(
    ("left", "outcome", "refund"),
    [(0, "favourable", "employee_share"), (1, "other_right", None)],
)
def test_a_contested_point_is_settled_by_leaving_one_reading(
    pack: RulePack, left: int, outcome: str, refund: str | None
) -> None:
    verdict = judged(settled(pack, "start_of_the_reform", left), request(**RETIRED_IN_2024))
    assert (verdict.outcome, verdict.refund) == (outcome, refund)
    assert "start_of_the_reform" not in codes(verdict)


def test_the_reform_begins_on_the_first_day_of_its_values(pack: RulePack) -> None:
    """The day before and the day itself, wherever a changed law puts it."""
    day = date(2024, 3, 31)
    for first_day, outcome in ((day, "undetermined"), (date(2024, 4, 1), "favourable")):
        moved = reform_of(pack, first_day)
        assert judged(moved, request(**RETIRED_IN_2024)).outcome == outcome


def reform_of(pack: RulePack, first_day: date) -> RulePack:
    """The same law, with a reform that begins on another day."""
    parameters = pack.parameters
    point = parameters.contested["start_of_the_reform"]
    by_id = {
        one.id: one._replace(
            values=tuple(
                value._replace(since=first_day) if value.contested == point.id else value
                for value in one.values
            )
        )
        for one in parameters.by_id.values()
    }
    values = tuple((parameter, first_day) for parameter, _since in point.values)
    contested = {**parameters.contested, point.id: point._replace(values=values)}
    return pack._replace(parameters=parameters._replace(by_id=by_id, contested=contested))


def test_a_law_without_contested_points_reads_one_day(pack: RulePack) -> None:
    certain = pack._replace(parameters=pack.parameters._replace(contested={}))
    assert len(judged(certain, request(**RETIRED_IN_2024)).trace) == 1
    assert len(judged(pack, request(**RETIRED_IN_2024)).trace) == 2


def test_where_a_pension_does_not_pass_on_the_deceased_simply_drew_one(pack: RulePack) -> None:
    law = with_law(pack, pension_passes_to_survivors=False)
    verdict = judged(law, request_of_survivors(basic_scheme_pension="yes"))
    assert (verdict.outcome, verdict.other_right) == ("unfavourable", None)
    assert "pension_drawn" in codes(verdict)


def test_where_work_may_go_on_its_end_by_death_is_not_told(pack: RulePack) -> None:
    for law in (False, None):
        free = with_law(pack, activity_must_have_ceased=law)
        told = codes(judged(free, request_of_survivors(activity_ceased="no")))
        assert "activity_ended_by_death" not in told


def test_a_value_is_in_force_on_its_first_and_its_last_day() -> None:
    value = DatedValue(date(2000, 1, 1), date(2000, 12, 31), 1, "Loi d'essai", "seed", date.min)
    parameter = Parameter("legal_age", "years", "deposited_on", (value,))
    assert parameter.at({"deposited_on": date(1999, 12, 31)}) is None
    assert parameter.at({"deposited_on": date(2000, 1, 1)}) == value
    assert parameter.at({"deposited_on": date(2000, 12, 31)}) == value
    assert parameter.at({"deposited_on": date(2001, 1, 1)}) is None


def test_a_newer_value_replaces_one_whose_end_was_left_open() -> None:
    old = DatedValue(date(2000, 1, 1), None, 1, "Loi d'essai", "seed", date.min)
    new = DatedValue(date(2010, 1, 1), None, 2, "Loi d'essai", "seed", date.min)
    parameter = Parameter("legal_age", "years", "deposited_on", (old, new))
    assert parameter.at({"deposited_on": date(2009, 12, 31)}) == old
    assert parameter.at({"deposited_on": date(2010, 1, 1)}) == new


def test_a_parameter_past_its_review_date_is_named_and_changes_no_verdict(
    pack: RulePack,
) -> None:
    due = {one.id: one.review_by for one in pack.parameters.by_id.values() if one.review_by}
    assert due["pension_monthly_amount"] == date(2027, 5, 1)
    named = {one.id for one in pack.parameters.to_review(date(2027, 5, 2))}
    assert named == {"pension_monthly_amount"}
    assert pack.parameters.to_review(date(2027, 5, 1)) == ()
    assert judged(pack, request(), ON).findings == ()


def test_every_rule_number_has_a_date_in_its_reference(pack: RulePack) -> None:
    undated = [
        (parameter.id, value.reference)
        for parameter in pack.parameters.by_id.values()
        for value in parameter.values
        if not re.search(r"\b(1972|2004|2014|2021|2025|2026)\b", value.reference)
    ]
    assert undated == []
