"""Arabic of the counter for the tests: words of the official forms, and seeded random ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

SENTENCES = (
    "ملف {} قيد الدراسة",
    "استمارة طلب استرجاع مبلغ الاشتراكات الأجرية (المرجع رقم: {})",
    "{} رقم الطلب",
    "Dossier de محمد العلوي n° {} reçu",
    "ألو الضمان: {}",
)
"""Where a reference may stand: after Arabic, in brackets, first, in French, last."""

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
MARKS = "ًٌٍَُِّْ"

_lam_alef_or_letter = re.compile(f"(?:ل[{MARKS}]*[اأإآ]|.)[{MARKS}]*")


def random_texts(seed: int, alphabet: str, how_many: int) -> Iterator[str]:
    """Texts of 1 to 25 characters, never beginning with a mark, at most two marks on a letter."""
    chance = random.Random(seed)
    for _ in range(how_many):
        text = "".join(chance.choices(alphabet, k=chance.randint(1, 25))).lstrip(MARKS)
        yield re.sub(f"([{MARKS}]{{2}})[{MARKS}]+", r"\1", text)


def random_references(seed: int, how_many: int) -> Iterator[str]:
    """Form numbers, request references, dates, phones, RIBs, spaced and negative amounts."""
    chance = random.Random(seed)

    def number(digits: int) -> str:
        return "".join(chance.choices("0123456789", k=digits))

    kinds = (
        lambda: f"{number(3)}-{number(1)}-{number(2)}",
        lambda: f"RCS-{number(3)}-1-{number(4)}-{number(6)}-{number(2)}",
        lambda: f"{number(2)}/{number(2)}/{number(4)}",
        lambda: f"{number(4)}-{number(2)}-{number(2)}",
        lambda: f"{number(3)} {number(3)} {number(2)} {number(2)}",
        lambda: f"+212 6 {number(2)} {number(2)} {number(2)} {number(2)}",
        lambda: f"{number(3)} {number(3)} {number(16)} {number(2)}",
        lambda: f"{number(1)} {number(3)},{number(2)}",
        lambda: f"{number(1)}\u00a0{number(3)},{number(2)}",
        lambda: f"{number(2)}\u202f{number(3)}.{number(2)}",
        lambda: f"-{number(3)}",
        lambda: f"-{number(1)} {number(3)},{number(2)}",
        lambda: f"{number(2)}.{number(2)}.{number(4)}",
        lambda: f"{number(2)}:{number(2)}",
        lambda: f"{number(2)}-BE-{number(3)}",
        lambda: f"{number(4)}/{number(2)}_{number(3)}",
    )
    for index in range(how_many):
        yield kinds[index % len(kinds)]()


def arabic_digits(text: str) -> str:
    """`text` with the digits ٠ to ٩."""
    return text.translate({ord("0") + value: 0x660 + value for value in range(10)})


def as_read_from_the_right(word: str) -> list[str]:
    """The cells of an Arabic word from left to right: letters, then the marks on them."""
    cells = _lam_alef_or_letter.findall(word)[::-1]
    return [re.sub(f"ل([{MARKS}]+)([اأإآ])", r"ل\2\1", cell) for cell in cells]
