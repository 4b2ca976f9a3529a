"""After which number a counter goes on, when its database is older than its receipts.

No number is given twice: whoever puts an older copy in place says the newest number known to
have been given, on paper if need be. The numbers between are skipped for ever, and the journal
says so.
"""

from __future__ import annotations

from typing import NamedTuple

from cnss_counter.clock import Clock, system_clock
from cnss_counter.errors import AccessError, BadInputError
from cnss_counter.paths import Home
from cnss_counter.rules import reference_number
from cnss_counter.services.accounts import clerk_code
from cnss_counter.services.seat import Seat
from cnss_counter.storage import clerks, counter, journal, sequences
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database
from cnss_counter.storage.homes import require_kind
from cnss_counter.storage.keyring import Keyring
from cnss_counter.storage.records import Agency


class Continued(NamedTuple):
    """The year, the last number that the database knew, and the one to go on after."""

    year: int
    known: int
    last: int

    @property
    def skipped(self) -> int:
        return max(self.last - self.known, 0)


def read_last(typed: str, agency: Agency, year: int) -> tuple[int, int]:
    """Year and number of the newest receipt: its whole reference, or a number of this year.

    Raises `BadInputError`: `numbering.not_a_number`, `numbering.other_counter`.
    """
    if typed.strip().isdecimal() and len(typed.strip()) <= 6:
        return year, int(typed)
    reference = reference_number.parse(typed)
    if reference is None:
        raise BadInputError("numbering.not_a_number", typed=typed)
    if (reference.agency, reference.counter) != (agency.code, agency.counter):
        raise BadInputError("numbering.other_counter", typed=typed)
    return reference.year, reference.sequence


def continue_after(database: Database, typed: str, year: int) -> Continued:
    """Let the next number of that year follow the one typed, inside the open transaction."""
    agency = counter.settings(database).agency
    year, last = read_last(typed, agency, year)
    known = sequences.last(database, agency, year)
    sequences.continue_after(database, agency, year, last)
    return Continued(year, known, last)


def skip_to(seat: Seat, typed: str) -> Continued:
    """Go on after the number typed, at a counter that is open: a newer receipt turned up."""
    seat.require("continue_numbers")
    anchor = seat.store.anchor
    anchored = anchor.read() if anchor.exists() else None
    with seat.store.writing() as database:
        continued = continue_after(database, typed, seat.now().year)
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
    store = Store.open(home.database, key, is_known_to_be_behind=True)
    try:
        with store.reading() as database:
            clerk = clerks.by_code(database, clerk_code(code))
        if clerk is None:
            raise AccessError("access.refused")
        return skip_to(Seat(home, store, keyring, clerk, clock, is_training=training), typed)
    finally:
        store.close()
