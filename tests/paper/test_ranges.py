"""A range of numbers and what they count stand on one line; two days may stand on two."""

from __future__ import annotations

import pytest

from cnss_counter.paper.content.receipt import Language
from cnss_counter.paper.typesetting.paragraphs import prepared, wrapped
from cnss_counter.paper.typesetting.ranges import with_whole_ranges


def lines(text: str, language: Language, width: int = 30) -> list[str]:
    broken = wrapped(prepared(with_whole_ranges(text), language), width, len)
    return [line.replace("\u00a0", " ") for line in broken]


@pytest.mark.parametrize(
    ("text", "language", "whole"),
    [
        ("عامل بالمناجم يبلغ من العمر ما بين 55 و60 سنة", "ar", "55 و60 سنة"),
        ("مع عدد أيام يتراوح ما بين 1320 و3239 يوما", "ar", "1320 و3239 يوما"),
        ("معاش شيخوخة يتراوح تقريبا من 600 إلى 1000 درهم", "ar", "600 إلى 1000 درهم"),
        ("شهادة التدريب المهني البالغين 16 أو 17 سنة", "ar", "16 أو 17 سنة"),
        ("une pension qui est alors de 600 à 1000 DH par mois", "fr", "600 à 1000 DH"),
        ("qui travaille entre les âges de 55 et 60 ans", "fr", "55 et 60 ans"),
    ],
)
def test_a_range_stays_whole_wherever_the_line_ends(
    text: str, language: Language, whole: str
) -> None:
    for width in range(len(whole) + 4, len(text) + 1):
        assert any(whole in line for line in lines(text, language, width))


def test_the_control_without_it_a_range_is_parted() -> None:
    text = "عامل بالمناجم يبلغ من العمر ما بين 55 و60 سنة"
    broken = [wrapped(prepared(text, "ar"), width, len) for width in range(16, len(text))]
    assert any(not any("55 و60" in line for line in found) for found in broken)


@pytest.mark.parametrize(
    "text",
    [
        "من فاتح يناير 2000 إلى 31 دجنبر 2022",
        "du 1er janvier 2000 au 1er août 2014",
        "appelez le 080 203 33 33 ou le 080 200 72 00",
        "310-1-32 et 310-1-33 sont deux imprimés",
    ],
)
def test_days_telephones_and_references_are_no_range(text: str) -> None:
    assert with_whole_ranges(text) == text
