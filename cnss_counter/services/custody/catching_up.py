"""A database put back together with its anchor knows of nothing missing: `receipts/` may.

Looked at when a clerk logs in, and before the first number of a year. Nobody is asked then and
nothing is refused: what is believed moves the numbers on, and what is not is told.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError, StoreError
from cnss_counter.services.custody import numbering, witnesses
from cnss_counter.storage.tables import counter, journal, sequences

if TYPE_CHECKING:
    from cnss_counter.domain.agency import Agency
    from cnss_counter.paths import Home
    from cnss_counter.services.custody.epochs import Held
    from cnss_counter.services.custody.witnesses import Known
    from cnss_counter.storage.database import Store
    from cnss_counter.storage.driver import Database


def at_login(
    home: Home, store: Store, now: datetime, *, is_clock_suspect: bool
) -> tuple[CounterError, ...]:
    """Go on after the receipts of this home; what to tell the clerk, nothing as a rule."""
    with store.reading() as database:
        agency = counter.settings(database).agency
        newer = _newer(home, database, agency)
    if not newer:
        return ()
    with store.writing() as database:
        newest = numbering.newest_year(database, agency, None if is_clock_suspect else now)
        return _catch_up(database, agency, newer, newest, now, is_clock_suspect=is_clock_suspect)


def before_a_deposit(
    home: Home, database: Database, agency: Agency, at: datetime, outside: Held
) -> tuple[CounterError, ...]:
    """The same inside the transaction of a deposit, when it begins a year at this counter.

    A clock that was in doubt at the login may have hidden that the year had begun. What lies
    `outside` the home is asked each time: a copy of it may be at work beside it, or another counter
    that was set up under its number.
    """
    newest = numbering.newest_year(database, agency, at)
    known = [] if outside.mark is None else witnesses.by_mark(outside.mark, database)
    known += [] if outside.numbers is None else witnesses.by_numbers(outside.numbers, newest)
    newer = _not_in(database, agency, known)
    if not sequences.last(database, agency, at.year):
        newer += _newer(home, database, agency)
    if not newer:
        return ()
    return _catch_up(database, agency, newer, newest, at, is_clock_suspect=False)


def _newer(home: Home, database: Database, agency: Agency) -> list[Known]:
    """What `receipts/` know and the database does not; nothing when they cannot be read."""
    with suppress(StoreError):
        return _not_in(database, agency, witnesses.among_receipts(home.receipts, agency))
    return []


def _not_in(database: Database, agency: Agency, known: list[Known]) -> list[Known]:
    return [one for one in known if one.number > sequences.last(database, agency, one.year)]


def _catch_up(
    database: Database,
    agency: Agency,
    newer: list[Known],
    newest_year: int,
    now: datetime,
    *,
    is_clock_suspect: bool,
) -> tuple[CounterError, ...]:
    believed = [one for one in newer if one.is_believed(newest_year)]
    moved = numbering.go_on(database, agency, believed)
    if moved:
        body = numbering.in_the_journal(moved)
        journal.append(database, now, journal.THE_COUNTER, "numbers_continued", "", body)
    told = [StoreError(f"numbering.caught_up.{one.witness}", **_in_words(one)) for one in moved]
    for one in newer:
        if one not in believed and not (is_clock_suspect and one.year > newest_year):
            said = {"file": one.file, "number": str(one.number), "year": str(one.year)}
            told.append(StoreError("numbering.paper_not_believed", **said))
    return tuple(told)


def _in_words(moved: numbering.Continued) -> dict[str, str]:
    return {"year": str(moved.year), "known": str(moved.known), "last": str(moved.last)}
