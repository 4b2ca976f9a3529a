"""What Home tells each time: this clerk's drafts, the day so far, what somebody should see to."""

from __future__ import annotations

from cnss_counter.domain.home_summary import HomeSummary
from cnss_counter.errors import CounterError
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.custody import last_backup
from cnss_counter.services.day import clock_watch, disk
from cnss_counter.storage.tables import deposits, drafts, receipt_prints


def of(
    context: ClerkContext, to_review: tuple[str, ...], found: tuple[CounterError, ...]
) -> HomeSummary:
    """`to_review`: the legal numbers whose day of review has passed; `found`: told once."""
    now = context.now()
    with context.reading() as database:
        made = last_backup.when(database)
        last = made.astimezone(now.tzinfo) if made else None
        return HomeSummary(
            drafts=tuple(drafts.of_clerk(database, context.clerk.code)),
            deposits_today=deposits.tally(database, "deposited", now.date().isoformat()),
            last_backup=last,
            is_backup_late=last_backup.is_late(last, now),
            is_disk_low=disk.is_low(context.home.folder),
            is_clock_suspect=clock_watch.asks_for_the_time(context),
            unprinted=receipt_prints.count_unprinted(database),
            to_review=to_review,
            found=found,
        )
