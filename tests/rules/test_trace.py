"""What F5 shows and what is stored: each condition, per reading, with its source."""

from __future__ import annotations

import json
from datetime import date

import pytest

from cnss_counter.domain.request import RequestDraft
from cnss_counter.law import RulePack
from cnss_counter.rules.verdict import canonical_json
from tests.rules.facts import CHILD, ON, WIDOW, judged, request, request_of_survivors, with_law

OF_THE_INSURED = [
    "no_pension_drawn",
    "days_below_pension",
    "has_contributed",
    "legal_age_covered",
    "legal_age_reached",
    "activity_ceased",
    "no_coordination_rights",
    "deposited_in_time",
]


def test_every_condition_is_in_the_trace_even_when_met(pack: RulePack) -> None:
    (reading,) = judged(pack, request()).trace
    assert reading["reading"] == 1
    assert reading["choices"] == {}
    assert reading["legal_age_reached_on"] == "2021-03-10"
    assert reading["last_day"] == "2026-03-10"
    assert reading["outcome"] == "favourable"
    assert [step["condition"] for step in reading["conditions"]] == OF_THE_INSURED
    assert {step["state"] for step in reading["conditions"]} == {"yes"}


def test_a_step_gives_the_value_the_threshold_and_its_dated_source(pack: RulePack) -> None:
    (reading,) = judged(pack, request()).trace
    steps = {step["condition"]: step for step in reading["conditions"]}
    art_53 = "Dahir 1-72-184 du 27 juillet 1972, art. 53"
    assert steps["days_below_pension"] == {
        "condition": "days_below_pension",
        "state": "yes",
        "value": 2100,
        "threshold": 3240,
        "reference": art_53,
        "since": "0001-01-01",
        "grade": "corroborated",
    }
    assert steps["legal_age_reached"] == {
        "condition": "legal_age_reached",
        "state": "yes",
        "value": "2021-03-10",
        "threshold": "2025-09-01",
        "reference": art_53,
        "since": "0001-01-01",
        "grade": "corroborated",
    }
    values = {name: (step["value"], step["threshold"]) for name, step in steps.items()}
    assert values["deposited_in_time"] == ("2025-09-01", "2026-03-10")
    assert values["legal_age_covered"] == ("2021-03-10", "2000-01-01")
    assert values["activity_ceased"] == ("1999-12-31", "2025-09-01")
    assert values["no_pension_drawn"] == ("no", "no")
    assert values["no_coordination_rights"] == ("no", "no")


def test_each_reading_is_traced_with_the_choice_it_makes(pack: RulePack) -> None:
    verdict = judged(pack, request(birth_date="1954-08-01"), date(2018, 6, 1))
    first, second = verdict.trace
    assert first["choices"] == {"two_deadlines": "2016-07-31"}
    assert second["choices"] == {"two_deadlines": "2019-08-01"}
    assert (first["reading"], second["reading"]) == (1, 2)
    assert (first["outcome"], second["outcome"]) == ("unfavourable", "favourable")
    assert (first["last_day"], second["last_day"]) == ("2016-07-31", "2019-08-01")


def test_the_two_laws_of_a_late_retirement_are_traced_one_by_one(pack: RulePack) -> None:
    draft = request(insurance_days="2000", activity_ceased_on="2024-03-31")
    by_age, by_retirement = judged(pack, draft).trace
    assert by_age["choices"] == {"start_of_the_reform": "2021-03-10"}
    assert by_retirement["choices"] == {"start_of_the_reform": "2024-03-31"}
    assert (by_age["outcome"], by_retirement["outcome"]) == ("favourable", "other_right")
    covered = [
        {step["condition"]: step for step in one["conditions"]}["legal_age_covered"]
        for one in (by_age, by_retirement)
    ]
    assert [step["value"] for step in covered] == ["2021-03-10", "2024-03-31"]
    assert [step["since"] for step in covered] == ["2000-01-01", "2023-01-01"]


def test_the_ages_of_a_miner_are_told_as_years(pack: RulePack) -> None:
    draft = request(worker="miner", underground_years="unknown", birth_date="1968-06-01")
    first, second = judged(pack, draft).trace
    assert first["choices"] == {"underground_years_unknown": 55}
    assert second["choices"] == {"underground_years_unknown": 60}


def test_an_unknown_date_is_an_empty_one(pack: RulePack) -> None:
    (reading,) = judged(pack, request(birth_date="")).trace
    assert reading["legal_age_reached_on"] is None
    assert reading["last_day"] is None
    assert reading["conditions"][1]["threshold"] == ""


