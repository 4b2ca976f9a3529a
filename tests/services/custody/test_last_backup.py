"""Home in training tells the last backup by the day that was played."""

from __future__ import annotations

from cnss_counter.clock import played_clock
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.custody import backups
from cnss_counter.storage.tables import journal
from tests.services.conftest import DAY, PASSWORD


def test_a_day_played_before_that_of_the_journal_is_told_as_it_was_played(home: Home) -> None:
    session = log_in(home, "a17", PASSWORD, clock=played_clock(DAY), training=True)
    backups.back_up(session.context)
    summary = session.home_summary()
    assert summary.last_backup is not None
    assert summary.last_backup.date() == DAY
    assert not summary.is_backup_late
    with session.context.reading() as database:
        told = journal.last_of(database, "backup_made", lambda said: said.said)
    assert told is not None
    assert told.at.date() > DAY  # the control: the chain's own time never goes back
    session.log_out()
