"""Closing the day: the journal verified, a backup made, and both written down.

None of the three stops the others: what could not be done stands on its sheet, in red.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.custody import backups, journal_check
from cnss_counter.services.custody.backups import Made
from cnss_counter.services.custody.journal_check import Verified
from cnss_counter.storage.files import print_cleanup
from cnss_counter.storage.files.print_cleanup import SweptDay
from cnss_counter.storage.tables import (
    counter,
    deposits,
    drafts,
    journal,
    receipt_prints,
    sequences,
)
from cnss_counter.storage.tables.journal import JournalEntry

if TYPE_CHECKING:
    from datetime import datetime

    from cnss_counter.domain.agency import Agency
    from cnss_counter.storage.files.backup import Progress

CLOSED: journal.Milestone = "day_closed"


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """What the closing found and did; names no person. `trouble`: why there is no backup."""

    day: date
    at: datetime
    agency: Agency
    deposits: int
    last_number: int
    drafts: int
    waiting_control: int
    not_exported: int
    unprinted: int
    """Originals that have yet to come out; `receipt_prints.AT_MOST` where there are more."""
    verified: Verified
    backup: Made | None
    trouble: CounterError | None
    entry: JournalEntry
    papers: SweptDay
    """Of `receipts/`, once the day was written down."""


def close_day(context: ClerkContext, progress: Progress | None = None) -> ClosedDay:
    """Close the day, after which no paper that names a person stays. For a thread.

    But where a page is damaged or there is no backup: the receipts are the last that know then.
    Raises `StoreError` when it could not be written down: the day is not closed then.
    """
    context.require("close_day")
    verified = journal_check.verify_as_asked(context, progress=_part(progress, 0, 40))
    backup, trouble = _backed_up(context, _part(progress, 40, 100))
    closed = _write_down(context, verified, backup, trouble)
    is_damaged = verified.broken is not None and verified.broken.rule == "page"
    if is_damaged or backup is None:
        return replace(closed, papers=print_cleanup.keep_the_day(context.home))
    return replace(closed, papers=print_cleanup.sweep_the_day(context.home))


def _backed_up(
    context: ClerkContext, progress: Progress | None
) -> tuple[Made | None, CounterError | None]:
    try:
        return backups.back_up_as_asked(context, progress=progress), None
    except CounterError as trouble:
        return None, trouble


def _write_down(
    context: ClerkContext, verified: Verified, backup: Made | None, trouble: CounterError | None
) -> ClosedDay:
    at = context.now()
    with context.writing() as database:
        agency = counter.settings(database).agency
        made = deposits.tally(database, "deposited", at.date().isoformat())
        last = sequences.last(database, agency, at.year)
        broken = verified.broken
        entry = journal.append(
            database, at, context.clerk.code, CLOSED, at.date().isoformat(),
            {
                "deposits": made, "last_number": last, "verified_to": verified.head,
                "broken": broken and [broken.n, broken.rule, broken.subject],
                "backup": backup and backup.file.name,
            },
        )  # fmt: skip
        return ClosedDay(
            at.date(), at, agency, made, last, drafts.waiting(database),
            deposits.tally(database, "waiting_control"), deposits.tally(database, "not_exported"),
            receipt_prints.count_unprinted(database),
            verified, backup, trouble, entry, SweptDay(0, 0),
        )  # fmt: skip


def _part(progress: Progress | None, start: int, end: int) -> Progress | None:
    if progress is None:
        return None

    def told(done: int, total: int) -> None:
        progress(start + (end - start) * done // max(total, 1), 100)

    return told
