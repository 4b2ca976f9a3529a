"""One field at a time: what is cleaned at the door, what is an error, what is a warning."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cnss_counter.domain.identifiers import masked
from cnss_counter.law import RulePack
from cnss_counter.rules.field_kinds import FIELD_KINDS, cleaned
from cnss_counter.rules.procedure import Field
from cnss_counter.text import plain
from cnss_counter.text.script import is_arabic, is_latin
from testkit.fields import check_field
from tests.rules.facts import ON, judged, request, with_law


def field(kind: str, **settings: Any) -> Field:
    return Field("asked", kind)._replace(**settings)


def said(kind: str, typed: str, **settings: Any) -> list[tuple[str, str]]:
    """The severity and the code of each remark on an answer."""
    return [(one.severity, one.code) for one in check_field(field(kind, **settings), typed, ON)]


@pytest.mark.parametrize(
    ("kind", "typed", "clean"),
    [
        ("immatriculation_number", " 12-34.56/78_9 ", "123456789"),
        ("immatriculation_number", "١٢٣٤٥٦٧٨٩", "123456789"),
        ("identity_number", "ab 12-34.56", "AB123456"),
        ("latin_name", "  El\u00a0 Idrissi ", "El Idrissi"),
        ("latin_name", "D’Aïcha", "D'Aïcha"),
        ("latin_name", "Aı\u0308cha\u200b", "Aı\u0308cha"),
        ("latin_name", "Ai\u0308cha", "Aïcha"),
        ("latin_name", "Al\tAmi\n", "Al Ami"),
        ("latin_name", "\x1b[31mAL\u202eAMI", "[31mALAMI"),
        ("arabic_name", "العـــلمي", "العلمي"),
        ("text", "12‑14, rue", "12-14, rue"),
        ("date", "10/03/1961", "1961-03-10"),
        ("date", "31/02/1961", "31/02/1961"),
        ("birth_date", "1961", "1961"),
        ("count_or_unknown", "2 100", "2100"),
        ("count_or_unknown", "2\u202f100", "2100"),
        ("count_or_unknown", "-5", "-5"),
        ("count_or_unknown", "2.100", "2.100"),
        ("phone", "06 12.34-56/78", "0612345678"),
        ("phone", "+212 6 12 34 56 78", "0612345678"),
        ("phone", "+212 (0)6 12 34 56 78", "0612345678"),
        ("phone", "00212612345678", "0612345678"),
        ("phone", "0033 1 23 45 67 89", "+33123456789"),
        ("phone", "+33 1 23 45 67 89", "+33123456789"),
        ("email", " salma @exemple.ma ", "salma@exemple.ma"),
        ("postal_code", " 10 000 ", "10 000"),
        ("digits", "12-34 567", "1234567"),
        ("choice", " yes ", "yes"),
    ],
)
def test_an_answer_is_cleaned_at_the_door(kind: str, typed: str, clean: str) -> None:
    assert cleaned(field(kind, choices=("yes",)), typed) == clean


def test_a_lone_surrogate_disappears() -> None:
    assert cleaned(field("text"), "\ud800rue") == "rue"


@given(st.text(), st.sampled_from(sorted(FIELD_KINDS)))
@example(typed="\u0339 \u0334", kind="count_or_unknown")
@example(typed="\u0339\u200b\u0334", kind="text")
@example(typed="ŉ", kind="identity_number")
def test_cleaning_twice_changes_nothing_more(typed: str, kind: str) -> None:
    once = cleaned(field(kind), typed)
    assert cleaned(field(kind), once) == once


@given(st.text())
def test_no_control_and_no_direction_mark_passes_the_door(typed: str) -> None:
    left = plain(typed)
    assert not {chr(code) for code in (*range(32), 127, 0x202E, 0x2066, 0x200F)} & set(left)
    left.encode()


@given(st.text(), st.sampled_from(sorted(FIELD_KINDS)), st.dates())
def test_no_answer_makes_a_check_raise(typed: str, kind: str, on: date) -> None:
    check_field(field(kind, choices=("a",), beside="other"), typed, on, {"other": typed})


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("immatriculation_number", "123456789"),
        ("identity_number", "AB123456"),
        ("identity_number", "XY1234567"),
        ("latin_name", "Ḥāmid ʿAbd".replace("ʿ", "")),
        ("latin_name", "Ɏ"),
        ("latin_name", "X"),
        ("arabic_name", "محمّد الݣرواني"),
        ("arabic_name", "عبد-الله"),
        ("birth_date", "31/08/2025"),
        ("birth_date", "2025"),
        ("date", "2030-01-01"),
        ("date_not_in_future", "2025-09-01"),
        ("count_or_unknown", "unknown"),
        ("count_or_unknown", "80"),
        ("count_or_unknown", "0"),
        ("count_or_unknown", "000000000000080"),
        ("digits", "1" * 80),
        ("phone", "0512345678"),
        ("phone", "0712345678"),
        ("phone", "+123456"),
        ("phone", "+123456789012345"),
        ("email", "a@b.c"),
        ("email", "a" * 250 + "@b.c"),
        ("postal_code", "10000"),
        ("text", "a" * 80),
        ("choice", "yes"),
    ],
)
def test_a_right_answer_has_no_remark(kind: str, typed: str) -> None:
    assert said(kind, typed, choices=("yes", "no"), minimum=0) == []


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("immatriculation_number", "1234567", "immatriculation_number_form"),
        ("immatriculation_number", "12345678901", "immatriculation_number_form"),
        ("immatriculation_number", "12345678A", "immatriculation_number_form"),
        ("identity_number", "AB12345ش", "arabic_keyboard"),
        ("identity_number", "AB12é45", "document_number_form"),
        ("identity_number", "A12*", "document_number_form"),
        ("identity_number", "1234567890123", "document_number_form"),
        ("latin_name", "-'", "name_not_latin"),
        ("latin_name", "Al×mi", "name_not_latin"),
        ("latin_name", "Αλαμι", "name_not_latin"),
        ("latin_name", "Al_Ami", "name_not_latin"),
        ("latin_name", "Al2", "name_not_latin"),
        ("latin_name", "Λ", "name_not_latin"),
        ("arabic_name", "Alami", "name_not_arabic"),
        ("arabic_name", "علمي5", "name_not_arabic"),
        ("arabic_name", "علمي؟", "name_not_arabic"),
        ("arabic_name", "שלום", "name_not_arabic"),
        ("birth_date", "01/09/2025", "date_in_future"),
        ("birth_date", "2026", "date_in_future"),
        ("birth_date", "demain", "not_a_birth_date"),
        ("date", "1961", "not_a_date"),
        ("date_not_in_future", "1961", "not_a_date"),
        ("date_not_in_future", "2025-09-02", "date_in_future"),
        ("count_or_unknown", "81", "count_too_large"),
        ("count_or_unknown", "9" * 5000, "count_too_large"),
        ("count_or_unknown", "1000000000", "count_too_large"),
        ("count_or_unknown", "-1", "not_a_count"),
        ("count_or_unknown", "1.5", "integer_expected"),
        ("count_or_unknown", "UNKNOWN", "not_a_count"),
        ("count_or_unknown", "½", "not_a_count"),
        ("digits", "1" * 81, "not_so_many_digits"),
        ("digits", "12a", "not_so_many_digits"),
        ("phone", "0412345678", "phone_form"),
        ("phone", "051234567", "phone_form"),
        ("phone", "05123456789", "phone_form"),
        ("phone", "05123456a8", "phone_form"),
        ("phone", "05X12345678", "phone_form"),
        ("phone", "+12345", "phone_form"),
        ("phone", "+1234567890123456", "phone_form"),
        ("phone", "+12345a", "phone_form"),
        ("phone", "+", "phone_form"),
        ("email", "salma", "email_form"),
        ("email", "@exemple.ma", "email_form"),
        ("email", "salma@exemple", "email_form"),
        ("email", "salma@.ma", "email_form"),
        ("email", "salma@exemple.", "email_form"),
        ("email", "a@b@c.d", "email_form"),
        ("email", "a" * 251 + "@b.c", "email_form"),
        ("postal_code", "1000", "postal_code_form"),
        ("postal_code", "100000", "postal_code_form"),
        ("postal_code", "1000a", "postal_code_form"),
        ("text", "a" * 81, "text_too_long"),
        ("latin_name", "a" * 81, "text_too_long"),
        ("choice", "maybe", "choice_unknown"),
    ],
)
def test_a_wrong_answer_is_an_error_with_its_code(kind: str, typed: str, code: str) -> None:
    assert said(kind, typed, choices=("yes", "no")) == [("error", code)]


def test_a_wrong_answer_is_repeated_in_its_error() -> None:
    (error,) = check_field(field("date"), " 31/02/1961 ", ON)
    assert (error.subject, error.values) == ("asked", {"typed": "31/02/1961"})


def test_each_error_says_what_was_wanted() -> None:
    def values(kind: str, typed: str, **settings: Any) -> dict[str, object]:
        (error,) = check_field(field(kind, **settings), typed, ON)
        return {key: value for key, value in error.values.items() if key != "typed"}

    assert values("choice", "x", choices=("yes", "no")) == {"choices": "yes, no"}
    assert values("text", "abc", maximum=2) == {"maximum": 2}
    assert values("text", "ab1", minimum=3) == {"minimum": 3}
    assert values("count_or_unknown", "51", maximum=50) == {"maximum": 50}
    assert values("count_or_unknown", "x", maximum=50) == {"maximum": 50}
    assert values("digits", "12", minimum=7, maximum=7) == {"count": 7}
    assert values("birth_date", "2026") == {"on": ON}
    assert values("date_not_in_future", "2025-09-02") == {"on": ON}
    assert values("immatriculation_number", "12345678") == {"offered": "012345678"}


def test_digits_have_both_ends() -> None:
    assert said("digits", "123456", minimum=7, maximum=7) == [("error", "not_so_many_digits")]
    assert said("digits", "1234567", minimum=7, maximum=7) == []
    assert said("digits", "12345678", minimum=7, maximum=7) == [("error", "not_so_many_digits")]


def test_a_text_of_enough_letters_passes() -> None:
    assert said("text", "ab1", minimum=2) == []


def test_unusual_numbers_are_warnings() -> None:
    assert said("immatriculation_number", "12345678") == [("warning", "zero_in_front_missing")]
    assert said("immatriculation_number", "1234567890") == [
        ("warning", "immatriculation_number_of_ten")
    ]


def test_a_warning_points_at_its_field() -> None:
    (warning,) = check_field(field("immatriculation_number"), "1234567890", ON)
    assert (warning.subject, warning.values) == ("asked", {"typed": "1234567890"})


@pytest.mark.parametrize("letter", "AZazÀÿĀɏḀỿ")
def test_a_latin_letter_is_one_from_the_first_to_the_last(letter: str) -> None:
    assert is_latin(letter)


@pytest.mark.parametrize(
    "letter", ["@", "[", "^", "`", "{", "×", "÷", "ª", "µ", "ʰ", "Α", "ἀ", "1", " "]
)
def test_a_neighbour_of_the_latin_letters_is_none(letter: str) -> None:
    assert not is_latin(letter)


@pytest.mark.parametrize("letter", ["\u0620", "\u065f", "\u066e", "\u06d3", "\u0750", "\u077f"])
def test_an_arabic_letter_is_one_from_the_first_to_the_last(letter: str) -> None:
    assert is_arabic(letter)


@pytest.mark.parametrize(
    "letter", ["\u061f", "\u0660", "\u066d", "\u06d4", "\u074f", "\u0780", "a", " "]
)
def test_a_neighbour_of_the_arabic_letters_is_none(letter: str) -> None:
    assert not is_arabic(letter)


@pytest.mark.parametrize(
    ("document", "typed", "codes"),
    [
        ("cnie", "AB123456", []),
        ("cnie", "A12345", []),
        ("cnie", "XX123456", []),
        ("cnie", "A1", ["identity_number_short"]),
        ("cnie", "AB1234", ["identity_number_short"]),
        ("cnie", "AB", ["identity_number_form"]),
        ("cnie", "123456", ["identity_number_form"]),
        ("cnie", "ABC12345", ["identity_number_form"]),
        ("cnie", "AB1234567", ["identity_number_form"]),
        ("cnie", "1AB2345", ["identity_number_form"]),
        ("cnie", "ÉB12345", ["identity_number_form"]),
        ("passport", "AB12", ["document_number_form"]),
        ("passport", "AB123", []),
        ("residence_card", "ABCDEFGHIJ12", []),
        ("residence_card", "ABCDEFGHIJ123", ["document_number_form"]),
        ("", "A1", ["identity_number_short"]),
        ("", "1A", ["document_number_form"]),
        ("", "A12345", []),
        ("", "AB12", ["identity_number_short"]),
    ],
)
def test_a_number_is_read_by_the_document_beside_it(
    document: str, typed: str, codes: list[str]
) -> None:
    asked = field("identity_number", beside="identity_document")
    found = check_field(asked, typed, ON, {"identity_document": document})
    assert [remark.code for remark in found] == codes


@pytest.mark.parametrize("typed", ["Maroc", "maroc", "MA", "Morocco", " المغرب "])
def test_morocco_is_one_country_in_whatever_language_it_is_typed(typed: str) -> None:
    assert cleaned(field("country"), typed) == "Maroc"
    assert cleaned(field("country"), "Pays-Bas") == "Pays-Bas"


@pytest.mark.parametrize("country", ["", "Maroc", "maroc", "MA", "Morocco", " المغرب "])
def test_a_postal_code_has_five_digits_in_morocco(country: str) -> None:
    asked = field("postal_code", beside="country")
    (error,) = check_field(asked, "1012 AB", ON, {"country": country})
    assert error.code == "postal_code_form"


def test_a_postal_code_from_elsewhere_is_kept_up_to_twelve_characters() -> None:
    asked = field("postal_code", beside="country")
    assert check_field(asked, "1" * 12, ON, {"country": "Pays-Bas"}) == ()
    (error,) = check_field(asked, "1" * 13, ON, {"country": "Pays-Bas"})
    assert error.code == "postal_code_form"


def test_an_empty_answer_is_wrong_only_where_one_is_required_and_none_is_offered() -> None:
    assert said("text", "  ") == []
    assert said("text", "  ", required=True) == [("error", "required")]
    assert said("text", "", required=True, default="Maroc") == []


def test_a_name_in_the_other_script_is_enough() -> None:
    asked = field("latin_name", required=True, alternative="last_name_ar")
    (error,) = check_field(asked, "", ON, {"last_name_ar": " \u200f "})
    assert error.code == "required_in_one_script"
    assert check_field(asked, "", ON, {"last_name_ar": "العلمي"}) == ()


def test_the_fields_asked_follow_the_answers(pack: RulePack) -> None:
    def asked(**answers: str) -> set[str]:
        return set(judged(pack, request(**answers)).fields)

    plainly = asked()
    assert asked(worker="miner", underground_years="0") - plainly == {"underground_years"}
    assert asked(origin="taawidaty") - plainly == {"portal_reference", "portal_date"}
    assert plainly - asked(activity_ceased="no") == {"activity_ceased_on"}
    assert asked(birth_date="1952-05-05") - plainly == {"force_majeure"}
    late = asked(birth_date="1952-05-05", force_majeure="yes")
    assert late - plainly == {"force_majeure", "force_majeure_reason"}
    reason = {"unusual_number_reason"}
    assert asked(immatriculation_number="9876543210") - plainly == reason
    assert asked(immatriculation_number="87654321") - plainly == reason
    assert asked(identity_number="AB1234") - plainly == reason
    assert asked(identity_number="AB12345") == plainly
    assert asked(immatriculation_number="12") == plainly
    depositor = {"depositor_tie", "depositor_identity_number"}
    assert asked(depositor_name="Salma ALAMI") - plainly == depositor


def test_a_remark_on_a_field_that_is_not_asked_is_not_made(pack: RulePack) -> None:
    assert judged(pack, request(underground_years="99")).errors == ()


def test_a_condition_without_a_value_in_the_law_does_not_hold(pack: RulePack) -> None:
    silent = with_law(pack, legal_age_of_miners=None)
    verdict = judged(silent, request(worker="miner", underground_years="6"))
    certificate = next(
        paper for paper in verdict.attachments if paper.id == "underground_certificate"
    )
    assert not certificate.required


@pytest.mark.parametrize(
    ("on", "asked"), [(date(2021, 3, 31), True), (date(2021, 4, 1), False), (ON, False)]
)
def test_legalisation_is_asked_until_law_55_19(pack: RulePack, on: date, asked: bool) -> None:
    assert ("signature_legalised" in judged(pack, request(), on).fields) is asked


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("AB123456", "AB****56"), ("B12345", "B***45"), ("AB1234", "AB**34"), ("AB123", "AB***"),
        ("1234567890", "********90"), ("XYZ12345", "XY****45"), ("", ""),
    ],
)  # fmt: skip
def test_a_masked_number_keeps_its_length_and_two_ends(number: str, shown: str) -> None:
    assert masked(number) == shown
