"""Whether a counter's days go by as they do: a clock that runs ahead in steps leaves them out.

Each step alone looks like a weekend. Together they do not: a counter is open on most days, or on as
many as it always was (docs/decisions/0124).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import journal

WINDOW, HABIT = 28, 84
"""Days: four weeks, and the twelve before them."""

LEAST_WINDOW = 14
"""Days since somebody stated the time, or since the first entry; before that nothing is judged."""

USUAL = 20 / 28
"""Days with an entry among all days, where a counter has no habit yet."""

ENOUGH = 0.6
"""Of the usual days; four weeks of feasts and long weekends have more."""


def is_too_fast(database: Database, now: datetime) -> bool:
    """Whether too few of the last four weeks' days have an entry, for this counter."""
    said = journal.days_before(database, now.date() - timedelta(days=WINDOW + HABIT))
    stated = max((day for day, is_stated in said if is_stated), default=date.min)
    days = {day for day, _ in said} | {now.date()}
    since = max(stated, min(days), now.date() - timedelta(days=WINDOW))
    length = (now.date() - since).days
    if length < LEAST_WINDOW:
        return False
    present = sum(day > since for day in days)
    return present < ENOUGH * _usual(days, now.date()) * length


def _usual(days: set[date], today: date) -> float:
    start, end = (today - timedelta(days=back) for back in (WINDOW + HABIT, WINDOW))
    if min(days) > start + timedelta(days=WINDOW):
        return USUAL
    return min(USUAL, sum(start < day <= end for day in days) / HABIT)
