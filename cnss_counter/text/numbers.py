"""Numbers as people write them: with separators, blanks, decimals that say nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from cnss_counter.text.door import UNSHIFTED_AZERTY, digit, plain

_SEPARATORS = frozenset(" .-/_")
_DECIMAL = re.compile(
    r"(?P<whole>(?:[A-Z]{1,3} ?)?[+-]?[0-9]+(?: [0-9]{3})*) *[.,٫] *(?P<part>[0-9]+)"
    r"(?P<power>E[+-]?[0-9]+)?[ ./_-]*",
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(r"(?:[^.,٫]*[0-9]|.*[.,٫][0-9]{3}) *[.,٫] *0{1,2}[ ./_-]*")
"""Behind groups of any kind, or behind thousands, a nought or two: a last group, or decimals."""

_POWER = re.compile("[0-9]+E[+-][0-9]+", re.IGNORECASE)
_NEGATIVE = re.compile("-[0-9]+")


_ROW = re.compile(
    r"(?P<letters>(?:[ ./_-]*[A-Za-z](?:[ ./_-]*[A-Za-z])?)?[ ./]*)"
    rf"(?P<row>[{re.escape(UNSHIFTED_AZERTY)} ./:;]+)"
)
_TELLING = frozenset("&é\"'(èçà")
"""Of the row: what is not put between digits to part them, as `-` and `_` are."""


def digits_meant(typed: str) -> str:
    """`plain`, with the digits that were meant: raised and ringed ones, and those of a keyboard.

    A number typed on the unshifted row of an AZERTY keyboard is its digits: `K(-è_çà` is K567890.
    One or two Latin letters may stand before, and no digit beside: then a quote or a hyphen is
    what it is. For what is a number and nothing else: in an address, 9 m² stay.
    """
    text = with_ascii_digits(plain(typed))
    if _TELLING.isdisjoint(text):
        return text
    found = _ROW.fullmatch(text)
    if found is None or (found["letters"].strip() and len(found["row"]) < 2):
        return text  # Zoé
    return found["letters"] + digit(found["row"])


def with_ascii_digits(text: str) -> str:
    """`text` with 0 to 9 for every digit there is: raised, lowered and ringed ones too."""
    return text if text.isascii() else "".join(map(_digit_of, text))


def _digit_of(sign: str) -> str:
    value = None if sign.isascii() else unicodedata.digit(sign, None)
    return sign if value is None else str(value)


def compact(typed: str) -> str:
    """`plain` and upper case, without the separators that people put into numbers.

    A point before decimals and a minus are none: without them it would be another number.
    """
    text = whole(plain(digits_meant(typed).upper()))
    if has_decimals(text) or _NEGATIVE.fullmatch(text):
        return text
    return _composed(letter for letter in text if letter not in _SEPARATORS)


def without_blanks(typed: str) -> str:
    """`plain` without any blank: `2 100` is a count, `-5` stays what it is."""
    return _composed(letter for letter in plain(typed) if letter != " ")


def whole(text: str) -> str:
    """Any text as it is, but a number without its decimals where they are zeros: `25000001.0`.

    Three zeros stay: `2.000` may be two thousand.
    """
    number = _with_decimals(text)
    if number is None or number["power"] or number["part"].strip("0") or len(number["part"]) == 3:
        return text
    return number["whole"]


def has_decimals(text: str) -> bool:
    """Whether a `plain` text is one number with decimals, and not groups with a point between.

    Two points part groups; so does one behind a `+`, a zero or letters, unless one or two
    digits follow it: `06.12345678`, `+212.612345678` and `AB123.456`, but not `AB12345.0`. Where
    noughts at the end may be either, as in `25-000-001.0`, they are taken for decimals.
    """
    marked = (_with_decimals(text), _POWER.fullmatch(text), _DOUBTFUL.fullmatch(text))
    return any(marked)


def _with_decimals(text: str) -> re.Match[str] | None:
    number = _DECIMAL.fullmatch(text)
    if number is None or len(number["part"]) <= 2:
        return number
    before = number["whole"].lstrip("-")
    return number if before == "0" or "1" <= before[0] <= "9" else None


def _composed(letters: Iterable[str]) -> str:
    """Marks that a blank kept apart now meet, and have one order only once they are composed."""
    return unicodedata.normalize("NFC", "".join(letters))


def is_number(text: str) -> bool:
    """Whether a text is made of ASCII digits only, and of at least one."""
    return text.isascii() and text.isdecimal()
