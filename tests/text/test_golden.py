"""Forty strings of the counter as a clerk sees them, with their cells counted by hand.

Each is written as the pieces that stand on the screen from left to right. An Arabic piece is
given as it is read, and stands letter by letter from the right; any other piece stands as it is.
"""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from cnss_counter.text import Direction, cells, display, has_arabic
from tests.text.strings import as_read_from_the_right

GOLDEN: tuple[tuple[str, Direction | None, int, tuple[str, ...]], ...] = (
    # names
    ("محمد", None, 4, ("محمد",)),
    ("محمد لحلو السلامي", None, 16, ("السلامي", " ", "لحلو", " ", "محمد")),
    ("عبد الله", None, 8, ("الله", " ", "عبد")),
    ("فاطمة الزهراء", None, 13, ("الزهراء", " ", "فاطمة")),
    ("أݣادير", None, 6, ("أݣادير",)),
    ("چيهان پوپا", None, 10, ("پوپا", " ", "چيهان")),
    # lam-alef in its four shapes, one cell each
    ("لا", None, 1, ("لا",)),
    ("لأ", None, 1, ("لأ",)),
    ("لإ", None, 1, ("لإ",)),
    ("لآ", None, 1, ("لآ",)),
    ("بلا", None, 2, ("بلا",)),
    ("الإسلام", None, 5, ("الإسلام",)),
    ("لا إله", None, 5, ("إله", " ", "لا")),
    # marks take no cell and stay on their letter
    ("مُحَمَّد", None, 4, ("مُحَمَّد",)),
    ("سَلَامٌ", None, 3, ("سَلَامٌ",)),
    ("إمضاءً", None, 5, ("إمضاءً",)),
    # brackets, guillemets and punctuation
    ("السيد(ة)", None, 8, ("(", "ة", ")", "السيد")),
    ("المؤمن له(ها)", None, 13, ("(", "ها", ")", "له", " ", "المؤمن")),
    ("«ألو الضمان»", None, 12, ("«", "الضمان", " ", "ألو", "»")),
    ("[العون]", None, 7, ("[", "العون", "]")),
    ("نعم، لا؟", None, 7, ("؟", "لا", " ", "،", "نعم")),
    ("رقم الطلب:", None, 10, (":", "الطلب", " ", "رقم")),
    ("(*) إجباري", None, 10, ("إجباري", " ", "(*)")),
    # references, dates, amounts, phones
    ("ملف 310-1-32", None, 12, ("310-1-32", " ", "ملف")),
    ("310-1-32 ملف", None, 12, ("ملف", " ", "310-1-32")),
    ("(المرجع رقم: 310-1-32)", None, 22, ("(", "310-1-32", " ", ":", "رقم", " ", "المرجع", ")")),
    ("12/05/2024 تاريخ الطلب", "R", 22, ("الطلب", " ", "تاريخ", " ", "12/05/2024")),
    ("1 250,50 درهم", "R", 13, ("درهم", " ", "1 250,50")),
    ("رصيد -5", None, 7, ("-5", " ", "رصيد")),
    ("على الرقم 080 203 33 33", None, 23, ("080 203 33 33", " ", "الرقم", " ", "على")),
    ("رقم ٣١٠-١-٣٢", None, 12, ("٣١٠-١-٣٢", " ", "رقم")),
    ("3240 يوما", "R", 9, ("يوما", " ", "3240")),
    # mixed with Latin, in both directions
    ("الصندوق CNSS بالرباط", None, 20, ("بالرباط", " ", "CNSS", " ", "الصندوق")),
    ("CNSS الصندوق", None, 12, ("CNSS", " ", "الصندوق")),
    ("CNSS الصندوق", "R", 12, ("الصندوق", " ", "CNSS")),
    ("Nom : محمد العلوي", None, 17, ("Nom : ", "العلوي", " ", "محمد")),
    ("Dossier de محمد n° 310-1-32", None, 27, ("Dossier de ", "محمد", " n° 310-1-32")),
    ("البطاقة AB123456", None, 16, ("AB123456", " ", "البطاقة")),
    ("RIB 007 810 الحساب", "R", 18, ("الحساب", " ", "RIB 007 810")),
    ("Agence de Rabat", None, 15, ("Agence de Rabat",)),
)


def letters(shown: str) -> str:
    """What is shown with each form replaced by its letters; the Moroccan g is drawn like ng."""
    plain = (unicodedata.normalize("NFKC", c) if has_arabic(c) else c for c in shown)
    return "".join(plain).replace("ݣ", "ڭ")


@pytest.mark.parametrize(("text", "base", "size", "pieces"), GOLDEN)
def test_a_string_stands_as_it_is_read(
    text: str, base: Direction | None, size: int, pieces: tuple[str, ...]
) -> None:
    expected = [
        "".join(as_read_from_the_right(piece)) if has_arabic(piece) and piece[0] != "٣" else piece
        for piece in pieces
    ]
    shown = display(text, base)
    assert letters(shown) == letters("".join(expected))
    assert cells(text) == cell_len(shown) == size


def test_there_are_forty() -> None:
    assert len({(text, base) for text, base, _, _ in GOLDEN}) == 40
