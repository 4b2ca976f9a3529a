"""The numbers that counters of one agency and number gave under one account of this computer.

For a counter that is set up a second time: it draws another key, so nothing that the first one
signed or sealed speaks to it. No key signs this file either. What no counter gives is not read
from it, and the next deposit writes it anew.
"""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cnss_counter import limits
from cnss_counter.errors import StoreError
from cnss_counter.storage.files.private_files import read_whole, write_in_place
from cnss_counter.storage.tables.sequences import Given

MOST_BELIEVED = 200_000
"""In a year, on the word of a file: eight hundred on each working day. Anybody who may write the
folder may have written it, and the six digits of a year are not his to use up."""

_YEARS = 20
_LENGTH = 512
_ONE = re.compile(r"([0-9]{4}) ([0-9]{7}) ")
_ALL = re.compile(rf"(?:{_ONE.pattern})*")
_CHECK = 16


class GivenNumbers:
    """The last number of each year, in one sector. Used by whoever holds its lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def last(self) -> dict[int, int]:
        """By year; nothing where nothing is said, or where it cannot be read or believed."""
        with suppress(StoreError):
            said, check = _parted(read_whole(self.path, limits.MARK))
            if _ALL.fullmatch(said) and check == _check(said):
                found = (Given(int(year), int(number)) for year, number in _ONE.findall(said))
                return {one.year: one.number for one in found if one.number <= MOST_BELIEVED}
        return {}

    def note(self, given: Given) -> None:
        """Let others know the last number of a year, given or about to be.

        What others gave stays, in a year to come too: the clock that is wrong may be this one's. Of
        too many years the nearest are kept. Not flushed. Raises `StoreError`.
        """
        known = self.last()
        self._put(known | {given.year: max(given.number, known.get(given.year, 0))}, given.year)

    def put_back(self, before: Given) -> None:
        """Let others know this number of a year in place of one that was not given after all."""
        self._put(self.last() | {before.year: before.number}, before.year)

    def _put(self, known: dict[int, int], present: int) -> None:
        nearest = sorted(known, key=lambda year: abs(year - present))[:_YEARS]
        said = "".join(f"{year:04} {known[year]:07} " for year in sorted(nearest))
        write_in_place(self.path, f"{said}{_check(said)}".encode("ascii").ljust(_LENGTH))


def _parted(content: bytes) -> tuple[str, str]:
    text = content.decode("ascii", "replace").rstrip()
    return text[:-_CHECK], text[-_CHECK:]


def _check(said: str) -> str:
    """Tells what a power cut tore."""
    return sha256(f"cnss-counter numbers 1\n{said}".encode()).hexdigest()[:_CHECK]
