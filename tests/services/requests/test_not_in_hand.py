"""Who comes without a number, or has one name only, leaves with a receipt all the same."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.domain.deposit import Agreement
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.errors import AccessError, AnswerIsNo
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.services.requests.depositing import existing_request
from cnss_counter.services.session import Session
from testkit.clients import client, first_client
from testkit.deposits import remember
from tests.refusals import refused
from tests.services.conftest import PASSWORD, consent

FR, AR = wording.load("fr"), wording.load("ar")
NO_NUMBER = {"immatriculation_number": "unknown", "number_unknown_reason": "carte perdue"}
NUMBER_OF_THE_DEAD = ("deceased_immatriculation_number", "number_unknown_reason")
WIDOW = client(
    7,
    deceased_immatriculation_number="unknown",
    deceased_identity_number="",
    number_unknown_reason="papiers brûlés",
)


def content(session: Session, draft_id: str, draft: RequestDraft) -> ReceiptContent:
    return content_of(session.deposit(draft_id, session.assess(draft), consent()), FR, AR)


def agreed(session: Session, draft_id: str, draft: RequestDraft) -> tuple[Agreement, ...]:
    """What the supervisor agrees to: a request beside the one there is."""
    supervisor = ("A17", PASSWORD, "complément du dossier")
    return (session.agree(*supervisor, "existing_request", draft_id, session.cleaned(draft)),)


def test_without_the_number_the_deposit_is_provisional_and_the_receipt_says_why(
    session: Session,
) -> None:
    said = content(session, "one", first_client(**NO_NUMBER))
    assert said.is_provisional
    values = {row.label.fr: (row.value, row.value_ar) for row in said.rows}
    assert values[FR("receipt.rows.insured")] == ("numéro à retrouver", "الرقم قيد البحث")
    assert FR("receipt.bring.number") in [one.fr for one in said.to_bring]
    assert AR("receipt.bring.number") in [one.ar for one in said.to_bring]
    assert "unknown" not in str(said)


def test_the_number_of_the_dead_may_be_missing_too(session: Session) -> None:
    said = content(session, "one", WIDOW)
    values = {row.label.fr: row.value for row in said.rows}
    assert said.is_provisional
    assert values[FR("receipt.rows.deceased_insured")] == "numéro à retrouver"


def test_two_persons_without_a_number_are_no_duplicates(session: Session) -> None:
    first = first_client(**NO_NUMBER)
    other = first_client(**NO_NUMBER, identity_number="CD654321", last_name="TAZI")
    session.deposit("one", session.assess(first), consent())
    judged = session.assess(other)
    assert session.agreements_needed(judged) == ()
    session.deposit("two", judged, consent())
    assert len(session.find("AB123456").persons) == len(session.find("CD654321").persons) == 1
    (person,) = session.find("CD654321").persons
    assert person.last_name == "TAZI"
    assert [line.person.last_name for line in session.find("tazi").requests] == ["TAZI"]


@pytest.mark.parametrize(
    "other",
    [
        {"identity_document": "passport"},
        {"birth_date": "1959-02-02"},
        {"birth_date": "1961"},
        {"identity_document": "passport", "birth_date": "1959-02-02"},
    ],
)
def test_the_digits_of_a_document_alone_make_nobody_the_same_person(
    session: Session, other: dict[str, str]
) -> None:
    """A passport and a national card may bear one number; a year alone is no birth date."""
    for name, answers in (("ALAMI", {}), ("SMITH", other)):
        draft = first_client(**NO_NUMBER, last_name=name, last_name_ar="", **answers)
        remember(session, draft)
    for name in ("ALAMI", "SMITH"):
        (person,) = session.find(name).persons
        recalled = session.recall(person.id)
        assert recalled is not None
        assert (person.last_name, recalled.answer("last_name")) == (name, name)
    assert len(session.find("AB123456").persons) == 2


@pytest.mark.parametrize("said", ["1961", ""])
def test_whose_birth_date_is_not_whole_has_a_row_for_each_request(
    session: Session, said: str
) -> None:
    for _ in range(2):
        remember(session, first_client(**NO_NUMBER, birth_date=said))
    assert len(session.find("AB123456").persons) == 2


@pytest.mark.parametrize(
    ("birth_date", "rows"), [("10/03/1961", 1), ("02/02/1959", 2)], ids=["same", "another"]
)
def test_whoever_asks_for_a_first_number_is_one_person_by_the_whole_document(
    session: Session, birth_date: str, rows: int
) -> None:
    """The registration has no number to give, and joins nobody by the digits of a document."""
    names = ("identity_document", "identity_number", "last_name", "first_name")
    known = {name: first_client().answer(name) for name in names}
    asked = RequestDraft("immatriculation", {**known, "birth_date": birth_date})
    remember(session, first_client(**NO_NUMBER))
    remember(session, asked)
    assert len(session.find("AB123456").persons) == rows


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, NO_NUMBER),
        (NO_NUMBER, NO_NUMBER),
        (NO_NUMBER, {}),
        ({}, {**NO_NUMBER, "birth_date": "1961"}),
        ({**NO_NUMBER, "birth_date": "1961"}, NO_NUMBER),
    ],
    ids=("number, then ?", "? twice", "?, then number", "? with the year", "year, then the day"),
)
def test_a_number_that_is_not_in_hand_hides_no_request_of_the_same_person(
    session: Session, first: dict[str, str], second: dict[str, str]
) -> None:
    another = first_client(immatriculation_number="223456789", identity_number="BK765432")
    done = session.deposit("one", session.assess(first_client(**first)), consent())
    session.deposit("another", session.assess(another), consent())
    judged = session.assess(first_client(**second))
    assert session.agreements_needed(judged) == ("existing_request",)
    shown = existing_request(session.context, judged.draft)
    assert shown is not None
    assert shown.reference == done.reference
    with refused(AnswerIsNo, "guard.existing_request") as detail:
        session.deposit("two", judged, consent())
    assert detail == {"reference": done.reference}
    again = session.deposit("two", judged, consent(), agreed(session, "two", judged.draft))
    assert [one.subject for one in again.agreements] == ["existing_request"]


@pytest.mark.parametrize(
    "other",
    [
        {"identity_document": "passport"},
        {"birth_date": "1959-02-02"},
        {"birth_date": "1962"},
        {"identity_number": "CD654321"},
    ],
)
def test_a_request_of_somebody_else_asks_for_nobody(
    session: Session, other: dict[str, str]
) -> None:
    session.deposit("one", session.assess(first_client(**NO_NUMBER)), consent())
    judged = session.assess(first_client(**NO_NUMBER, **other))
    assert session.agreements_needed(judged) == ()
    session.deposit("two", judged, consent())


def test_two_numbers_are_two_persons_whatever_their_document(session: Session) -> None:
    session.deposit("one", session.assess(first_client()), consent())
    other = session.assess(first_client(immatriculation_number="223456789"))
    assert session.agreements_needed(other) == ()


def test_the_dead_whose_number_is_not_in_hand_are_known_by_their_document(
    session: Session,
) -> None:
    """Its kind is not asked: the request is shown, and the supervisor says."""
    known = client(7)
    assert known.answer("deceased_identity_number")
    done = session.deposit("one", session.assess(known), consent())
    unknown = {name: answer for name, answer in WIDOW.answers.items() if name in NUMBER_OF_THE_DEAD}
    judged = session.assess(client(7, **unknown))
    assert session.agreements_needed(judged) == ("existing_request",)
    shown = existing_request(session.context, judged.draft)
    assert shown is not None
    assert shown.reference == done.reference


def test_the_agreement_for_one_without_a_number_holds_for_nobody_else(session: Session) -> None:
    mine = first_client(**NO_NUMBER)
    other = first_client(**NO_NUMBER, identity_number="CD654321")
    for draft_id, draft in (("one", mine), ("another", other)):
        session.deposit(draft_id, session.assess(draft), consent())
    given = agreed(session, "two", mine)
    with refused(AccessError, "access.agreement_stale"):
        session.deposit("two", session.assess(other), consent(), given)
    session.deposit("two", session.assess(mine), consent(), given)


def test_the_person_recalled_for_a_first_request_by_number_is_no_duplicate_of_the_registration(
    session: Session,
) -> None:
    """The registration gives the number with which the person comes back."""
    names = ("identity_document", "identity_number", "last_name", "first_name")
    known = {name: first_client().answer(name) for name in (*names, "address", "city")}
    asked = RequestDraft(
        "immatriculation",
        {**known, "birth_date": "10/03/1961"},
        {paper: Attachment("seen") for paper in ("request_form", "identity_document", "photos")},
    )
    session.deposit("one", session.assess(asked), consent())
    assert session.agreements_needed(session.assess(first_client())) == ()


def test_two_dead_of_one_guardian_are_two_persons(session: Session) -> None:
    session.deposit("one", session.assess(WIDOW), consent())
    other = WIDOW.with_answer("deceased_last_name", "ZEROUALI")
    session.deposit("two", session.assess(other), consent())
    assert {person.last_name for person in session.find("zerouali").persons} == {"ZEROUALI"}
    guardian = session.find(WIDOW.answer("identity_number"))
    assert len(guardian.persons) == 2


def test_nobody_is_found_by_the_word_that_stands_for_a_number(session: Session) -> None:
    session.deposit("one", session.assess(first_client(**NO_NUMBER)), consent())
    assert session.find("unknown").persons == ()


def test_who_has_no_number_is_found_and_recalled_whole(session: Session) -> None:
    draft = first_client(**NO_NUMBER)
    session.deposit("one", session.assess(draft), consent())
    (person,) = session.find("alami").persons
    assert person.immatriculation_number == ""
    recalled = session.recall(person.id)
    assert recalled is not None
    assert recalled.answer("number_unknown_reason") == "carte perdue"
    assert recalled.answer("last_name") == "ALAMI"
    again = session.deposit("two", session.assess(draft), consent(), agreed(session, "two", draft))
    (same,) = session.find("alami").persons
    assert same.id == person.id
    assert again.reference in [line.reference for line in session.find("alami").requests]


def test_one_name_stands_alone_on_the_receipt_and_is_found(session: Session) -> None:
    one_name = {"first_name": "", "first_name_ar": "", "one_name_reason": "passeport sans prénom"}
    said = content(session, "one", first_client(**one_name))
    values = {row.label.fr: (row.value, row.value_ar) for row in said.rows}
    assert values[FR("receipt.rows.addressee")] == ("ALAMI", "العلمي")
    assert not said.is_provisional
    assert [person.first_name for person in session.find("alami").persons] == [""]
