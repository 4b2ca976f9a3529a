"""Who knows which numbers were given, where the database may be older than its receipts.

Each witness names the highest number that it knows of each year, or nothing. Another one is a
function more, and a line in `of_homes`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from cnss_counter.domain import reference_number
from cnss_counter.domain.agency import Agency
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.services.custody import epochs
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files.private_files import told_as_store_errors
from cnss_counter.storage.given_numbers import MOST_BELIEVED, GivenNumbers
from cnss_counter.storage.tables import counter, journal, sequences
from cnss_counter.storage.vault.anchor import Anchor, Mark

Name = Literal["typed", "database", "receipts", "anchor", "attempt", "mark", "same_number"]
NAMES: tuple[Name, ...] = get_args(Name)
"""Of two that know the same number, the first is named."""

MISSING_AT_MOST = 1_000
"""Beyond that, a paper is believed behind another one that is: between two, so many may have been
handed over and swept. A number far above all others stands alone."""

_PAPER = re.compile(
    r"\.?([A-Z]+-[0-9]{3}-[0-9]{1,2}-(?P<year>[0-9]{4})-(?P<number>[0-9]{6,7})-[0-9]{2})(?![0-9])",
    re.IGNORECASE | re.ASCII,
)
"""A receipt, a duplicate of it, or what was left of one half written: by a reference whole."""


class Known(NamedTuple):
    """A number that was given, who knows it, and the file that says so ("" for none).

    `is_credible`: no more than a counter gives, or close behind a number that is.
    """

    year: int
    number: int
    witness: Name
    file: str = ""
    is_credible: bool = True

    def is_believed(self, newest_year: int) -> bool:
        """Whether a file is taken at its word, where nobody knows of a year after this one."""
        is_keyed = self.witness in ("attempt", "mark")
        return is_keyed or (self.is_credible and self.year <= newest_year)


def of_homes(homes: Iterable[Home], database: Database, present: int) -> list[Known]:
    """All that the files of these homes and those outside them know beside the database.

    Raises `StoreError` when one is there and cannot be read.
    """
    agency = counter.settings(database).agency
    known: list[Known] = []
    if not agency.is_training:
        with suppress(StoreError):  # an account without a folder has nothing there
            known += by_mark(epochs.mark_of(database), database)
            known += by_numbers(epochs.numbers_of(database), present)
    for home in homes:
        known += among_receipts(home.receipts, agency)
        known += by_anchor(Anchor.beside(home.database), database, agency, present)
    return known


def among_receipts(folder: Path, agency: Agency) -> list[Known]:
    """The highest number of each year among the names of a counter's own receipts.

    Apart from it the highest of those that are too many to be believed: they hide no other.
    """
    with told_as_store_errors(folder):
        names = os.listdir(folder) if folder.exists() else []
    papers = [
        (int(paper["year"]), int(paper["number"]), paper[1], name)
        for name in names
        if f"-{agency.code}-{agency.counter}-" in name and (paper := _PAPER.match(name))
    ]
    papers.sort()
    reached = _reached(papers, agency)
    highest: dict[tuple[int, bool], Known] = {}
    for year, number, typed, name in reversed(papers):
        is_credible = number <= max(MOST_BELIEVED, reached.get(year, 0))
        if (year, is_credible) not in highest and _is_of(typed, agency):
            file = str(folder / _readable(name))
            highest[year, is_credible] = Known(year, number, "receipts", file, is_credible)
    return list(highest.values())


def _reached(papers: Iterable[tuple[int, int, str, str]], agency: Agency) -> dict[int, int]:
    """How far papers in rising order bear each other out, in the years that come near the limit."""
    reached: dict[int, int] = {}
    for year, number, typed, _ in papers:
        is_near = number > MOST_BELIEVED - MISSING_AT_MOST
        if is_near and _is_credible(number, reached.get(year, 0)) and _is_of(typed, agency):
            reached[year] = number
    return reached


def _is_credible(number: int, reached: int) -> bool:
    """Whether a counter that is known to have reached so many gives such a number."""
    return number <= max(MOST_BELIEVED, reached + MISSING_AT_MOST)


def _readable(name: str) -> str:
    """A name as it can be said: whoever wrote it may have put a line's end or half a letter in."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)


def _is_of(typed: str, agency: Agency) -> bool:
    found = reference_number.parse(typed)
    return found is not None and (found.agency, found.counter) == (agency.code, agency.counter)


def by_anchor(anchor: Anchor, database: Database, agency: Agency, present: int) -> list[Known]:
    """The last number given when the anchor was written.

    One of before counts entries only: each that is missing may have been a deposit, in the year
    that the database knows last or in the present one (0 when no clock is believed).
    """
    entry = anchor.read() if anchor.exists() else None
    if entry is None or anchor.is_in(database, entry):
        return []
    file = str(anchor.path)
    if given := anchor.given():
        is_credible = _is_credible(given.number, sequences.last(database, agency, given.year))
        return [Known(*given, "anchor", file, is_credible)]
    head = journal.head(database)
    missing = entry.n - (head.n if head and head.n < entry.n else 0)
    return [
        Known(year, last + missing, "anchor", file, _is_credible(last + missing, last))
        for year in {sequences.last_year(database) or present, present}
        if year
        for last in (sequences.last(database, agency, year),)
    ]


def by_mark(mark: Mark, database: Database) -> list[Known]:
    """The highest number that any copy on this machine gave, or was about to give.

    Where this journal has the entry that goes with it, it was our own, and the program was killed:
    a copy at work would have noted its login.
    """
    said = mark.said()
    if said is None or said.given is None:
        return []
    is_ours = mark.is_in(database, said.entry)
    return [Known(*said.given, "attempt" if is_ours else "mark", str(mark.path))]


def by_numbers(numbers: GivenNumbers, newest_year: int) -> list[Known]:
    """What any counter of this number gave, up to a year: of a later one no clock knows yet."""
    file = str(numbers.path)
    return [
        Known(year, number, "same_number", file)
        for year, number in numbers.last().items()
        if year <= newest_year
    ]


def highest_known(known: Iterable[Known]) -> dict[int, Known]:
    """The highest of each year; of two that agree, the first."""
    highest: dict[int, Known] = {}
    for one in known:
        if one.year not in highest or one.number > highest[one.year].number:
            highest[one.year] = one
    return highest
