"""The copies of a receipt: which were given out, and whose original has yet to come out.

Number 0 is the original, the duplicates follow from 1. See docs/decisions/0075.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from cnss_counter.storage import stored
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import journal

CopyOutcome = Literal["drawn", "waiting", "completed", "said", "saved"]
"""What became of a copy: drawn into a file, at the printer, printed as the printing system says,
come out as the clerk says, or handed over as a file."""

HANDED_OVER: frozenset[CopyOutcome] = frozenset({"completed", "said", "saved"})
"""The person has it, on paper or as a file."""

AT_MOST = 100
"""Requests told of those whose original has yet to come out."""


class UnprintedRequest(NamedTuple):
    """A request whose original has not come out of a printer yet, without its person."""

    reference: str
    procedure: str
    deposited_at: datetime


def count(database: Database, reference: str) -> int:
    """How many copies of this receipt were given out, the original included."""
    (number,) = database.execute(
        "SELECT count(*) FROM receipt_prints WHERE reference = ?", (reference,)
    ).fetchone()
    return int(number)


def add(
    database: Database,
    reference: str,
    number: int,
    clerk: str,
    form: str,
    now: datetime,
    outcome: CopyOutcome = "saved",
    job: str = "",
) -> None:
    """Give a copy its number for ever."""
    database.execute(
        "INSERT INTO receipt_prints (reference, number, journal_entry) VALUES (?, ?, ?)",
        (reference, number, journal.reserve(database)),
    )
    note(database, reference, number, clerk, form, now, outcome, job)


def note(
    database: Database,
    reference: str,
    number: int,
    clerk: str,
    form: str,
    now: datetime,
    outcome: CopyOutcome,
    job: str = "",
) -> None:
    """What became of a copy, in the journal alone. `job`: what the printing system calls it."""
    body = {"duplicate": number, "form": form, "outcome": outcome}
    if job:
        body["job"] = job
    journal.append(database, now, clerk, "receipt_printed", reference, body)


def is_known(database: Database, reference: str, number: int) -> bool:
    """Whether this copy can be: a duplicate that was drawn, or the original of a deposit.

    A database put back may know neither of a paper that the printer still has.
    """
    found = database.execute(
        "SELECT 1 FROM deposits WHERE reference = ?1 AND (?2 = 0 OR EXISTS ("
        "SELECT 1 FROM receipt_prints WHERE reference = ?1 AND number = ?2))",
        (reference, number),
    ).fetchone()
    return found is not None


def is_noted(database: Database, reference: str, number: int, job: str) -> bool:
    """Whether the journal has it that this copy came out of this job."""
    found = database.execute(
        "SELECT 1 FROM receipt_prints AS copy JOIN journal ON n >= copy.journal_entry"
        " WHERE reference = ?1 AND number = ?2 AND kind = 'receipt_printed' AND entity = ?1"
        " AND body ->> '$.duplicate' = ?2 AND body ->> '$.outcome' = 'completed'"
        " AND body ->> '$.job' = ?3",
        (reference, number, job),
    ).fetchone()
    return found is not None


def wait_for_the_first(database: Database, reference: str) -> None:
    """Of a deposit just written down nobody has a receipt yet."""
    database.execute(
        "INSERT INTO unprinted_receipts (deposit) SELECT id FROM deposits WHERE reference = ?",
        (reference,),
    )


def has_come_out(database: Database, reference: str) -> None:
    """The person has the original, or nobody ever will: nothing is left to be printed."""
    database.execute(
        "DELETE FROM unprinted_receipts"
        " WHERE deposit = (SELECT id FROM deposits WHERE reference = ?)",
        (reference,),
    )


def is_unprinted(database: Database, reference: str) -> bool:
    """Whether the next copy that a printer is given is the original."""
    found = database.execute(
        "SELECT 1 FROM deposits JOIN unprinted_receipts ON deposit = deposits.id"
        " WHERE reference = ?",
        (reference,),
    ).fetchone()
    return found is not None


def count_unprinted(database: Database) -> int:
    """How many originals have yet to come out, `AT_MOST` at most: Home asks each time."""
    (number,) = database.execute(
        "SELECT count(*) FROM (SELECT 1 FROM unprinted_receipts LIMIT ?)", (AT_MOST,)
    ).fetchone()
    return int(number)


def unprinted(database: Database) -> list[UnprintedRequest]:
    """The requests whose original has yet to come out, the newest first, `AT_MOST` at most."""
    rows = database.execute(
        "SELECT reference, record ->> '$.draft.procedure', deposited_at"
        " FROM unprinted_receipts JOIN deposits ON deposits.id = deposit"
        " ORDER BY deposit DESC LIMIT ?",
        (AT_MOST,),
    )
    return [
        UnprintedRequest(reference, procedure, stored.moment(at, f"deposits/{reference}"))
        for reference, procedure, at in rows
    ]
