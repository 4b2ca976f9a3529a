"""Codes that are printed once and typed by hand: the recovery sheet's, a clerk's one-time code.

Groups of five signs, of which the fifth is a check: one sign misread, two neighbours or two whole
groups exchanged are found before the code is tried, and the group is named. The alphabet is
Crockford's base 32, in which no letter looks like another or like a digit.
"""

from __future__ import annotations

import secrets
import unicodedata

from cnss_counter.errors import BadInputError
from cnss_counter.text.door import UNSHIFTED_AZERTY, digit

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 5
_DRAWN = GROUP - 1
_READ_AS = str.maketrans("OIL", "011")
_OF_THE_ROW = frozenset(UNSHIFTED_AZERTY) - {"-"}
_FIELD = 0b100101
"""x⁵ + x² + 1: the checks are sums in the field of 32 elements."""

RECOVERY_GROUPS = 6
"""24 signs drawn by lot: 120 bits."""

ONE_TIME_GROUPS = 3
"""12 signs drawn by lot: 60 bits, for a day, behind argon2id and the throttle."""


def draw(groups: int) -> str:
    """A new code: groups of five, with hyphens between."""
    return "-".join(_checked(group) for group in range(1, groups + 1))


def canonical(typed: str) -> str:
    """A code as it is compared: capitals and digits only, O, I and L as they were meant."""
    typed = unicodedata.normalize("NFKC", typed)
    if not _OF_THE_ROW.isdisjoint(typed):
        typed = _from_the_row(typed)
    letters = typed.upper().translate(_READ_AS)
    digits = (str(unicodedata.decimal(sign, sign)) for sign in letters)
    return "".join(sign for sign in digits if sign.isalnum())


def _from_the_row(typed: str) -> str:
    """Typed on the unshifted digits of an AZERTY keyboard, where a hyphen is a 6 too.

    One that stands where a group ends parts two groups; within a group it is a digit.
    """
    signs = ""
    for sign in typed:
        is_parting = not sign.strip() or (sign == "-" and len(signs) % GROUP == 0)
        signs += "" if is_parting else digit(sign)
    return signs


def require_well_typed(typed: str, groups: int) -> None:
    """Raise `BadInputError` when this cannot be a code: its length, or the first wrong group."""
    code = canonical(typed)
    if len(code) != groups * GROUP:
        raise BadInputError("code.length", groups=str(groups), signs=str(GROUP))
    for number in range(1, groups + 1):
        group = code[(number - 1) * GROUP : number * GROUP]
        drawn, check = group[:_DRAWN], group[_DRAWN:]
        if not set(ALPHABET).issuperset(drawn) or check != _check(number, drawn):
            raise BadInputError("code.group", group=str(number))


def _checked(number: int) -> str:
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(_DRAWN))
    return drawn + _check(number, drawn)


def _check(number: int, drawn: str) -> str:
    """The sign that follows; the group's own number is in it, so that groups keep their order."""
    total = 0
    for sign in drawn:
        total = (total ^ ALPHABET.index(sign)) << 1
        if total > len(ALPHABET) - 1:
            total ^= _FIELD
    return ALPHABET[total ^ number]
