"""The months as they are written on papers and typed from them, in French and in Arabic.

Arabic has three sets of names in Moroccan papers: Morocco's own, and those of French and of English
months spelled in Arabic letters, which older and foreign papers bear.
"""

from __future__ import annotations

from functools import cache

from cnss_counter.text.folding import fold

_MONTHS = (
    "janvier janv يناير جانفي",
    "février fév févr فبراير فيفري",
    "mars مارس",
    "avril avr أبريل إبريل أفريل",
    "mai ماي مايو",
    "juin يونيو يونيه جوان",
    "juillet juill juil يوليوز يوليو جويلية",
    "août غشت أغسطس أوت",
    "septembre sept sep شتنبر سبتمبر",
    "octobre oct أكتوبر",
    "novembre nov نونبر نوفمبر",
    "décembre déc دجنبر ديسمبر",
)
_FIRST = "1er premier فاتح"


@cache
def _months() -> dict[str, str]:
    """Each word as a search folds it, and the digits of its month."""
    return {
        fold(word): str(month) for month, names in enumerate(_MONTHS, 1) for word in names.split()
    }


@cache
def _firsts() -> frozenset[str]:
    return frozenset(map(fold, _FIRST.split()))


def month_in_digits(word: str) -> str:
    """`3` for `mars` and for `مارس`; any other word as it is."""
    return _months().get(fold(word), word)


def day_in_digits(word: str) -> str:
    """`1` for `1er` and for `فاتح`; any other word as it is."""
    return "1" if fold(word) in _firsts() else word
