"""Typed text made plain at the door, so that a rule reads one spelling of each thing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_SPELLINGS = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹‐‑‒–−’ʼ`\t\n\r",
    "01234567890123456789-----'''   ",
)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_TATWEEL = "ـ"
_SEPARATORS = frozenset(" .-/_")


def plain(typed: str) -> str:
    """One spelling: composed letters, ASCII digits, simple hyphens, single blanks, no marks.

    Controls, bidirectional and zero-width marks and lone surrogates are dropped.
    """
    if not (typed.isascii() and typed.isprintable()):
        visible = (
            letter
            for letter in typed.translate(_SPELLINGS)
            if letter != _TATWEEL and unicodedata.category(letter) not in _INVISIBLE
        )
        typed = unicodedata.normalize("NFC", "".join(visible))
    return " ".join(typed.split())


def compact(typed: str) -> str:
    """`plain`, upper case, without the separators that people put into numbers."""
    return _composed(letter for letter in plain(typed.upper()) if letter not in _SEPARATORS)


def without_blanks(typed: str) -> str:
    """`plain` without any blank: `2 100` is a count, `-5` stays what it is."""
    return _composed(letter for letter in plain(typed) if letter != " ")


def _composed(letters: Iterable[str]) -> str:
    """Marks that a blank kept apart now meet, and have one order only once they are composed."""
    return unicodedata.normalize("NFC", "".join(letters))


def is_number(text: str) -> bool:
    """Whether a text is made of ASCII digits only, and of at least one."""
    return text.isascii() and text.isdecimal()


def is_latin(letter: str) -> bool:
    """Whether a letter belongs to the Latin script, accents and transcriptions included."""
    return letter.isalpha() and (
        "A" <= letter <= "z" or "À" <= letter <= "ɏ" or "Ḁ" <= letter <= "ỿ"
    )


def is_arabic(letter: str) -> bool:
    """Whether a letter or a vowel mark belongs to the Arabic script, Maghreb letters included."""
    return "ؠ" <= letter <= "ٟ" or "ٮ" <= letter <= "ۓ" or "ݐ" <= letter <= "ݿ"
