"""When a backup was last made, and whether that is too long ago: what Home tells each time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cnss_counter.storage.tables import journal

if TYPE_CHECKING:
    from cnss_counter.storage.driver import Database
    from cnss_counter.storage.stored import Record

MADE: journal.Milestone = "backup_made"
_FRIDAY = 4


def when(database: Database) -> datetime | None:
    """When a backup was last made here; None before the first.

    In training that is the day played: the journal's own time never goes back with it.
    """
    told = journal.last_of(database, MADE, _played)
    return told and (told.said or told.at)


def _played(said: Record) -> datetime | None:
    return said.moment("played") if "played" in said.said else None


def is_late(last: datetime | None, now: datetime) -> bool:
    """Whether a whole working day, Monday to Friday, went by since the last backup."""
    if last is None:
        return True
    day = last.astimezone(now.tzinfo).date() + timedelta(days=1)
    while day < now.date():
        if day.weekday() <= _FRIDAY:
            return True
        day += timedelta(days=1)
    return False
