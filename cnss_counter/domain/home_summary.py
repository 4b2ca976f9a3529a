"""What Home tells each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cnss_counter.domain.stored_draft import StoredDraft
from cnss_counter.errors import CounterError


@dataclass(frozen=True, slots=True)
class HomeSummary:
    """What the home screen tells about this counter and this clerk's day."""

    drafts: tuple[StoredDraft, ...]
    deposits_today: int
    last_backup: datetime | None
    is_disk_low: bool = False
    is_clock_suspect: bool = False
    is_backup_late: bool = False
    unprinted: int = 0
    """The receipts whose original has yet to come out, at most as many as are listed."""
    to_review: tuple[str, ...] = ()
    """The parameters of the law whose date of review has passed."""
    found: tuple[CounterError, ...] = ()
    """What was found since the last summary: nothing refused, and the clerk has to know."""
