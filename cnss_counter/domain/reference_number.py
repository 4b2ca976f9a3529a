"""The reference of a request: `RCS-041-1-2026-000123-52`, with ISO 7064 check digits."""

from __future__ import annotations

from typing import NamedTuple

from cnss_counter.text import plain
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


def spelt(typed: str) -> str:
    """A reference as the counter writes it, whatever dashes or blanks part what was typed."""
    return "-".join(plain(typed).upper().replace("-", " ").split())


def parse(typed: str) -> ReferenceNumber | None:
    """A reference as somebody typed or scanned it; None when it is not one, or is misread."""
    parts = spelt(typed).split("-")
    if len(parts) != 6 or not (parts[0].isascii() and parts[0].isalpha()):
        return None
    if not all(is_number(part) and len(part) <= 12 for part in parts[1:]):
        return None
    prefix, agency, counter, year, sequence, _check = parts
    reference = ReferenceNumber(prefix, agency, counter, int(year), int(sequence))
    return reference if str(reference) == "-".join(parts) else None
