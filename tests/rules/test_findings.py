"""Each finding whole: where it points, how grave it is, its source and the values it says."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter import wording
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.law import RulePack
from cnss_counter.rules.verdict import Finding, OtherRight
from tests.rules.facts import (
    CHILD,
    ON,
    WIDOW,
    judged,
    request,
    request_of_survivors,
    with_law,
)

LANGUAGES: tuple[wording.Language, ...] = ("fr", "ar")
ART_53 = "Dahir 1-72-184 du 27 juillet 1972, art. 53"
ART_53_MINERS = "Dahir 1-72-184 du 27 juillet 1972, art. 53 (mineurs)"
LAW_2025 = "Loi 02.24; communiqué CNSS du 7 avril 2025"
FLYER = (
    "Dépliant CNSS « Remboursement des cotisations salariales » (loi en vigueur le 1er août 2014)"
)
FLYER_AND_FORM = "Dépliant CNSS et imprimé 310-1-32; loi en vigueur le 1er août 2014"
COORDINATION = "Dépliant CNSS (coordination); loi en vigueur le 1er août 2014"
FIXED = "Dépliant CNSS: « avant le 1er août 2016 »; loi en vigueur le 1er août 2014"
FIVE_YEARS = "Dépliant CNSS: « cinq ans »; loi en vigueur le 1er août 2014"
CONTRADICTED = (
    "Dépliant CNSS: conditions du défunt; loi en vigueur le 1er août 2014"
    " · Communiqué CNSS du 7 avril 2025, muet sur l'âge du défunt"
)
LISTS = "Guide TAAWIDATY et dépliant CNSS, lus en 2025"
DEPENDENT = "Dépliant CNSS; cnss.ma, pension de survivants (lue en 2025)"

OF_AGE_SINCE_THE_REFORM = {"birth_date": "1963-03-10", "insurance_days": "900"}
"""Somebody whose law does not hang on the day of retirement."""

OF_THE_INSURED: list[tuple[dict[str, str], Finding]] = [
    (
        {"basic_scheme_pension": "yes"},
        Finding(
            "pension_drawn",
            "basic_scheme_pension",
            "failed",
            FLYER_AND_FORM,
            {"value": "yes", "threshold": "no"},
        ),
    ),
    (
        {"basic_scheme_pension": "unknown"},
        Finding(
            "pension_unknown",
            "basic_scheme_pension",
            "unknown",
            FLYER_AND_FORM,
            {"value": "unknown", "threshold": "no"},
        ),
    ),
    (
        {"insurance_days": "unknown"},
        Finding(
            "insurance_days_unknown",
            "insurance_days",
            "unknown",
            ART_53,
            {"value": "unknown", "threshold": 3240},
        ),
    ),
    (
        {"birth_date": "1964-02-01", "insurance_days": "1500"},
        Finding(
            "pension_open",
            "insurance_days",
            "failed",
            LAW_2025,
            {"value": 1500, "threshold": 1320, "amount": 600},
        ),
    ),
    (
        {"insurance_days": "3300"},
        Finding(
            "pension_open_amount_unknown",
            "insurance_days",
            "failed",
            ART_53,
            {"value": 3300, "threshold": 3240},
        ),
    ),
    (
        {"birth_date": "1964-02-01", "insurance_days": "3240"},
        Finding(
            "pension_open_amount_unknown",
            "insurance_days",
            "failed",
            ART_53,
            {"value": 3240, "threshold": 3240},
        ),
    ),
    (
        {"birth_date": "1966-05-04", "insurance_days": "10"},
        Finding(
            "legal_age_not_reached",
            "birth_date",
            "failed",
            ART_53,
            {"value": date(2026, 5, 4), "threshold": ON, "legal_age": 60},
        ),
    ),
    (
        {
            "worker": "miner",
            "underground_years": "8",
            "birth_date": "1971-05-04",
            "insurance_days": "10",
        },
        Finding(
            "legal_age_not_reached",
            "birth_date",
            "failed",
            ART_53_MINERS,
            {"value": date(2026, 5, 4), "threshold": ON, "legal_age": 55},
        ),
    ),
    (
        {"birth_date": ""},
        Finding(
            "legal_age_unknown",
            "birth_date",
            "unknown",
            ART_53,
            {"value": "unknown", "threshold": ON, "legal_age": 60},
        ),
    ),
    (
        {"birth_date": "1935-06-01"},
        Finding(
            "legal_age_before_2000",
            "birth_date",
            "failed",
            FLYER,
            {"value": date(1995, 6, 1), "threshold": date(2000, 1, 1)},
        ),
    ),
    (
        {**OF_AGE_SINCE_THE_REFORM, "activity_ceased": "no"},
        Finding(
            "activity_not_ceased",
            "activity_ceased",
            "failed",
            FLYER_AND_FORM,
            {"value": "no", "threshold": "yes"},
        ),
    ),
    (
        {**OF_AGE_SINCE_THE_REFORM, "activity_ceased": "unknown"},
        Finding(
            "activity_unknown",
            "activity_ceased",
            "unknown",
            FLYER_AND_FORM,
            {"value": "unknown", "threshold": "yes"},
        ),
    ),
    (
        {**OF_AGE_SINCE_THE_REFORM, "activity_ceased_on": ""},
        Finding(
            "activity_end_unknown",
            "activity_ceased_on",
            "unknown",
            FLYER_AND_FORM,
            {"value": "unknown", "threshold": ON},
        ),
    ),
    (
        {**OF_AGE_SINCE_THE_REFORM, "activity_ceased_on": "2025-12-31"},
        Finding(
            "activity_ceases_later",
            "activity_ceased_on",
            "failed",
            FLYER_AND_FORM,
            {"value": date(2025, 12, 31), "threshold": ON},
        ),
    ),
    (
        {"other_scheme": "yes"},
        Finding(
            "other_scheme_rights",
            "other_scheme",
            "unknown",
            COORDINATION,
            {"value": "yes", "threshold": "no"},
        ),
    ),
    (
        {"other_scheme": "unknown"},
        Finding(
            "other_scheme_unknown",
            "other_scheme",
            "unknown",
            COORDINATION,
            {"value": "unknown", "threshold": "no"},
        ),
    ),
    (
        {"birth_date": "1952-05-05"},
        Finding(
            "deadline_passed",
            "force_majeure",
            "failed",
            FIXED,
            {"value": ON, "threshold": date(2016, 7, 31)},
        ),
    ),
    (
        {
            "birth_date": "1958-05-05",
            "force_majeure": "yes",
            "force_majeure_reason": "Hospitalisé de longues années",
        },
        Finding(
            "force_majeure_claimed",
            "force_majeure",
            "unknown",
            FIVE_YEARS,
            {"value": ON, "threshold": date(2023, 5, 5)},
        ),
    ),
]


@pytest.mark.parametrize(("answers", "expected"), OF_THE_INSURED)
def test_a_condition_of_the_insured_says_all_of_itself(
    pack: RulePack, answers: dict[str, str], expected: Finding
) -> None:
    found = judged(pack, request(**answers)).findings
    assert [one for one in found if one.severity != "note"] == [expected]


OF_SURVIVORS: list[tuple[tuple[dict[str, str], ...], dict[str, str], Finding]] = [
    (
        (WIDOW,),
        {"insurance_days": "3240"},
        Finding(
            "survivors_pension_open",
            "insurance_days",
            "failed",
            ART_53,
            {"value": 3240, "threshold": 3240},
        ),
    ),
    (
        (WIDOW,),
        {"basic_scheme_pension": "yes"},
        Finding(
            "deceased_drew_pension",
            "basic_scheme_pension",
            "failed",
            "cnss.ma, pension de survivants (lue en 2025)",
            {"value": "yes", "threshold": "no"},
        ),
    ),
    (
        (WIDOW,),
        {"activity_ceased": "no"},
        Finding(
            "activity_ended_by_death",
            "activity_ceased",
            "note",
            FLYER_AND_FORM,
            {"death": date(2024, 6, 15)},
        ),
    ),
    (
        (WIDOW,),
        {"deceased_birth_date": ""},
        Finding(
            "legal_age_unknown",
            "deceased_birth_date",
            "unknown",
            ART_53,
            {"value": "unknown", "threshold": ON, "legal_age": 60},
        ),
    ),
    (
        (WIDOW,),
        {"deceased_birth_date": "1935-06-01"},
        Finding(
            "legal_age_before_2000",
            "deceased_birth_date",
            "failed",
            FLYER,
            {"value": date(1995, 6, 1), "threshold": date(2000, 1, 1)},
        ),
    ),
    (
        (WIDOW,),
        {"death_date": "2021-03-09"},
        Finding(
            "death_before_legal_age",
            "death_date",
            "unknown",
            CONTRADICTED,
            {"value": date(2021, 3, 10), "threshold": date(2021, 3, 9)},
        ),
    ),
    (
        (WIDOW,),
        {"death_date": ""},
        Finding(
            "death_date_unknown",
            "death_date",
            "unknown",
            CONTRADICTED.partition(" · ")[0],
            {"value": date(2021, 3, 10), "threshold": "unknown"},
        ),
    ),
    (
        ({**CHILD, "dependent": "no"},),
        {},
        Finding(
            "no_survivor_counted",
            "survivors",
            "failed",
            "",
            {"value": 0, "threshold": 1},
        ),
    ),
    (
        (WIDOW, {**WIDOW, "dependent": "no"}),
        {},
        Finding(
            "survivor_not_dependent",
            "survivors.2",
            "warning",
            DEPENDENT,
            {"survivor": 2, "limit": 0},
        ),
    ),
    (
        (WIDOW, {**CHILD, "birth_date": "2001-01-01", "situation": "studying"}),
        {},
        Finding(
            "survivor_too_old",
            "survivors.2",
            "warning",
            DEPENDENT,
            {"survivor": 2, "limit": 21},
        ),
    ),
    (
        ({**CHILD, "birth_date": "2008-06-16"},),
        {},
        Finding("survivor_differs_at_deposit", "survivors.1", "note", "", {"survivor": 1}),
    ),
    (
        (WIDOW, {**CHILD, "birth_date": "2008"}),
        {},
        Finding(
            "survivor_unclear",
            "survivors.2",
            "unknown",
            DEPENDENT,
            {"survivor": 2, "limit": 0},
        ),
    ),
    ((WIDOW,), {}, Finding("shares_are_indicative", "survivors", "note")),
]


@pytest.mark.parametrize(("listed", "answers", "expected"), OF_SURVIVORS)
def test_a_finding_about_survivors_says_all_of_itself(
    pack: RulePack,
    listed: tuple[dict[str, str], ...],
    answers: dict[str, str],
    expected: Finding,
) -> None:
    found = judged(pack, request_of_survivors(*listed, **answers)).findings
    assert [one for one in found if one.code == expected.code] == [expected]


def test_an_empty_list_of_survivors_asks_for_one(pack: RulePack) -> None:
    draft = request_of_survivors()._replace(survivors=())
    found = judged(pack, draft).findings
    values = {"value": 0, "threshold": 1}
    assert list(found) == [Finding("no_survivor_listed", "survivors", "unknown", "", values)]


def test_the_survivors_counted_are_a_condition_like_another(pack: RulePack) -> None:
    def step(*listed: dict[str, str]) -> object:
        reading = judged(pack, request_of_survivors(*listed)).trace[0]
        return reading["conditions"][-1]

    told = {"condition": "survivors_are_counted", "threshold": 1}
    gone = {**CHILD, "dependent": "no"}
    in_doubt = {**CHILD, "birth_date": ""}
    assert step(WIDOW, CHILD) == {**told, "state": "yes", "value": 2}
    assert step(gone, WIDOW) == {**told, "state": "yes", "value": 1}
    assert step(gone) == {**told, "state": "no", "value": 0}
    assert step(gone, in_doubt, WIDOW) == {**told, "state": "unknown", "value": 1}


def test_where_no_text_gives_a_deadline_the_finding_says_so(pack: RulePack) -> None:
    (finding,) = judged(with_law(pack, deposit_delay_years=None), request()).findings
    assert finding == Finding(
        "deadline_unknown", "force_majeure", "unknown", "", {"value": ON, "threshold": "unknown"}
    )


def test_where_no_refund_was_ever_given_the_law_is_named_all_the_same(pack: RulePack) -> None:
    never = with_law(pack, refund_shares="none")
    (finding,) = judged(never, request()).findings
    assert finding.code == "legal_age_before_2000"
    assert finding.values == {"value": date(2021, 3, 10), "threshold": date.min}


def test_a_survivor_in_doubt_for_want_of_an_answer_names_no_text(pack: RulePack) -> None:
    found = judged(pack, request_of_survivors({**WIDOW, "dependent": ""})).findings
    values = {"survivor": 1, "limit": 0}
    assert Finding("survivor_unclear", "survivors.1", "unknown", "", values) in found


def test_each_note_names_its_text(pack: RulePack) -> None:
    near = judged(pack, request(insurance_days="3000")).findings
    assert [one.reference for one in near] == [ART_53]
    limit = judged(pack, request(), date(2026, 3, 10)).findings
    assert [one.reference for one in limit] == [FIVE_YEARS]


def test_two_open_points_of_the_dead_point_at_the_same_date(pack: RulePack) -> None:
    draft = request_of_survivors(deceased_birth_date="1960-02-29")
    (point,) = [one for one in judged(pack, draft).findings if one.code == "leap_day_deadline"]
    assert point.subject == "deceased_birth_date"
    assert point.values == {"first": date(2025, 2, 28), "last": date(2025, 3, 1)}


def test_the_certificate_of_training_is_asked_of_a_trainee_alone(pack: RulePack) -> None:
    def asks(situation: str) -> bool:
        child = {**CHILD, "birth_date": "2007-01-01", "situation": situation}
        asked = judged(pack, request_of_survivors(child)).attachments
        return "training_certificate" in {paper.id for paper in asked}

    assert [asks(one) for one in ("training", "studying", "none", "disabled")] == [
        True,
        False,
        False,
        False,
    ]


def test_force_majeure_is_not_asked_on_the_last_day(pack: RulePack) -> None:
    assert "force_majeure" not in judged(pack, request(), date(2026, 3, 10)).fields
    assert "force_majeure" in judged(pack, request(), date(2026, 3, 11)).fields


def test_a_right_open_is_of_the_kind_that_applies(pack: RulePack) -> None:
    insured = judged(pack, request(insurance_days="3240")).other_right
    assert insured == OtherRight("old_age_pension", None)
    survivors = judged(pack, request_of_survivors(insurance_days="3240")).other_right
    assert survivors == OtherRight("survivors_pension", None)
    reform = judged(pack, request(birth_date="1964-02-01", insurance_days="2857")).other_right
    assert reform == OtherRight("old_age_pension", 1000)


def test_a_missing_paper_says_which_and_names_the_form(pack: RulePack) -> None:
    draft = request().with_attachment("identity_document", Attachment("refused"))
    draft = draft.without_attachment("request_form")
    assert list(judged(pack, draft).findings) == [
        Finding("attachment_missing", "identity_document", "missing", LISTS, {"form": "310-1-32"}),
        Finding("form_missing", "request_form", "missing", LISTS, {"form": "310-1-32"}),
    ]


def test_a_procedure_without_a_right_says_so_beside_its_form(pack: RulePack) -> None:
    verdict = judged(pack, RequestDraft("immatriculation"))
    assert (verdict.outcome, verdict.outcome_word) == ("favourable", "not_assessed")
    assert verdict.findings[-1] == Finding("no_right_assessed", "request_form", "note")


def test_the_gravest_findings_come_first(pack: RulePack) -> None:
    draft = request(
        activity_ceased="no",
        other_scheme="yes",
        immatriculation_number="12345678",
        insurance_days="3000",
    ).without_attachment("identity_document")
    assert [one.severity for one in judged(pack, draft, date(2022, 9, 1)).findings] == [
        "failed",
        "unknown",
        "missing",
        "warning",
        "note",
    ]


def test_what_the_procedure_does_not_ask_is_named_clean(pack: RulePack) -> None:
    draft = request(**{"r\u202eib": "1"}).with_attachment("\x07horoscope", Attachment("seen"))
    draft = draft._replace(survivors=(WIDOW,))
    errors = judged(pack, draft).errors
    assert errors == (
        Finding("unknown_field", "rib", "error", "", {"typed": "rib"}),
        Finding("unknown_paper", "horoscope", "error", "", {"typed": "horoscope"}),
        Finding("unknown_field", "survivors.1.name", "error", "", {"typed": "survivors.1.name"}),
        Finding(
            "unknown_field", "survivors.1.quality", "error", "", {"typed": "survivors.1.quality"}
        ),
        Finding(
            "unknown_field",
            "survivors.1.dependent",
            "error",
            "",
            {"typed": "survivors.1.dependent"},
        ),
    )


def test_an_error_in_the_list_names_its_line_and_its_question(pack: RulePack) -> None:
    draft = request_of_survivors(WIDOW, {**CHILD, "birth_date": "hier", "age": "9"})
    assert judged(pack, draft).errors == (
        Finding("unknown_field", "survivors.2.age", "error", "", {"typed": "survivors.2.age"}),
        Finding("not_a_birth_date", "survivors.2.birth_date", "error", "", {"typed": "hier"}),
    )


def test_the_state_of_a_paper_is_one_of_four(pack: RulePack) -> None:
    for state in ("seen", "copy_kept", "absent", "refused"):
        draft = request().with_attachment("immatriculation_card", Attachment(state))
        assert judged(pack, draft).errors == ()


@pytest.mark.parametrize(("days", "severity"), [("900", "note"), ("2000", "unknown")])
def test_the_contested_start_of_the_reform_names_both_days_and_both_sources(
    pack: RulePack, days: str, severity: str
) -> None:
    draft = request(insurance_days=days, activity_ceased_on="2024-03-31")
    (point,) = [one for one in judged(pack, draft).findings if one.code == "start_of_the_reform"]
    assert (point.subject, point.severity) == ("activity_ceased", severity)
    assert point.reference.split(" · ") == [
        "Site demarchesmaroc.com, page du 25 août 2025",
        "Communiqué CNSS du 7 avril 2025; décret 2.25.265, BO 7399 du 28 avril 2025",
    ]
    assert point.values == {
        "since": date(2023, 1, 1),
        "first": date(2021, 3, 10),
        "last": date(2024, 3, 31),
    }


@pytest.mark.parametrize(
    ("answer", "ending"), [("no", "_at_work"), ("unknown", "_end_unknown"), ("yes", "_end_unknown")]
)
def test_no_end_of_work_is_told_of_somebody_who_works_or_may(
    pack: RulePack, answer: str, ending: str
) -> None:
    """Whoever works still is read on the deposit date, which is not the day on which work ended."""
    draft = request(insurance_days="2000", activity_ceased=answer, activity_ceased_on="")
    (point,) = [one for one in judged(pack, draft).findings if "start_of_the_reform" in one.code]
    assert point.code == f"start_of_the_reform{ending}"
    for language in LANGUAGES:
        words = wording.load(language)
        is_told = words.date(ON) in words.finding(point)
        assert is_told is (answer == "no")  # "has not ceased on that day"


def test_an_open_point_that_is_only_noted_is_said_whole(pack: RulePack) -> None:
    assert list(judged(pack, request(birth_date="1961")).findings) == [
        Finding(
            "birth_year_alone",
            "birth_date",
            "note",
            ART_53,
            {"first": date(1961, 1, 1), "last": date(1961, 12, 31)},
        )
    ]


def test_a_silent_law_is_named_where_a_doubt_is_left(pack: RulePack) -> None:
    (finding,) = judged(with_law(pack, no_coordination_rights=None), request()).findings
    assert finding == Finding(
        "parameter_missing",
        "birth_date",
        "unknown",
        "",
        {"value": ON, "threshold": "", "parameter": "no_coordination_rights"},
    )
