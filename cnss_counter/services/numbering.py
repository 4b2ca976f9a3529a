"""After which number a counter goes on, when its database is older than its receipts.

No number is given twice: whoever puts an older copy in place says the newest number known to
have been given, on paper if need be. The numbers between are skipped for ever, and the journal
says so.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from cnss_counter.clock import Clock, system_clock
from cnss_counter.errors import AccessError, BadInputError
from cnss_counter.paths import Home
from cnss_counter.rules import reference_number
from cnss_counter.services import clock_watch
from cnss_counter.services.accounts import clerk_code
from cnss_counter.services.seat import Seat
from cnss_counter.storage import clerks, counter, journal, sequences
from cnss_counter.storage.driver import Database
from cnss_counter.storage.homes import require_kind
from cnss_counter.storage.keyring import Keyring
from cnss_counter.storage.records import Agency
from cnss_counter.storage.unlocking import open_store

_MOST_IN_A_YEAR = 900_000
"""No counter gives so many: what is above is misread, and would use up the year's six digits."""


class Continued(NamedTuple):
    """The year, the last number that the database knew, and the one to go on after."""

    year: int
    known: int
    last: int

    @property
    def skipped(self) -> int:
        return max(self.last - self.known, 0)


class Last(NamedTuple):
    """The newest number known to have been given; None for the year when it was not said."""

    year: int | None
    number: int


def read_last(typed: str, agency: Agency) -> Last:
    """The newest receipt's whole reference, or its number alone.

    Raises `BadInputError`: `numbering.not_a_number`, `numbering.other_counter`,
    `numbering.too_high`.
    """
    if typed.strip().isdecimal() and len(typed.strip()) <= 6:
        last = Last(None, int(typed))
    elif (reference := reference_number.parse(typed)) is None:
        raise BadInputError("numbering.not_a_number", typed=typed)
    elif (reference.agency, reference.counter) != (agency.code, agency.counter):
        raise BadInputError("numbering.other_counter", typed=typed)
    else:
        last = Last(reference.year, reference.sequence)
    if last.number > _MOST_IN_A_YEAR:
        raise BadInputError("numbering.too_high", typed=typed)
    return last


def continue_after(
    database: Database, typed: str, now: datetime, *, is_clock_suspect: bool
) -> Continued:
    """Let the next number of its year follow the one typed, inside the open transaction.

    Raises `BadInputError` as `read_last` does, and `numbering.year_in_doubt`,
    `numbering.later_year`.
    """
    agency = counter.settings(database).agency
    last = read_last(typed, agency)
    if agency.is_training:  # it plays any day
        year = last.year or now.year
    else:
        present = max(now.year, sequences.last_year(database) or now.year)
        year = _year(last, typed, present, is_clock_suspect=is_clock_suspect)
    known = sequences.last(database, agency, year)
    sequences.continue_after(database, agency, year, last.number)
    return Continued(year, known, last.number)


def _year(last: Last, typed: str, present: int, *, is_clock_suspect: bool) -> int:
    """The year whose numbers go on.

    A number alone is of the year in which the next one will be given, which a clock in doubt
    cannot tell: counted in another year it would protect nothing. 0 says that none was given.
    """
    if last.year is None:
        if last.number and is_clock_suspect:
            raise BadInputError("numbering.year_in_doubt", typed=typed)
        return present
    if last.year > present:
        raise BadInputError("numbering.later_year", typed=typed, year=str(present))
    return last.year


def skip_to(seat: Seat, typed: str) -> Continued:
    """Go on after the number typed, at a counter that is open: a newer receipt turned up."""
    seat.require("continue_numbers")
    anchor = seat.store.anchor
    anchored = anchor.read() if anchor.exists() else None
    is_suspect = clock_watch.asks_for_the_time(seat)
    with seat.writing() as database:
        continued = continue_after(database, typed, seat.now(), is_clock_suspect=is_suspect)
        journal.append(
            database, seat.now(), seat.clerk.code, "numbers_continued", "",
            {**continued._asdict(), "anchor": anchored and [anchored.n, anchored.hash]},
        )  # fmt: skip
        if anchored is None or not anchor.is_in(database, anchored):
            anchor.create()  # what it remembered is in the journal now
    return continued


def resume(
    home: Home,
    code: str,
    password: str,
    typed: str,
    *,
    clock: Clock = system_clock,
    training: bool = False,
) -> Continued:
    """Go on with a database that is behind its anchor, after the number typed.

    What is missing stays missing: this is for when there is no newer backup. Raises as
    `sessions.log_in` does, and as `skip_to`.
    """
    require_kind(home, is_training=training)
    keyring = Keyring(home.keyring, home.machine_secret, is_real=not training)
    key = keyring.open(clerk_code(code), password)
    store = open_store(home, key, is_training=training, is_known_to_be_behind=True)
    try:
        with store.reading() as database:
            clerk = clerks.by_code(database, clerk_code(code))
        if clerk is None:
            raise AccessError("access.refused")
        return skip_to(Seat(home, store, keyring, clerk, clock, is_training=training), typed)
    finally:
        store.close()
