"""A counter of the release before finds the same people by their names."""

from __future__ import annotations

from pathlib import Path

from cnss_counter.storage.database import Store
from cnss_counter.storage.tables import deposits, persons, search
from tests.storage.conftest import ready_to_deposit, request_about


def test_names_indexed_before_are_found_by_beginnings_of_any_length(
    store: Store, tmp_path: Path, key: bytes
) -> None:
    with store.writing() as database:
        deposits.write_down(database, ready_to_deposit("one", request_about()))
        database.execute(
            "DELETE FROM _sqlite_migrations WHERE name = 'find_longer_beginnings_of_names'"
        )
    store.close()
    upgraded = Store.open(tmp_path / "counter.db", key)
    with upgraded.reading() as database:
        for typed in ("al", "alam", "alami moham", "العل", "محمد العلمي"):
            assert len(search.find(database, typed).persons) == 1, typed
    upgraded.close()


def test_a_person_erased_before_has_no_names_and_stops_nobody(
    store: Store, tmp_path: Path, key: bytes
) -> None:
    with store.writing() as database:
        nobody = '{"answers":{},"attachments":{},"procedure":"","survivors":[]}'
        database.execute("INSERT INTO persons (draft) VALUES (?)", (nobody,))
        database.execute(
            "DELETE FROM _sqlite_migrations WHERE name = 'find_longer_beginnings_of_names'"
        )
    store.close()
    upgraded = Store.open(tmp_path / "counter.db", key)
    with upgraded.reading() as database:
        assert search.find(database, "alami").persons == ()
    upgraded.close()


def test_names_folded_otherwise_before_are_found_as_the_search_folds_them_now(
    store: Store, tmp_path: Path, key: bytes
) -> None:
    named = request_about(last_name="EL-IDRISSI", first_name="Łukasz", last_name_ar="عبد الله")
    with store.writing() as database:
        deposits.write_down(database, ready_to_deposit("one", named))
        database.execute("UPDATE person_names SET names = 'el-idrissi łukasz عبد الله'")
        database.execute("PRAGMA user_version = 0")
    asked = ("elidrissi", "el idrissi", "lukasz", "عبدالله")
    with store.reading() as database:
        found = [len(search.find(database, typed).persons) for typed in asked]
    store.close()
    assert found == [0, 1, 0, 0], "the control: the index is the one of before"
    upgraded = Store.open(tmp_path / "counter.db", key)
    with upgraded.reading() as database:
        for typed in asked:
            assert len(search.find(database, typed).persons) == 1, typed
        assert persons.are_names_indexed(database)
    upgraded.close()


def test_a_record_that_cannot_be_read_keeps_nobody_out(
    store: Store, tmp_path: Path, key: bytes
) -> None:
    with store.writing() as database:
        deposits.write_down(database, ready_to_deposit("one"))
        database.execute("INSERT INTO persons (draft) VALUES ('{\"version\": 99}')")
        database.execute("PRAGMA user_version = 0")
    store.close()
    upgraded = Store.open(tmp_path / "counter.db", key)
    with upgraded.reading() as database:
        assert len(search.find(database, "alami").persons) == 1
    upgraded.close()
