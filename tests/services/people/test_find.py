"""One search box for numbers, documents, references, phones and names in either script."""

from __future__ import annotations

import re

import pytest

from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file
from cnss_counter.services.session import Session
from testkit.clients import first_client, second_client
from testkit.deposits import remember
from tests.services.conftest import consent


@pytest.mark.parametrize(
    ("typed", "understood_as"),
    [
        ("123456789", "immatriculation_number"),
        (" 123 456 789 ", "immatriculation_number"),
        ("١٢٣٤٥٦٧٨٩", "immatriculation_number"),
        ("AB123456", "identity_number"),
        ("ab 123456", "identity_number"),
        ("0600000001", "phone"),
        ("06 00 00 00 01", "phone"),
        ("+212 600-000001", "phone"),
        ("alami", "name"),
        ("moh alam", "name"),
        ("ALAMÍ", "name"),
        ("العلمي", "name"),
        ("محمد العلمى", "name"),
        ("مُحَمَّد", "name"),
    ],
)
def test_the_person_is_found_whatever_is_typed(
    session: Session, typed: str, understood_as: str
) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    found = session.find(typed)
    assert found.understood_as == understood_as
    assert [person.immatriculation_number for person in found.persons] == ["123456789"]
    assert [line.reference for line in found.requests] == [done.reference]
    assert found.before is None


@pytest.mark.parametrize(
    ("last_name", "first_name", "typed"),
    [
        ("EL-IDRISSI", "Jean-Pierre", "elidrissi jeanpierre"),
        ("EL IDRISSI", "Jean-Pierre", "el-idrissi jean pierre"),
        ("BENALI", "Zahra", "ben ali zahra"),
        ("BEN ALI", "Zahra", "zahra benali"),
        ("N’DIAYE", "Ægir", "ndiaye aegir"),
        ("‘ABD", "Søren", "abd soren"),
        ("LEBŒUF", "Łukasz", "leboeuf lukasz"),
        ("ĐORĐEVIĆ", "Işıl", "dordevic isil"),
    ],
)
def test_a_name_is_found_without_the_signs_that_a_keyboard_lacks(
    session: Session, last_name: str, first_name: str, typed: str
) -> None:
    named = first_client(last_name=last_name, first_name=first_name)
    done = session.deposit("one", session.assess(named), consent())
    assert [line.reference for line in session.find(typed).requests] == [done.reference]


@pytest.mark.parametrize(
    "typed",
    [
        "01/02/2024",
        "1/2/",
        "10.03.1961",
        "1961-03-10",
        "١٠/٠٣/١٩٦١",
        "31 mars 2021",
        "31 مارس 2021",
    ],
)
def test_a_date_is_no_number_and_finds_nobody(session: Session, typed: str) -> None:
    found = session.find(typed)
    assert found.understood_as == "date"
    assert not found.persons
    assert not found.eight_digits


@pytest.mark.parametrize("typed", ["123.456.789", "12-34-5678", "06/12/34/56/78"])
def test_a_number_with_separators_that_is_no_day_stays_a_number(
    session: Session, typed: str
) -> None:
    assert session.find(typed).understood_as in ("immatriculation_number", "phone")


@pytest.mark.parametrize("number", ["12345678", "012345678", "1234567890", "0612345678"])
def test_a_number_is_found_with_the_digits_it_was_deposited_with(
    session: Session, number: str
) -> None:
    remember(session, first_client(immatriculation_number=number))
    (person,) = session.find(number).persons
    assert person.immatriculation_number == number


@pytest.mark.parametrize("document", ["87654321", "987654321", "9876543210"])
def test_digits_alone_may_be_an_identity_document(session: Session, document: str) -> None:
    remember(session, first_client(identity_document="passport", identity_number=document))
    found = session.find(document)
    assert found.understood_as == "immatriculation_number"
    assert [person.identity_number for person in found.persons] == [document]


def test_who_has_the_number_comes_before_who_has_the_document(session: Session) -> None:
    document = first_client(identity_document="passport", identity_number="1234567890")
    remember(session, document)
    remember(session, second_client(immatriculation_number="1234567890"))
    found = [person.immatriculation_number for person in session.find("1234567890").persons]
    assert found == ["1234567890", "123456789"]


