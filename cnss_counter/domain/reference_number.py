"""The reference of a request: `RCS-041-1-2026-000123-52`, with ISO 7064 check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, product
from typing import NamedTuple

from cnss_counter.text import plain
from cnss_counter.text.door import UNSHIFTED_AZERTY
from cnss_counter.text.numbers import is_number, with_ascii_digits


class ReferenceNumber(NamedTuple):
    """A procedure's prefix, then agency, counter, year and the number within them.

    A Latin letter comes first, so that the reference is never turned around in Arabic.
    """

    prefix: str
    agency: str
    counter: str
    year: int
    sequence: int

    @property
    def check_digits(self) -> str:
        """Modulo 97-10 of ISO 7064 over the digits before them."""
        digits = f"{self.agency}{self.counter}{self.year:04}{self.sequence:06}"
        return f"{98 - int(digits) * 100 % 97:02}"

    def __str__(self) -> str:
        return (
            f"{self.prefix}-{self.agency}-{self.counter}"
            f"-{self.year:04}-{self.sequence:06}-{self.check_digits}"
        )


_SIGN, _BETWEEN = "[0-9OIL]", "[ ./_-]"
_CHECKED = rf"({_SIGN}{{1,12}})({_BETWEEN}*)({_SIGN}{{2}})(?![A-Z0-9])"
_UNCHECKED = rf"({_SIGN}{{6}})()()(?!{_BETWEEN}*[0-9]|[A-Z])"
_FORMS = tuple(
    re.compile(
        rf"(?<![A-Z0-9])([A-Z]{{{letters}}}){_BETWEEN}*({_SIGN}{{3}}){_BETWEEN}*({_SIGN}{{{signs}}})"
        rf"{_BETWEEN}*(2[0O]{_SIGN}{{2}}){_BETWEEN}*{end}"
    )
    for letters, signs, end in product((2, 3, 4), (1, 2), (_CHECKED, _UNCHECKED))
)
"""With anything or nothing between its parts: `20` of the year tells how long the counter is."""

_ELSEWHERE_PARTED = re.compile(rf"[A-Z]{{2,4}}(?:{_BETWEEN}|{_SIGN})+")
_AS_LONG = re.compile(
    rf"(?<![A-Z0-9])[A-Z]{{2,4}}{_BETWEEN}*(?=(?:[^0-9]*[0-9]){{8}})(?:{_SIGN}{_BETWEEN}*){{14,20}}(?![A-Z0-9])"
)
_BEGUN = re.compile(
    rf"[A-Z]{{3,4}}{_BETWEEN}+(?=[OIL]*[0-9]){_SIGN}{{3}}{_BETWEEN}(?:{_SIGN}|{_BETWEEN})*"
)
_MISREAD = str.maketrans("OIL", "011")
_PARTING = str.maketrans(dict.fromkeys("⁄∕·•:;|\\+=~*", "-"))
"""Signs that stand for a hyphen and nothing else; those of a keyboard's digit row are not here."""
_KEYS = frozenset(UNSHIFTED_AZERTY) - {"-"}
_BY_KEYS = (
    str.maketrans(f"{UNSHIFTED_AZERTY})qQ,?", "1234567890-AAMM"),
    str.maketrans(UNSHIFTED_AZERTY, "12345-7890"),
    str.maketrans(UNSHIFTED_AZERTY, "1234567890"),
)
"""The digit row of AZERTY without Shift: under a bar-code reader that takes it for QWERTY, and
under a hand, where the key of 6 is a hyphen or a 6."""


_END = re.compile(rf"([0-9]{{6,12}}){_BETWEEN}+([0-9]{{2}})")


class ReferenceEnd(NamedTuple):
    """What is read aloud, or from a torn receipt: the number within the year, and its check."""

    sequence: int
    check_digits: str


class _Reading(NamedTuple):
    reference: ReferenceNumber
    is_checked: bool


def spelt(typed: str) -> str:
    """A reference as the counter writes it; what is none, with hyphens for what parts it."""
    return _spelt(read(typed), typed)


def spelt_or_reckoned(typed: str) -> str:
    """The same, with the check digits that were left out: to look for, and for nothing else."""
    return _spelt(reckon(typed), typed)


def _spelt(found: ReferenceNumber | None, typed: str) -> str:
    return str(found) if found else "-".join(plain(typed).upper().replace("-", " ").split())


