"""Where no line ends: inside a date, a telephone number, a quantity, before a sign set off."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter import wording
from cnss_counter.paper.typesetting.paragraphs import STICKY, held_together, wrapped


@pytest.mark.parametrize(
    "written",
    [
        "le 5_décembre_2026 au plus",
        "le 1er_février_2029, à 10:20",
        "آخر يوم:_20_أبريل_2026",
        "يوم فاتح_شتنبر_2025 على الساعة",
        "à 60_ans et 1320_jours",
        "au moins 700_DH par mois",
        "بعد 1320_يوما من",
        "25_% de la part",
        "au 080_203_33_33 ou au 080_200_72_00",
        "du lundi au vendredi, de 8_h_30 à 16_h_30 sans pause",
        "de 8_h à 12_h, puis 14_h_15_min",
        "من الاثنين إلى الجمعة، من 8_و30 إلى 16_و_30_د زوالا",
        "de 1_320_jours à 12_000_DH, pour 1_an de cotisation",
        "un reste de 1_320 et plus",  # the control: nothing is counted
        "l’art. 53 du dahir de 2025 et du décret",  # the control: no date, nothing that is counted
        "la référence RCS-041-1-2026-000123-57 et",
    ],
)
def test_what_belongs_together_stays_on_one_line(written: str) -> None:
    text = written.replace("_", " ")
    held = held_together(text)
    assert held.replace(STICKY, "_") == written.replace("art. 53", "art._53")
    for width in range(1, len(text)):
        for line in wrapped(held, width, len):
            assert len(line) <= width


@pytest.mark.parametrize(
    "said",
    ["Dépôt au guichet · Agence de Fès (041) — guichet 1 - ou 2 -", "إيداع · وكالة فاس — الشباك"],
)
def test_no_line_begins_with_what_parts_two_things(said: str) -> None:
    for width in range(10, len(said)):
        lines = wrapped(said, width, len)
        assert " ".join(lines) == said
        assert not [line for line in lines if line[0] in "·–—-"]


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("month", range(1, 13))
def test_no_line_ends_inside_a_date_that_the_counter_writes(
    language: wording.Language, month: int
) -> None:
    said = wording.load(language).date(date(2026, month, 1))
    assert " " not in held_together(said)