@pytest.mark.parametrize(
    ("typed", "understood_as"),
    [
        ("12 34_56789", "immatriculation_number"),
        ("1234567/89", "date"),
        ("AB_123456", "identity_number"),
        ("Alami Mohammed 1961", "name"),
        ("El Alami 10/03/1961", "name"),
        ("AB123456 ALAMI", "name"),
        ("Bd Mohammed V n 12", "name"),
        ("123456789 123456789", "identity_number"),
        ("TAA 2025 0000001", "portal_reference"),
        ("(12)3456789", "name"),
        ("-123456789", "name"),
        ("(06) 12.34.56.78", "phone"),
        ("+212 (0)6-12345678", "phone"),
    ],
)
def test_a_number_is_typed_here_as_it_is_in_a_file(
    session: Session, typed: str, understood_as: str
) -> None:
    """But for slashes alone, which make a day of it."""
    found = session.find(typed)
    assert found.understood_as == understood_as
    kept = session.cleaned(
        first_client(immatriculation_number=typed, identity_number=typed, phone=typed)
    ).draft
    if understood_as in ("immatriculation_number", "identity_number", "phone"):
        assert kept.answer(understood_as) == found.query
    elif understood_as == "name":
        assert not kept.answer("immatriculation_number").isdecimal()


def test_a_reference_finds_its_own_request_only(session: Session) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    agreed = session.agree(
        "A17",
        "treize chaises vertes",
        "complément",
        "existing_request",
        "two",
        session.cleaned(first_client()),
    )
    session.deposit("two", session.assess(first_client()), consent(), (agreed,))
    found = session.find(done.reference.lower())
    assert found.understood_as == "reference"
    assert [line.reference for line in found.requests] == [done.reference]


OTHER = {"immatriculation_number": "987654321", "identity_number": "K567890"}


@pytest.mark.parametrize("reference", ["TAA-2025-0000001", "T/123", "20250001", "0000123456789012"])
def test_a_reference_of_the_portal_finds_the_request_that_came_with_it(
    session: Session, reference: str
) -> None:
    """In any spelling, whatever it looks like; the person's other requests came without it."""
    with_it = first_client(origin="taawidaty", portal_reference=reference, portal_date="2025-08-20")
    done = session.deposit("one", session.assess(with_it), consent())
    session.deposit("two", session.assess(first_client(**OTHER)), consent())
    for typed in (reference, reference.lower().replace("-", " "), re.sub(r"\W", "", reference)):
        found = session.find(typed)
        assert (found.understood_as, found.eight_digits) == ("portal_reference", "")
        assert [line.reference for line in found.requests] == [done.reference]
        assert [person.last_name for person in found.persons] == [with_it.answer("last_name")]
    assert session.find(f"{reference}9").requests == ()


@pytest.mark.parametrize(
    ("reference", "typed", "is_it"),
    [
        ("202500010", "20250001.0", False),  # 20250001, which is another's
        ("202500010", "2025000.10", False),
        ("202500010", "-202500010", False),
        ("202500010", "202500010.0", True),
        ("2025.00001", "2025.00001", True),
        ("202500001", "2025.00001", False),
        ("é12", "é12", True),  # of no alphabet that SQLite knows capitals of
        ("TAA·2025·1", "TAA·2025·1", True),
        ("TAA-2025-1", "TAA·2025⁄1", True),
    ],
)
def test_a_reference_of_the_portal_is_that_one_and_no_other(
    session: Session, reference: str, typed: str, *, is_it: bool
) -> None:
    with_it = first_client(origin="taawidaty", portal_reference=reference, portal_date="2025-08-20")
    session.deposit("one", session.assess(with_it), consent())
    assert bool(session.find(typed).requests) is is_it


def test_whoever_has_a_number_comes_before_a_reference_of_the_portal(session: Session) -> None:
    number = first_client().answer("immatriculation_number")
    session.deposit("one", session.assess(first_client()), consent())
    portal = {"origin": "taawidaty", "portal_reference": number, "portal_date": "2025-08-20"}
    session.deposit("two", session.assess(first_client(**OTHER, **portal)), consent())
    found = session.find(number)
    assert found.understood_as == "immatriculation_number"
    assert [person.immatriculation_number for person in found.persons] == [number]


def ends_of(reference: str) -> str:
    return "-".join(reference.split("-")[-2:])


def test_the_end_of_a_reference_finds_its_own_request_only(session: Session) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    another = first_client(immatriculation_number="987654321", identity_number="K567890")
    other = session.deposit("two", session.assess(another), consent())
    for made in (done, other):
        found = session.find(ends_of(made.reference))
        assert (found.understood_as, found.query) == ("reference", made.reference)
        assert [line.reference for line in found.requests] == [made.reference]
    wrong = f"{ends_of(done.reference)[:-2]}{ends_of(other.reference)[-2:]}"
    assert session.find(wrong).understood_as == "immatriculation_number"
    assert session.find(wrong).requests == ()


def test_whoever_has_these_digits_as_a_number_is_found_by_them(session: Session) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    typed = ends_of(done.reference)
    client = second_client().with_answer("immatriculation_number", typed.replace("-", ""))
    remember(session, client)
    found = session.find(typed)
    assert found.understood_as == "immatriculation_number"
    assert done.reference not in [line.reference for line in found.requests]


