"""The last number taken, for each counter and year."""

from __future__ import annotations

from typing import NamedTuple

from cnss_counter.domain.agency import Agency
from cnss_counter.storage.driver import Database


class Given(NamedTuple):
    """A number that was given, and the year that it is of."""

    year: int
    number: int


def last(database: Database, agency: Agency, year: int) -> int:
    """The last number of this counter in a year; 0 before the first."""
    row = database.execute(
        "SELECT last FROM sequences WHERE agency = ? AND counter = ? AND year = ?",
        (agency.code, agency.counter, year),
    ).fetchone()
    return int(row[0]) if row else 0


def newest(database: Database) -> Given | None:
    """The last number of the newest year in which one was taken; None before the first."""
    row = database.execute("SELECT year, last FROM sequences ORDER BY year DESC LIMIT 1").fetchone()
    return None if row is None else Given(*row)


def last_year(database: Database) -> int | None:
    """The newest year in which a number was taken."""
    given = newest(database)
    return None if given is None else given.year


def with_number(database: Database, number: int) -> list[tuple[str, str, int]]:
    """The agency, the counter and the year of each sequence that has this number, newest first."""
    return database.execute(
        "SELECT agency, counter, year FROM sequences WHERE last >= ? ORDER BY year DESC", (number,)
    ).fetchall()


def take(database: Database, agency: Agency, year: int) -> int:
    """The next number, taken inside the open transaction."""
    (number,) = database.execute(
        "INSERT INTO sequences (agency, counter, year, last) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (agency, counter, year) DO UPDATE SET last = last + 1 RETURNING last",
        (agency.code, agency.counter, year),
    ).fetchone()
    return int(number)


def continue_after(database: Database, agency: Agency, year: int, number: int) -> None:
    """Let the next number follow this one; a number taken already is never reopened."""
    if number < 1:
        return
    database.execute(
        "INSERT INTO sequences (agency, counter, year, last) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (agency, counter, year) DO UPDATE SET last = max(last, excluded.last)",
        (agency.code, agency.counter, year, number),
    )
