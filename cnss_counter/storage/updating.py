"""The tables of an older program, brought up to date; those of a newer one are refused."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage import driver
from cnss_counter.storage.connections import (
    open_connection,
    refusals_told,
    refuse_old_sqlite,
    require_content,
)
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import shared_memory
from cnss_counter.storage.tables import journal, persons
from cnss_counter.storage.tables.schema import ANCHORED, migrations
from cnss_counter.storage.vault import sealed_rows
from cnss_counter.storage.vault.anchor import Anchor


def is_of_before(path: Path, key: bytes) -> bool:
    """Whether opening this database would change its tables; `StoreError` as opening raises."""
    refuse_old_sqlite(driver.SQLITE_VERSION)
    require_content(path)
    shared_memory.require_room(path)
    with refusals_told(path), closing(open_connection(path, key)) as database:
        shared_memory.fill(path)
        applied = _applied(database)
        return bool(applied) and applied < _known()


def bring_up_to_date(database: Database, path: Path, anchor: Anchor) -> None:
    """Apply what is missing, all of it or nothing. For whoever has the turn to write.

    Raises `StoreError` (`store.made_by_a_newer_program`).
    """
    applied, known = _applied(database), _known()
    if applied - known:
        raise StoreError("store.made_by_a_newer_program", file=str(path))
    if ANCHORED not in applied and not anchor.exists():
        anchor.create()
    if applied != known or not persons.are_names_indexed(database):
        database.execute("BEGIN IMMEDIATE")
        migrations.apply(database)
        if not persons.are_names_indexed(database):
            persons.index_names(database)
        sealed_rows.watch(database)
        journal.seal_an_older_file(database)
        database.execute("COMMIT")


def _known() -> set[str]:
    return {migration.name for migration in migrations._migrations}


def _applied(database: Database) -> set[str]:
    return {migration.name for migration in migrations.applied(database)}
