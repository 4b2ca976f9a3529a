"""What is told of the portal, of deaths and of days: subject, severity, source and values."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter.law import RulePack
from cnss_counter.rules.verdict import Finding, Verdict
from tests.rules.facts import (
    WIDOW,
    judged,
    request,
    request_of_survivors,
    settled,
    with_law,
)  # fmt: skip

PORTAL = {"origin": "taawidaty", "portal_reference": "T-1", "portal_date": "2025-08-30"}
ACTIVITY = "Dépliant CNSS et imprimé 310-1-32; loi en vigueur le 1er août 2014"
ART_53 = "Dahir 1-72-184 du 27 juillet 1972, art. 53"


def finding(verdict: Verdict, code: str) -> Finding:
    (one,) = [one for one in verdict.findings if one.code == code]
    return one


def test_who_reached_the_age_after_the_portal_is_told_both_days(pack: RulePack) -> None:
    verdict = judged(pack, request(birth_date="1965-09-01", insurance_days="900", **PORTAL))
    assert finding(verdict, "legal_age_reached_since_portal") == Finding(
        "legal_age_reached_since_portal", "birth_date", "unknown", ART_53,
        {"value": date(2025, 9, 1), "threshold": date(2025, 8, 30), "legal_age": 60},
    )  # fmt: skip


@pytest.mark.parametrize(("ceased", "told"), [("2025-08-30", False), ("2025-09-01", True)])
def test_who_ceased_work_after_the_portal_is_told_both_days(
    pack: RulePack, ceased: str, told: bool
) -> None:
    verdict = judged(pack, request(activity_ceased_on=ceased, insurance_days="900", **PORTAL))
    found = [one for one in verdict.findings if one.code == "activity_ceased_since_portal"]
    expected = Finding(
        "activity_ceased_since_portal", "activity_ceased_on", "unknown", ACTIVITY,
        {"value": date(2025, 9, 1), "threshold": date(2025, 8, 30)},
    )  # fmt: skip
    assert found == [expected] * told


def test_who_has_no_day_is_told_so_at_the_days(pack: RulePack) -> None:
    verdict = judged(pack, request(insurance_days="0"))
    assert finding(verdict, "no_contribution") == Finding(
        "no_contribution", "insurance_days", "unknown", "", {"value": 0, "threshold": 1}
    )


def test_an_accident_by_a_third_party_is_told_at_the_cause_of_death(pack: RulePack) -> None:
    verdict = judged(pack, request_of_survivors(death_cause="third_party_accident"))
    told = finding(verdict, "accident_by_third_party")
    assert (told.subject, told.severity) == ("death_cause", "failed")
    assert told.values == {"value": "yes", "threshold": "no"}


def test_a_marriage_after_the_death_is_told_with_both_days(pack: RulePack) -> None:
    draft = request_of_survivors(marriage_date="2024-06-16", death_date="2024-06-15")
    assert finding(judged(pack, draft), "marriage_after_death") == Finding(
        "marriage_after_death", "marriage_date", "warning", "",
        {"marriage": date(2024, 6, 16), "death": date(2024, 6, 15)},
    )  # fmt: skip
    same_day = request_of_survivors(marriage_date="2024-06-15", death_date="2024-06-15")
    assert "marriage_after_death" not in [one.code for one in judged(pack, same_day).findings]


def test_a_child_in_doubt_is_told_by_the_text_on_births(pack: RulePack) -> None:
    late = {**WIDOW, "quality": "orphan_of_one_parent", "birth_date": "2026-01-01"}
    told = finding(judged(pack, request_of_survivors(late), date(2026, 6, 1)), "born_after_death")
    assert told.reference.startswith("Code de la famille")


def step(verdict: Verdict, condition: str, reading: int = 0) -> dict[str, object]:
    conditions = verdict.trace[reading]["conditions"]
    (one,) = [one for one in conditions if one["condition"] == condition]
    return dict(one)


def test_work_whose_end_hangs_on_a_death_without_a_date_is_traced(pack: RulePack) -> None:
    verdict = judged(pack, request_of_survivors(death_date="", activity_ceased="no"))
    traced = step(verdict, "activity_ceased")
    assert (traced["state"], traced["value"]) == ("unknown", "unknown")
    assert (traced["threshold"], traced["reference"]) == ("2025-09-01", ACTIVITY)


def test_an_age_of_before_2000_that_was_never_reached_is_traced_as_not_known(
    pack: RulePack,
) -> None:
    draft = request_of_survivors(deceased_birth_date="1935-05-01", death_date="1985-01-01")
    traced = step(judged(pack, draft), "legal_age_covered")
    assert (traced["state"], traced["value"]) == ("unknown", "1995-05-01")
    assert (traced["threshold"], traced["since"]) == ("0001-01-01", "0001-01-01")


def test_the_age_is_traced_beside_the_first_day_of_the_law_that_covers_it(pack: RulePack) -> None:
    new = step(judged(pack, request(birth_date="1964-02-01", insurance_days="900")),
               "legal_age_covered")  # fmt: skip
    old = step(judged(pack, request()), "legal_age_covered")
    none = step(judged(pack, request(birth_date="1939-12-31")), "legal_age_covered")
    told = [(one["state"], one["threshold"]) for one in (new, old, none)]
    assert told == [("yes", "2023-01-01"), ("yes", "2000-01-01"), ("no", "2000-01-01")]


def test_work_that_has_ceased_is_traced_with_its_text(pack: RulePack) -> None:
    assert step(judged(pack, request()), "activity_ceased")["reference"] == ACTIVITY


def test_days_that_nobody_knows_are_traced_so(pack: RulePack) -> None:
    traced = step(judged(pack, request(insurance_days="unknown")), "days_below_pension")
    assert (traced["state"], traced["value"]) == ("unknown", "unknown")
    assert (traced["threshold"], traced["reference"]) == (3240, ART_53)


def test_a_pension_that_death_before_the_age_makes_doubtful_is_traced_so(pack: RulePack) -> None:
    draft = request_of_survivors(
        deceased_birth_date="1970-05-01",
        death_date="2024-06-15",
        insurance_days="2000",
        activity_ceased="no",
    )
    verdict = judged(pack, draft)
    readings = [one for one in verdict.trace if "conditions" in one]
    states = {step(verdict, "days_below_pension", n)["state"] for n in range(len(readings))}
    assert states == {"unknown", "no"}
    choices = [one["choices"].get("age_of_the_deceased") for one in readings]
    assert set(choices) == {"yes", "no"}


def test_whoever_works_still_has_one_day_of_retirement(pack: RulePack) -> None:
    """Settled on the retirement, there is nothing to read twice but for whom may have ceased."""
    certain = settled(pack, "start_of_the_reform", 1)
    working = judged(certain, request(activity_ceased="no"))
    assert {reading["choices"].get("retirement_unknown") for reading in working.trace} == {None}
    unknown = judged(certain, request(activity_ceased="unknown"))
    assert len({reading["choices"].get("retirement_unknown") for reading in unknown.trace}) == 2


def test_two_texts_bound_a_deposit_on_one_day_alone(pack: RulePack) -> None:
    """60 in 2012, at work until 2024: the fixed day of the age, or the delay of the reform."""
    draft = request(birth_date="1952-05-02", activity_ceased_on="2024-03-31", insurance_days="900")
    trace = judged(pack, draft).trace
    assert all("two_deadlines" not in reading["choices"] for reading in trace)
    assert {reading["last_day"] for reading in trace} == {"2016-07-31", "2017-05-02", "2029-03-31"}


def test_a_contested_value_is_read_with_the_source_of_its_reading(pack: RulePack) -> None:
    draft = request_of_survivors(deceased_birth_date="1961-03-10", death_date="2021-03-09")
    references = {
        str(step(judged(pack, draft), "legal_age_reached_before_death", n)["reference"])
        for n in range(2)
    }
    assert references == {
        "Dépliant CNSS: conditions du défunt; loi en vigueur le 1er août 2014",
        "Communiqué CNSS du 7 avril 2025, muet sur l'âge du défunt",
    }


def test_a_law_that_lets_work_go_on_is_traced_as_met(pack: RulePack) -> None:
    free = with_law(pack, activity_must_have_ceased=False)
    traced = step(judged(free, request(activity_ceased="no")), "activity_ceased")
    assert (traced["state"], traced["value"], traced["threshold"]) == ("yes", "no", "yes")


def test_who_would_come_back_too_late_is_told_the_last_day(pack: RulePack) -> None:
    draft = request(birth_date="1952-05-05", activity_ceased_on="2016-08-02")
    assert finding(judged(pack, draft, date(2015, 9, 1)), "activity_ceases_too_late") == Finding(
        "activity_ceases_too_late", "activity_ceased_on", "failed", ACTIVITY,
        {"value": date(2016, 8, 2), "threshold": date(2015, 9, 1), "last_day": date(2016, 7, 31)},
    )  # fmt: skip


def test_a_last_day_that_was_closed_is_told_with_the_deposit(pack: RulePack) -> None:
    told = finding(
        judged(pack, request(birth_date="1950-05-05"), date(2016, 8, 1)), "last_day_was_closed"
    )
    assert (told.subject, told.severity) == ("force_majeure", "unknown")
    assert told.values == {
        "value": date(2016, 8, 1), "threshold": date(2016, 7, 31),
        "last_day": date(2016, 7, 31), "on": date(2016, 8, 1),
    }  # fmt: skip


def test_a_source_that_is_too_weak_is_told_where_it_says_no(pack: RulePack) -> None:
    draft = request(birth_date="1963-02-01", insurance_days="900")
    assert finding(judged(pack, draft, date(2028, 3, 1)), "source_too_weak") == Finding(
        "source_too_weak", "force_majeure", "unknown",
        "Délai de la loi de 2014 lu par analogie; celui de la loi 02.24 (2025) n'est pas publié",
        {"grade": "read"},
    )  # fmt: skip


def test_two_refunds_are_told_with_the_texts_of_both(pack: RulePack) -> None:
    draft = request(insurance_days="900", activity_ceased_on="2024-03-31")
    told = finding(judged(pack, draft), "two_refunds")
    assert (told.subject, told.severity, told.values) == ("birth_date", "note", {})
    old, new = told.reference.split(" · ")
    assert old.startswith("Dépliant CNSS")
    assert new.startswith("Loi 02.24")


def test_days_of_an_invalid_are_told_with_both_thresholds(pack: RulePack) -> None:
    draft = request_of_survivors(
        deceased_birth_date="1964-01-01", death_date="2024-06-15", insurance_days="1080"
    )
    told = finding(judged(pack, draft), "invalidity_at_death")
    assert (told.subject, told.severity) == ("insurance_days", "note")
    assert told.values == {"days": 1080, "least": 1080, "last_year": 108}
    assert told.reference


def test_work_that_ceased_on_the_day_of_the_death_was_said_to_have_ceased(pack: RulePack) -> None:
    def told(ceased: str) -> bool:
        draft = request_of_survivors(activity_ceased_on=ceased, death_date="2024-06-15")
        codes = [one.code for one in judged(pack, draft).findings]
        return "activity_ended_by_death" in codes

    assert (told("2024-06-15"), told("2024-06-16")) == (False, True)


def test_a_child_applying_for_itself_is_told_its_age(pack: RulePack) -> None:
    warned = finding(judged(pack, request(birth_date="2015-01-01")), "born_lately")
    assert warned.values["age"] == 10


def test_a_work_accident_is_told_at_the_cause_of_death(pack: RulePack) -> None:
    told = finding(
        judged(pack, request_of_survivors(death_cause="work_accident")),
        "work_accident_pays_elsewhere",
    )
    assert (told.subject, told.severity, told.values) == ("death_cause", "note", {})
    assert "18-12" in told.reference


def test_a_silent_law_is_told_with_the_day_by_which_it_was_read(pack: RulePack) -> None:
    silent = with_law(pack, refund_shares=None)
    told = finding(judged(silent, request()), "parameter_missing")
    assert told.values["value"] == date(2021, 3, 10)
    ageless = with_law(pack, legal_age=None)
    days = {one.values["value"] for one in judged(ageless, request()).findings
            if one.code == "parameter_missing"}  # fmt: skip
    assert days == {date(2025, 9, 1)}


def test_a_choice_that_is_none_is_an_error_even_where_it_is_not_asked(pack: RulePack) -> None:
    in_time = request(force_majeure="perhaps")
    errors = [(one.subject, one.code) for one in judged(pack, in_time).errors]
    assert errors == [("force_majeure", "choice_unknown")]