def test_what_is_not_known_is_traced_as_unknown(pack: RulePack) -> None:
    nothing = ("birth_date", "activity_ceased", "basic_scheme_pension", "other_scheme")
    (reading,) = judged(pack, request(**dict.fromkeys(nothing, ""))).trace
    told = [
        (step["condition"], step["state"], step["value"], step["threshold"])
        for step in reading["conditions"]
    ]
    assert told == [
        ("no_pension_drawn", "unknown", "unknown", "no"),
        ("days_below_pension", "unknown", 2100, ""),
        ("has_contributed", "yes", 2100, 1),
        ("legal_age_covered", "unknown", "unknown", ""),
        ("legal_age_reached", "unknown", "unknown", "2025-09-01"),
        ("activity_ceased", "unknown", "unknown", "yes"),
        ("no_coordination_rights", "unknown", "unknown", "no"),
        ("deposited_in_time", "unknown", "2025-09-01", "unknown"),
    ]


def test_a_requirement_that_the_law_has_dropped_is_met_whatever_the_answer(
    pack: RulePack,
) -> None:
    waived = with_law(
        pack,
        activity_must_have_ceased=False,
        no_basic_scheme_pension=False,
        no_coordination_rights=False,
    )
    answers = {"activity_ceased": "no", "basic_scheme_pension": "yes", "other_scheme": "yes"}
    (reading,) = judged(waived, request(**answers), date(2022, 9, 1)).trace
    steps = {step["condition"]: step for step in reading["conditions"]}
    for condition, value, threshold in (
        ("activity_ceased", "no", "yes"),
        ("no_pension_drawn", "yes", "no"),
        ("no_coordination_rights", "yes", "no"),
    ):
        assert steps[condition] == {
            "condition": condition,
            "state": "yes",
            "value": value,
            "threshold": threshold,
            "reference": "Loi d'essai, 2025",
            "since": "0001-01-01",
            "grade": "seed",
        }


def test_a_deposit_in_time_is_traced_with_the_text_of_its_delay(pack: RulePack) -> None:
    (reading,) = judged(pack, request()).trace
    in_time = reading["conditions"][-1]
    assert in_time["reference"] == "Dépliant CNSS: « cinq ans »; loi en vigueur le 1er août 2014"
    assert in_time["since"] == "2014-08-01"


def test_a_death_not_dated_is_traced_as_unknown(pack: RulePack) -> None:
    (reading,) = judged(pack, request_of_survivors(death_date="")).trace
    (step,) = [
        one for one in reading["conditions"] if one["condition"] == "legal_age_reached_before_death"
    ]
    assert (step["state"], step["value"], step["threshold"]) == (
        "unknown",
        "2021-03-10",
        "unknown",
    )


def test_a_survivor_in_doubt_is_traced_without_a_text(pack: RulePack) -> None:
    gone, in_doubt = {**WIDOW, "dependent": "no"}, {**WIDOW, "dependent": ""}
    told = judged(pack, request_of_survivors(gone, in_doubt)).trace[-1]["survivors"]
    assert [(one["state"], one["code"], bool(one["reference"])) for one in told] == [
        ("no", "survivor_not_dependent", True),
        ("unknown", "survivor_unclear", False),
    ]
    assert told[1]["reference"] == ""


def test_the_list_of_survivors_is_traced_with_the_reason_of_each(pack: RulePack) -> None:
    too_old = CHILD | {"birth_date": "2000-01-01"}
    verdict = judged(pack, request_of_survivors(WIDOW, too_old))
    dependent = "Dépliant CNSS; cnss.ma, pension de survivants (lue en 2025)"
    assert verdict.trace[-1] == {
        "survivors": [
            {
                "survivor": 1,
                "state": "yes",
                "code": "",
                "reference": dependent,
                "share": "0.5000",
            },
            {
                "survivor": 2,
                "state": "no",
                "code": "survivor_too_old",
                "reference": dependent,
                "share": "0.0000",
            },
        ]
    }


def test_the_canonical_bytes_hold_the_verdict_and_its_trace(pack: RulePack) -> None:
    verdict = judged(pack, request())
    record = json.loads(canonical_json(verdict))
    assert record == verdict.to_json() | {"trace": list(verdict.trace)}
    assert record["rules_version"] == pack.fingerprint
    assert "sous réserve".encode() not in canonical_json(verdict)
    assert "août".encode() in canonical_json(judged(pack, request(activity_ceased="no")))


