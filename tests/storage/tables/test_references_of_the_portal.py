"""An older counter finds its requests by the portal's reference when it is opened."""

from __future__ import annotations

from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.database import Store
from cnss_counter.storage.tables import deposits
from tests.refusals import refused
from tests.storage.conftest import ready_to_deposit, request_about

MIGRATION = "find_references_of_the_portal"


def of_before(store: Store) -> tuple[str, str]:
    """A counter without the index; its second request has a record that nobody can read."""
    with store.writing() as database:
        portal = {"origin": "taawidaty", "portal_reference": "TAA-2025-0000001"}
        first, second = (
            deposits.write_down(
                database, ready_to_deposit(n, request_about(f"{n}23456789"[:9], **portal))
            )
            for n in "12"
        )
        database.execute("DROP INDEX deposits_from_the_portal")
        database.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (MIGRATION,))
    intruder = open_connection(store.path, store.key())
    intruder.execute("PRAGMA ignore_check_constraints = ON")
    intruder.execute("DROP TRIGGER deposits_are_not_rewritten")
    intruder.execute("UPDATE deposits SET record = '{' WHERE reference = ?", (second.reference,))
    intruder.conn.commit()
    intruder.close()
    return first.reference, second.reference


def test_one_record_that_cannot_be_read_keeps_nobody_out(
    store: Store, tmp_path: Path, key: bytes
) -> None:
    readable, _ = of_before(store)
    store.close()
    upgraded = Store.open(tmp_path / "counter.db", key)
    with upgraded.reading() as database:
        assert deposits.references_from_the_portal(database, "taa 2025 0000001") == (readable,)
    upgraded.close()


def test_the_control_an_index_that_asks_no_record_whether_it_can_be_read_is_refused(
    store: Store,
) -> None:
    of_before(store)
    said = "record ->> '$.draft.answers.portal_reference'"
    with refused(StoreError, "store.database_damaged"), store.writing() as database:
        database.execute(f"CREATE INDEX plain ON deposits ({said})")
