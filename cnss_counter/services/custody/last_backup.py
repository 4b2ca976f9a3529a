"""When a backup was last made, and whether that is too long ago: what Home tells each time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnss_counter.storage.tables.journal import Milestone, Told

MADE: Milestone = "backup_made"
_FRIDAY = 4


def when(told: Told) -> datetime:
    """The day played in training: the journal's own time never goes back with it."""
    return datetime.fromisoformat(told.body["played"]) if "played" in told.body else told.at


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
