"""Nobody is sent away: a number that is not in hand, a person with one name, no document."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter.domain.request import RequestDraft
from cnss_counter.law import RulePack
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.rules.verdict import Verdict
from tests.rules.facts import DECEASED, INSURED, ON, WIDOW

ONE_NAME = {"first_name": "", "first_name_ar": ""}
ONE_NAME_OF_THE_DEAD = {"deceased_first_name": "", "deceased_first_name_ar": ""}
NO_NUMBER = {"immatriculation_number": "unknown", "number_unknown_reason": "carte perdue"}
NO_NUMBER_OF_THE_DEAD = {
    "deceased_immatriculation_number": "unknown",
    "number_unknown_reason": "carte perdue",
}
PORTAL = {"origin": "taawidaty", "portal_reference": "T-12", "portal_date": "2025-08-01"}
PROCEDURES = (
    "contribution_refund",
    "contribution_refund_survivors",
    "immatriculation",
    "old_age_pension",
)


def verdict(pack: RulePack, procedure: str = PROCEDURES[0], **answers: str) -> Verdict:
    asked = pack.procedures[procedure]
    known = {**INSURED, **DECEASED} if asked.has_survivors else INSURED
    given = {field.id: known[field.id] for field in asked.fields if field.id in known}
    survivors = (WIDOW,) if asked.has_survivors else ()
    draft = RequestDraft(procedure, {**given, **answers}, survivors=survivors)
    return evaluate(asked, draft, pack.parameters, ON)


def errors(found: Verdict) -> list[tuple[str, str]]:
    return [(error.subject, error.code) for error in found.errors]


def warnings(found: Verdict) -> list[tuple[str, str]]:
    told = (one for one in found.findings if one.severity == "warning")
    return [(one.subject, one.code) for one in told]


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_person_with_one_name_says_why_and_goes_on(pack: RulePack, procedure: str) -> None:
    without = verdict(pack, procedure, **ONE_NAME)
    assert errors(without) == [("first_name", "required_in_one_script")]
    assert "one_name_reason" in without.fields
    told = verdict(pack, procedure, **ONE_NAME, one_name_reason="passeport sans prénom")
    assert errors(told) == []
    assert ("first_name", "one_name") in warnings(told)


def test_a_reason_for_one_name_has_three_letters(pack: RulePack) -> None:
    found = verdict(pack, **ONE_NAME, one_name_reason="ab")
    assert errors(found) == [("one_name_reason", "text_too_short")]
    assert errors(verdict(pack, **ONE_NAME, one_name_reason="abc")) == []


def test_one_name_is_asked_of_nobody_who_has_two(pack: RulePack) -> None:
    for name in ("first_name", "first_name_ar"):
        found = verdict(pack, **{**ONE_NAME, name: INSURED[name]}, one_name_reason="abc")
        assert "one_name_reason" not in found.fields
        assert warnings(found) == []


def test_a_deceased_with_one_name_is_written_down_too(pack: RulePack) -> None:
    found = verdict(pack, PROCEDURES[1], **ONE_NAME_OF_THE_DEAD)
    assert errors(found) == [("deceased_first_name", "required_in_one_script")]
    assert "deceased_one_name_reason" in found.fields
    assert "one_name_reason" not in found.fields
    said = {**ONE_NAME_OF_THE_DEAD, "deceased_one_name_reason": "un seul nom"}
    told = verdict(pack, PROCEDURES[1], **said)
    assert errors(told) == []
    assert warnings(told) == [("deceased_first_name", "one_name")]


@pytest.mark.parametrize(
    ("reason", "excused", "not_excused"),
    [
        ("deceased_one_name_reason", "deceased_first_name", "first_name"),
        ("one_name_reason", "first_name", "deceased_first_name"),
    ],
)
def test_the_reason_of_one_person_excuses_no_other(
    pack: RulePack, reason: str, excused: str, not_excused: str
) -> None:
    both = {**ONE_NAME, **ONE_NAME_OF_THE_DEAD, reason: "un seul nom"}
    found = verdict(pack, PROCEDURES[1], **both)
    assert errors(found) == [(not_excused, "required_in_one_script")]
    assert (excused, "one_name") in warnings(found)


@pytest.mark.parametrize(
    ("procedure", "answers"),
    [
        ("contribution_refund", NO_NUMBER),
        ("old_age_pension", NO_NUMBER),
        ("contribution_refund_survivors", NO_NUMBER_OF_THE_DEAD),
    ],
)
def test_a_number_that_is_not_in_hand_stops_nothing(
    pack: RulePack, procedure: str, answers: dict[str, str]
) -> None:
    number = next(iter(answers))
    found = verdict(pack, procedure, **answers)
    assert errors(found) == []
    assert (number, "number_unknown") in warnings(found)
    assert "unusual_number_reason" not in found.fields
    unexplained = verdict(pack, procedure, **{number: "?"})
    assert errors(unexplained) == [("number_unknown_reason", "required")]


def test_the_reason_is_asked_only_while_the_number_is_not_known(pack: RulePack) -> None:
    assert "number_unknown_reason" not in verdict(pack).fields


@pytest.mark.parametrize("typed", ["unknown", "UNKNOWN", "?", "؟", " ? "])
def test_not_in_hand_is_said_in_one_sign_or_in_its_word(pack: RulePack, typed: str) -> None:
    found = verdict(pack, **{**NO_NUMBER, "immatriculation_number": typed})
    assert ("immatriculation_number", "number_unknown") in warnings(found)


def test_where_nothing_identifies_the_person_the_number_says_so(pack: RulePack) -> None:
    found = verdict(pack, **NO_NUMBER, identity_number="")
    assert errors(found) == [("immatriculation_number", "nothing_identifies")]
    nobody = {**NO_NUMBER_OF_THE_DEAD, "identity_number": "", "deceased_identity_number": ""}
    of_the_dead = verdict(pack, PROCEDURES[1], **nobody)
    assert errors(of_the_dead) == [("deceased_immatriculation_number", "nothing_identifies")]


def test_a_number_or_a_portal_reference_stands_for_the_document(pack: RulePack) -> None:
    missing = ("identity_number", "identity_number_missing")
    for answers in ({}, {**NO_NUMBER, **PORTAL}):
        found = verdict(pack, **answers, identity_number="")
        assert errors(found) == []
        assert missing in warnings(found)


def test_the_document_of_the_deceased_identifies_too(pack: RulePack) -> None:
    answers = {**NO_NUMBER_OF_THE_DEAD, "identity_number": ""}
    found = verdict(pack, PROCEDURES[1], **answers, deceased_identity_number="AB123456")
    assert errors(found) == []


@pytest.mark.parametrize("number", ["", "12345"])
def test_a_number_that_says_nothing_stands_for_no_document(pack: RulePack, number: str) -> None:
    found = verdict(pack, immatriculation_number=number, identity_number="")
    subjects = [subject for subject, _code in errors(found)]
    assert subjects == ["immatriculation_number", "identity_number"]


def test_whoever_asks_for_a_first_number_shows_a_document(pack: RulePack) -> None:
    found = verdict(pack, "immatriculation", identity_number="")
    assert errors(found) == [("identity_number", "required")]


@pytest.mark.parametrize("typed", ["1380", "0001", "10/03/1380", "31/08/1905"])
def test_a_birth_of_more_than_a_hundred_and_twenty_years_ago_is_asked_again(
    pack: RulePack, typed: str
) -> None:
    found = verdict(pack, birth_date=typed)
    assert errors(found) == []
    assert ("birth_date", "birth_year_old") in warnings(found)


@pytest.mark.parametrize("typed", ["1906", "01/09/1905", "10/03/1961"])
def test_a_birth_that_somebody_alive_may_have_is_not(pack: RulePack, typed: str) -> None:
    assert date(2025, 9, 1) == ON
    assert "birth_year_old" not in [
        code for _subject, code in warnings(verdict(pack, birth_date=typed))
    ]


def test_a_day_of_the_hijri_calendar_is_asked_again_wherever_a_date_is_meant(
    pack: RulePack,
) -> None:
    found = verdict(pack, **{**PORTAL, "portal_date": "05/02/1447"})
    assert ("portal_date", "date_long_ago") in warnings(found)
    before_birth = verdict(pack, PROCEDURES[1], death_date="15/12/1445")
    assert ("death_date", "date_before_birth") in warnings(before_birth)


@pytest.mark.parametrize("typed", ["612345678", "6 12 34 56 78", "612345678.0", "522345678"])
def test_a_phone_that_lost_its_zero_is_kept_as_typed_and_the_zero_offered(
    pack: RulePack, typed: str
) -> None:
    found = verdict(pack, phone=typed)
    assert errors(found) == []
    (told,) = [one for one in found.findings if one.code == "phone_zero_missing"]
    assert told.values["offered"] == "0" + typed.removesuffix(".0").replace(" ", "")


@pytest.mark.parametrize("typed", ["412345678", "61234567", "912345678"])
def test_nine_digits_of_no_phone_are_still_refused(pack: RulePack, typed: str) -> None:
    assert errors(verdict(pack, phone=typed)) == [("phone", "phone_form")]
