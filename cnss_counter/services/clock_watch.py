"""A clock that went wrong is told, and written beside the deposit; it stops nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

from cnss_counter.storage.journal import JournalEntry

_BACK = timedelta(minutes=2)
_AHEAD = timedelta(hours=36)


def is_suspect(now: datetime, last: JournalEntry | None) -> bool:
    """Whether the time is before the journal's last entry, or long after it."""
    if last is None:
        return False
    since = now - last.at
    return since < -_BACK or since > _AHEAD