def read(typed: str) -> ReferenceNumber | None:
    """A reference however it was typed, pasted or scanned; None when it is none, or is misread.

    Any dash, blank, point or none between its parts, letters O, I and L for digits, a whole line
    that holds it, a reader set for another keyboard. What can be read as two references is none.
    """
    found = _read(typed)
    return found.reference if found and found.is_checked else None


def reckon(typed: str) -> ReferenceNumber | None:
    """The same, with the check digits that were left out: nothing says that it is not misread.

    For a search, which shows what it found before anything is done with it.
    """
    found = _read(typed)
    return found and found.reference


def read_end(typed: str) -> ReferenceEnd | None:
    """The end of a reference alone, parted as it is printed: `000001-47`, from any keyboard."""
    text = _as_meant(typed)
    for spelling in (text, *_by_keys(text)):
        if found := _END.fullmatch(spelling):
            return ReferenceEnd(int(found[1]), found[2])
    return None


def lacks_its_check(typed: str) -> bool:
    """Whether it is a reference without its last two digits, and nothing else is wrong with it."""
    found = _read(typed)
    return found is not None and not found.is_checked


def looks_like_one(typed: str) -> bool:
    """Whether a reference was meant, whole or not, right or not: it has its digits, or begins so.

    Letters alone are a name (BEN LIL), and a dozen digits behind two letters a passport.
    """
    text = _as_meant(typed).upper()
    spellings = (text, *map(str.upper, _by_keys(text)))
    is_meant = any(_AS_LONG.search(one) or _BEGUN.fullmatch(one) for one in spellings)
    return is_meant or reckon(typed) is not None


def _read(typed: str) -> _Reading | None:
    if written := parse(typed):
        return _Reading(written, is_checked=True)
    text = _as_meant(typed)
    return next(filter(None, [_only(text), *map(_only_checked, _by_keys(text))]), None)


def _as_meant(typed: str) -> str:
    """What was typed, with the digits and the hyphens that were meant."""
    return with_ascii_digits(plain(typed)).translate(_PARTING)


def _by_keys(text: str) -> Iterator[str]:
    """What the keys of a digit row without Shift, which `text` shows, write on another keyboard."""
    is_unshifted = not (_KEYS.isdisjoint(text) or re.search("[0-9]", text))
    return (text.translate(table) for table in _BY_KEYS if is_unshifted)


def _only(text: str) -> _Reading | None:
    """The one reading of `text`, if there is one and no other."""
    found = set(_readings(text.upper()))
    return found.pop() if len(found) == 1 else _only_checked(text) if not found else None


def _only_checked(text: str) -> _Reading | None:
    """The one reading by its check digits, wherever it is parted."""
    text = text.upper()
    joined = re.sub(_BETWEEN, "", text) if _ELSEWHERE_PARTED.fullmatch(text) else text
    found = {one for one in (*_readings(text), *_readings(joined)) if one is None or one.is_checked}
    return found.pop() if len(found) == 1 else None


def _readings(text: str) -> Iterator[_Reading | None]:
    """Every reading of `text`; None for one that can be meant, and is no reason to believe it.

    A number that ran into its check digits has all its six digits, or else only casts a doubt:
    `123452` is a whole number, or 1234 with 52 behind it.
    """
    for found in chain.from_iterable(form.finditer(text) for form in _FORMS):
        prefix, *parts = found.groups()
        agency, counter, year, sequence, between, check = (
            part.translate(_MISREAD) for part in parts
        )
        reference = ReferenceNumber(prefix, agency, counter, int(year), int(sequence))
        if check not in ("", reference.check_digits):
            continue
        if not check or between or sequence == f"{reference.sequence:06}":
            yield _Reading(reference, bool(check))
        elif not sequence.startswith("0"):
            yield None


def parse(written: str) -> ReferenceNumber | None:
    """A reference written out whole, with all its digits; None when it is not one, or is misread.

    For what goes by it without anybody looking: the name of a file, a printed page.
    """
    parts = "-".join(plain(written).upper().replace("-", " ").split()).split("-")
    if len(parts) != 6 or not (parts[0].isascii() and parts[0].isalpha()):
        return None
    if not all(is_number(part) and len(part) <= 12 for part in parts[1:]):
        return None
    prefix, agency, counter, year, sequence, _check = parts
    reference = ReferenceNumber(prefix, agency, counter, int(year), int(sequence))
    return reference if str(reference) == "-".join(parts) else None