def test_the_canonical_bytes_are_written_one_way(pack: RulePack) -> None:
    text = canonical_json(judged(pack, request())).decode()
    assert text == json.dumps(
        json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def test_the_verdict_json_is_the_contract(pack: RulePack) -> None:
    told = judged(pack, request(birth_date="1964-02-01", insurance_days="1500")).to_json()
    assert list(told) == [
        "outcome",
        "refund",
        "other_right",
        "legal_age_reached_on",
        "deadline",
        "deadline_state",
        "findings",
        "attachments",
        "shares",
        "errors",
        "rules_version",
    ]
    assert told["other_right"] == {"kind": "old_age_pension", "monthly_amount": 600}
    assert told["legal_age_reached_on"] == "2024-02-01"
    assert told["deadline"] == "2029-02-01"
    assert told["deadline_state"] == "open"
    assert told["attachments"][0] == {"id": "immatriculation_card", "required": True}
    (finding,) = told["findings"]
    assert finding == {
        "code": "pension_open",
        "subject": "insurance_days",
        "severity": "failed",
        "reference": "Loi 02.24; communiqué CNSS du 7 avril 2025",
        "values": {"value": 1500, "threshold": 1320, "amount": 600},
    }
    assert judged(pack, request()).to_json()["other_right"] is None


def test_the_verdict_json_of_survivors_has_four_decimals(pack: RulePack) -> None:
    told = judged(pack, request_of_survivors(WIDOW, CHILD)).to_json()
    assert told["shares"] == [
        {"survivor": 1, "share": "0.5000"},
        {"survivor": 2, "share": "0.2500"},
    ]


def test_a_parameter_without_a_value_on_that_day_makes_a_doubt(pack: RulePack) -> None:
    for name in ("pension_minimum_days", "refund_shares", "no_basic_scheme_pension"):
        verdict = judged(with_law(pack, **{name: None}), request())
        (finding,) = [one for one in verdict.findings if one.code == "parameter_missing"]
        assert verdict.outcome == "undetermined"
        assert finding.severity == "unknown"
        assert finding.subject == "birth_date"
        assert finding.values["parameter"] == name
        assert finding.values["value"] in (ON, date(2021, 3, 10))


def test_without_a_legal_age_nothing_is_dated(pack: RulePack) -> None:
    verdict = judged(with_law(pack, legal_age=None), request())
    assert verdict.outcome == "undetermined"
    assert verdict.legal_age_reached_on is None
    assert "parameter_missing" in {finding.code for finding in verdict.findings}


def step_of(pack: RulePack, draft: RequestDraft, condition: str) -> dict[str, object]:
    """How one condition fares in the first reading of a request."""
    reading = judged(pack, draft).trace[0]
    (step,) = [one for one in reading["conditions"] if one["condition"] == condition]
    return dict(step)


@pytest.mark.parametrize(
    ("cause", "law", "told"),
    [
        ("", True, ("yes", "unknown", "no", False)),
        ("unknown", True, ("yes", "unknown", "no", False)),
        ("natural", True, ("yes", "no", "no", False)),
        ("work_accident", True, ("yes", "no", "no", False)),
        ("third_party_accident", True, ("no", "yes", "no", True)),
        ("third_party_accident", False, ("yes", "yes", "no", True)),
    ],
)
def test_the_cause_of_a_death_is_traced_with_the_text_that_it_calls_for(
    pack: RulePack, cause: str, law: bool, told: tuple[str, str, str, bool]
) -> None:
    changed = pack if law else with_law(pack, third_party_accident_opens_pension=False)
    draft = request_of_survivors(death_cause=cause)
    step = step_of(changed, draft, "no_accident_by_third_party")
    assert (step["state"], step["value"], step["threshold"], "reference" in step) == told


@pytest.mark.parametrize(("widows", "state"), [(1, "yes"), (4, "yes"), (5, "unknown")])
def test_the_spouses_listed_are_traced_beside_the_most_there_may_be(
    pack: RulePack, widows: int, state: str
) -> None:
    step = step_of(pack, request_of_survivors(*[WIDOW] * widows), "spouses_within_the_law")
    assert (step["state"], step["value"], step["threshold"]) == (state, widows, 4)
    assert "Code de la famille" in str(step["reference"])


def test_survivors_of_a_death_without_a_date_are_traced_as_not_known(pack: RulePack) -> None:
    step = step_of(pack, request_of_survivors(death_date=""), "survivors_are_counted")
    assert (step["state"], step["value"], step["threshold"]) == ("unknown", 0, 1)
    assert [one for one in judged(pack, request_of_survivors(death_date="")).findings
            if one.subject == "survivors"] == []  # fmt: skip


def test_one_day_of_insurance_is_traced_as_enough_to_have_contributed(pack: RulePack) -> None:
    for days, state in (("0", "unknown"), ("1", "yes"), ("unknown", "unknown")):
        step = step_of(pack, request(insurance_days=days), "has_contributed")
        said = "unknown" if days == "unknown" else int(days)
        assert (step["state"], step["value"], step["threshold"]) == (state, said, 1)
        assert "reference" not in step
