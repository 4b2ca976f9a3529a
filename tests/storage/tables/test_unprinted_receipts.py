"""Which originals have yet to come out: from the deposit on, and in a counter of the release
before.
"""

from __future__ import annotations

from pathlib import Path

from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import deposits, erasure, receipt_prints
from cnss_counter.storage.vault import journal_verification
from tests.storage.conftest import NOON, ready_to_deposit, request_about


def waits(database: Database) -> list[str]:
    return [request.reference for request in receipt_prints.unprinted(database)]


def deposited(database: Database, draft_id: str, number: str) -> str:
    new = ready_to_deposit(draft_id, request_about(number))
    return deposits.write_down(database, new).reference


def test_a_deposit_waits_for_its_receipt_and_the_newest_is_first(store: Store) -> None:
    with store.writing() as database:
        older, newer = (deposited(database, n, f"{n}23456789"[:9]) for n in "12")
        assert waits(database) == [newer, older]
        assert receipt_prints.count_unprinted(database) == 2
        receipt_prints.has_come_out(database, older)
        assert waits(database) == [newer]


def test_no_more_are_told_than_a_list_can_show(store: Store) -> None:
    with store.writing() as database:
        for number in range(receipt_prints.AT_MOST + 1):
            deposited(database, str(number), f"{100_000_000 + number}")
        assert receipt_prints.count_unprinted(database) == receipt_prints.AT_MOST
        assert len(waits(database)) == receipt_prints.AT_MOST


def test_of_a_counter_of_before_what_was_drawn_counts_as_given_out(
    store: Store, tmp_path: Path, key: bytes
) -> None:
    """And what was never drawn, or whose person was erased, is told apart."""
    with store.writing() as database:
        drawn, never, erased = (deposited(database, n, f"{n}23456789"[:9]) for n in "123")
        receipt_prints.add(database, drawn, 0, "A17", "pdf", NOON)
        person = deposits.person_of(database, erased)
        assert person is not None
        erasure.erase(database, person, NOON)
        database.execute("DROP TABLE unprinted_receipts")
        database.execute(
            "DELETE FROM _sqlite_migrations WHERE name = 'know_whose_receipt_is_unprinted'"
        )
    store.close()
    upgraded = Store.open(tmp_path / "counter.db", key)
    with upgraded.reading() as database:
        assert waits(database) == [never]
        assert journal_verification.walk(database).broken is None
    upgraded.close()


def test_nobody_prints_the_receipt_of_an_erased_person(store: Store) -> None:
    with store.writing() as database:
        reference = deposited(database, "one", "123456789")
        person = deposits.person_of(database, reference)
        assert person is not None
        erasure.erase(database, person, NOON)
        assert waits(database) == []
