"""The reference of a request: `RCS-041-1-2026-000123-52`, with ISO 7064 check digits."""

from __future__ import annotations

import re
from typing import NamedTuple

from cnss_counter.text import plain
from cnss_counter.text.door import UNSHIFTED_AZERTY
from cnss_counter.text.numbers import is_number


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
_PARTED = re.compile(
    rf"(?<![A-Z0-9])([A-Z]{{2,4}}){_BETWEEN}+({_SIGN}{{3}}){_BETWEEN}+({_SIGN}{{1,2}})"
    rf"{_BETWEEN}+({_SIGN}{{4}}){_BETWEEN}+({_SIGN}{{1,12}})(?:{_BETWEEN}+({_SIGN}{{2}}))?(?![A-Z0-9])"
)
_JOINED = re.compile(rf"([A-Z]{{2,4}}){_BETWEEN}*((?:{_SIGN}{_BETWEEN}*){{10,22}})")
_BEGUN = re.compile(rf"[A-Z]{{3,4}}{_BETWEEN}+{_SIGN}{{3}}{_BETWEEN}.*")
_MISREAD = str.maketrans("OIL", "011")
_KEYS = frozenset(UNSHIFTED_AZERTY) - {"-"}
_BY_KEYS = (
    str.maketrans(f"{UNSHIFTED_AZERTY})qQ", "1234567890-AA"),
    str.maketrans(UNSHIFTED_AZERTY, "12345-7890"),
    str.maketrans(UNSHIFTED_AZERTY, "1234567890"),
)
"""The digit row of AZERTY without Shift: under a bar-code reader that takes it for QWERTY, and
under a hand, where the key of 6 is a hyphen or a 6."""

_SEQUENCE = len("000123")
_WHOLE = re.compile("([0-9]{3})([0-9]{1,2})([0-9]{4})([0-9]{6})([0-9]{2})")
_UNCHECKED = re.compile("([0-9]{3})([0-9])(20[0-9]{2})([0-9]{6})")


def spelt(typed: str) -> str:
    """A reference as the counter writes it; what is none, with hyphens for what parts it."""
    found = read(typed)
    return str(found) if found else "-".join(plain(typed).upper().replace("-", " ").split())


def read(typed: str) -> ReferenceNumber | None:
    """A reference however it was typed, pasted or scanned; None when it is none, or is misread.

    Any dash, blank, point or none between its parts, letters O, I and L for digits, a whole line
    that holds it, a reader set for another keyboard. Left out, the check digits are reckoned.
    """
    text = plain(typed)
    tables = () if _KEYS.isdisjoint(text) else _BY_KEYS
    candidates = (text, *(text.translate(table) for table in tables))
    found = (_parted(one.upper()) or _joined(one.upper()) for one in candidates)
    return next(filter(None, found), None)


def looks_like_one(typed: str) -> bool:
    """Whether a reference was meant, whole or not, right or not: it names nobody new."""
    text = plain(typed).upper()
    return any(form.fullmatch(text) for form in (_PARTED, _JOINED, _BEGUN)) or bool(read(typed))


def _parted(text: str) -> ReferenceNumber | None:
    for found in _PARTED.finditer(text):
        prefix, *parts = found.groups("")
        agency, counter, year, sequence, check = (part.translate(_MISREAD) for part in parts)
        if not check and len(sequence) < _SEQUENCE:
            continue  # half typed, it is not yet another one's
        reference = ReferenceNumber(prefix, agency, counter, int(year), int(sequence))
        if check in ("", reference.check_digits):
            return reference
    return None


def _joined(text: str) -> ReferenceNumber | None:
    """Without anything between: the sequence has six digits, what is left is the counter's."""
    if _JOINED.fullmatch(text) is None:
        return None
    signs = re.sub(_BETWEEN, "", text)
    for length in (2, 3, 4):
        prefix, digits = signs[:length], signs[length:].translate(_MISREAD)
        if not (prefix.isalpha() and is_number(digits)):
            continue
        for form in (_WHOLE, _UNCHECKED):
            if found := form.fullmatch(digits):
                agency, counter, year, sequence = found.groups()[:4]
                reference = ReferenceNumber(prefix, agency, counter, int(year), int(sequence))
                if form is _UNCHECKED or found[5] == reference.check_digits:
                    return reference
    return None


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
