"""No sentence, base direction or surface turns a reference around."""

from __future__ import annotations

import pytest
from bidi import get_display

from cnss_counter.text import Direction, display, isolate
from cnss_counter.text.isolation import references, with_isolates
from tests.text.strings import SENTENCES, arabic_digits, random_references

REFERENCES = tuple(random_references(seed=4, how_many=500))


@pytest.mark.parametrize("base", [None, "L", "R"])
def test_500_references_are_never_turned_around(base: Direction | None) -> None:
    for reference in REFERENCES:
        for sentence in SENTENCES:
            assert reference in display(sentence.format(reference), base), (reference, sentence)


@pytest.mark.parametrize("base", [None, "L", "R"])
def test_references_in_arabic_digits_are_never_turned_around(base: Direction | None) -> None:
    for reference in map(arabic_digits, REFERENCES):
        for sentence in SENTENCES:
            assert reference in display(sentence.format(reference), base), (reference, sentence)


def test_without_isolation_most_of_them_are_turned_around() -> None:
    """The control: the plain algorithm, which has no such protection, fails this very check."""
    sentence = SENTENCES[0]
    turned = [r for r in REFERENCES if r not in get_display(sentence.format(r))]
    assert len(turned) > 300
    assert "32-1-310" in get_display("ملف 310-1-32")


@pytest.mark.parametrize(
    "text",
    [
        "310-1-32",
        "080 203 33 33",
        "1 250,50",
        "-5",
        "12/05/2024",
        "٣١٠-١",
        "98-BE-04",
        "+212 6 12",
        "2021–2023",
        "50%",
        "33,33%",
        "33,33\u00a0%",
        "٣٣٪",
    ],
)
def test_what_is_set_apart(text: str) -> None:
    sentence = f"ملف {text} تم"
    assert references(sentence) == [(4, 4 + len(text))]


@pytest.mark.parametrize(
    "text", ["1320", "كلمة-كلمة", "(*)", "%", "2021 – 2023", "- 5", "RCS", "رقم 12، 13"]
)
def test_what_is_left_to_the_algorithm(text: str) -> None:
    assert references(f"ملف {text} تم") == []


def test_a_number_after_a_latin_word_stays_with_it() -> None:
    rib = "RIB 007 810 0001234567890123 45"
    assert rib in display(f"الحساب {rib} لدى البنك")


@pytest.mark.parametrize(
    "sentence", ["{}", "نصيب {}", "{} للأرمل", "للأرمل {}، ولليتيم {}", "({})"]
)
def test_a_share_keeps_its_sign_on_one_side_wherever_it_stands(sentence: str) -> None:
    for share in ("50%", "33,33%"):
        said = sentence.format(share, share)
        assert display(said, "R").count(share) == said.count(share)


def test_a_hyphen_after_a_word_is_no_minus() -> None:
    assert references("رقم-5") == []


def test_every_letter_knows_where_it_went() -> None:
    text = "من 310-1-32 إلى 12/05/2024"
    apart, places = with_isolates(text)
    assert "".join(apart[place] for place in places) == text
    assert len(apart) == len(text) + 2 * 4


def test_a_value_put_into_a_sentence_keeps_its_own_order() -> None:
    value = "CNSS (Rabat) - 12 %"
    assert value in display(f"الوكالة {isolate(value)} بالمدينة")
    assert value not in display(f"الوكالة {value} بالمدينة")


def test_arabic_put_into_a_french_sentence_keeps_its_own_order() -> None:
    words = "الوثائق الناقصة…"
    assert display(words) in display(f"À dire : {isolate(words)}, puis F9")
    assert display(words) not in display(f"À dire : {words}, puis F9")


def test_plain_numbers_side_by_side_stay_left_to_right() -> None:
    """On purpose against the annex, which would show `12 3`."""
    assert "3 12" in display("الصفحة 3 12 من الملف")