@pytest.mark.parametrize("dash", ["-", "\u2011", "–", " ", " - ", "\u00a0", "-\u2069\u2066"])
def test_a_reference_is_found_whatever_parts_it(session: Session, dash: str) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    typed = done.reference.lower().replace("-", dash)
    assert session.deposit_of(typed) == done
    assert [line.reference for line in session.find(typed).requests] == [done.reference]


def test_a_number_with_the_first_zero_forgotten_is_completed(session: Session) -> None:
    session.deposit(
        "one", session.assess(first_client(immatriculation_number="012345678")), consent()
    )
    assert len(session.find("12345678").persons) == 1


@pytest.mark.parametrize(
    "typed", ["", " ", "\u202e", "-", "'", '"', "%", "*", "[/red", "999999999"]
)
def test_what_matches_nobody_finds_nobody(session: Session, typed: str) -> None:
    session.deposit("one", session.assess(first_client()), consent())
    found = session.find(typed)
    assert (found.persons, found.requests) == ((), ())


def test_a_single_letter_beside_a_word_waits_for_its_second_one(session: Session) -> None:
    session.deposit("one", session.assess(first_client()), consent())
    for typed, count in [("alami m", 1), ("alami x", 1), ("alami xy", 0), ("x", 0), ("m", 1)]:
        assert len(session.find(typed).persons) == count, typed


def test_a_known_person_is_recalled_whole(session: Session) -> None:
    session.deposit("one", session.assess(first_client()), consent())
    (person,) = session.find("123456789").persons
    recalled = session.recall(person.id)
    assert recalled is not None
    expected = {k: v for k, v in first_client().answers.items() if k != "origin"}
    assert recalled.answers == expected


def test_a_person_can_be_known_before_any_request(session: Session) -> None:
    remember(session, second_client())
    (person,) = session.find("234567891").persons
    assert session.recall(person.id) is not None
    assert session.find("234567891").requests == ()


def test_a_survivors_request_is_found_by_the_deceased_and_by_the_applicant(
    session: Session,
) -> None:
    case = case_file.read(training.clients()[6].case, session.procedures)
    done = session.deposit("one", session.assess(case.draft), consent())
    answer = case.draft.answer
    for typed in (
        answer("deceased_immatriculation_number"),
        answer("deceased_identity_number"),
        answer("identity_number"),
        answer("phone"),
        answer("deceased_last_name"),
        answer("first_name_ar"),
    ):
        assert [line.reference for line in session.find(typed).requests] == [done.reference], typed
    (person,) = session.find(answer("deceased_last_name")).persons
    assert person.last_name == answer("deceased_last_name")


def test_a_reference_with_a_wrong_digit_finds_nobody_and_is_still_a_reference(
    session: Session,
) -> None:
    done = session.deposit("one", session.assess(first_client()), consent())
    last = (int(done.reference[-1]) + 1) % 10
    for typed in (f"{done.reference[:-1]}{last}", f"{done.reference[:-1]}{last}".replace("-", "")):
        found = session.find(typed)
        assert found.understood_as == "reference", typed
        assert (found.persons, found.requests) == ((), ())


@pytest.mark.parametrize("document", ["AB1234567890", "ABC12345678901234", "RCS 041 12"])
def test_a_document_that_looks_like_a_reference_finds_its_owner(
    session: Session, document: str
) -> None:
    remember(session, first_client(identity_document="passport", identity_number=document))
    found = session.find(document)
    assert found.understood_as == "identity_number"
    assert [person.immatriculation_number for person in found.persons] == ["123456789"]


def test_names_of_the_letters_taken_for_digits_are_names(session: Session) -> None:
    named = first_client(last_name="BEN LIL", first_name="Ahmed")
    done = session.deposit("one", session.assess(named), consent())
    found = session.find("BEN LIL AHMED")
    assert found.understood_as == "name"
    assert [line.reference for line in found.requests] == [done.reference]


def test_arabic_names_are_found_without_their_article(session: Session) -> None:
    session.deposit("one", session.assess(first_client()), consent())
    for typed in ("العلمي", "علمي", "ٱلعلمي", "محمد علمي"):
        assert len(session.find(typed).persons) == 1, typed


@pytest.mark.parametrize("typed", ["al alami", "alalami", "AL-ALAMI", "al’alami", "alami"])
def test_a_name_in_two_words_is_found_as_one(session: Session, typed: str) -> None:
    session.deposit("one", session.assess(first_client(last_name="AL ALAMI")), consent())
    assert len(session.find(typed).persons) == 1
