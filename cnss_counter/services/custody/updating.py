"""A counter that an older program left: a proven backup of it first, then its tables.

Whoever wants the older program back restores that file with it. Nobody else may have the counter
open meanwhile: an older program would go on writing into tables that it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.services.custody import backups
from cnss_counter.storage import updating
from cnss_counter.storage.connections import open_connection, refusals_told
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files.lock_files import turn
from cnss_counter.storage.files.occupancy import Occupied, lock_file
from cnss_counter.storage.tables import journal
from cnss_counter.storage.vault import public_keys
from cnss_counter.storage.vault.anchor import Anchor


def update(home: Home, key: bytes, share: Occupied, at: datetime) -> Path | None:
    """Bring the database up to date; the backup of before, None where nothing was to be done.

    `share` is this process's one in the database. Raises `StoreError`: `store.update_waits` (for
    another window), no room or no leave for the backup, and as `Store.open` does. Nothing has
    changed then.
    """
    if not home.database.exists() or not updating.is_of_before(home.database, key):
        return None

    @contextmanager
    def reading() -> Iterator[Database]:
        with refusals_told(home.database), closing(open_connection(home.database, key)) as opened:
            yield opened

    with _alone(share), reading() as database, turn(lock_file(home.database)):
        if not home.public_keys.exists():  # a part of every backup, and made anew at a login
            public_keys.write(home.public_keys, public_keys.of_counter(database))
        copied = backups.Copied(home, key, at, reading)
        made = backups.make(copied, home.backups, ending=backups.BEFORE_UPDATE)
        updating.bring_up_to_date(database, home.database, Anchor.beside(home.database))
    return made.file


def write_down(database: Database, made: Path | None, at: datetime) -> None:
    """Tell the journal of an update, in the open transaction: where what was before it is."""
    if made is not None:
        journal.append(
            database, at, journal.THE_COUNTER, "tables_updated", "", {"backup": made.name}
        )


@contextmanager
def _alone(share: Occupied) -> Iterator[None]:
    with ExitStack() as ending:
        try:
            ending.enter_context(share.alone())
        except StoreError as refusal:
            if refusal.code == "store.in_use":
                raise StoreError("store.update_waits") from refusal
            raise
        yield
