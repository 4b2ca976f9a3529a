"""The anchor: a database that lost its end is told before anybody deposits."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cnss_counter.errors import StoreError
from cnss_counter.storage.database import Store
from cnss_counter.storage.tables import deposits, journal
from cnss_counter.storage.vault.anchor import Anchor, Anchored
from tests.refusals import refused
from tests.storage.conftest import NOON, furnish, ready_to_deposit, request_about


def _deposits(store: Store, numbers: range) -> None:
    for number in numbers:
        with store.writing() as database:
            deposits.write_down(
                database, ready_to_deposit(str(number), request_about(f"{number:09}"))
            )


def _kept(path: Path, place: Path) -> None:
    place.mkdir()
    for file in path.parent.glob(f"{path.name}*"):
        shutil.copy(file, place)


def _put_back(place: Path, path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    for file in place.iterdir():
        shutil.copy(file, path.parent)


def test_the_anchor_follows_each_deposit(store: Store) -> None:
    for number in range(5):
        _deposits(store, range(number, number + 1))
        with store.reading() as database:
            last = journal.head(database)
        assert last is not None
        assert store.anchor.read() == Anchored(last.n, last.hash)


def test_a_copy_of_yesterday_put_back_is_told(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "home" / "counter.db"
    store = furnish(path, key)
    _deposits(store, range(3))
    store.close()
    _kept(path, tmp_path / "yesterday")
    store = Store.open(path, key)
    _deposits(store, range(3, 5))
    store.close()
    Store.open(path, key).close()  # the control: nothing is said of the file of today
    _put_back(tmp_path / "yesterday", path)
    with refused(StoreError, "store.behind_its_anchor") as detail:
        Store.open(path, key)
    assert detail["wanted"].startswith("5-")
    assert detail["found"].startswith("3-")


def test_a_wal_left_behind_while_somebody_read_is_told(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "home" / "counter.db"
    store = furnish(path, key)
    _deposits(store, range(3))
    reader = Store.open(path, key)
    with reader.reading() as database:
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM deposits").fetchone()
        _deposits(store, range(3, 6))  # these stay in the -wal while somebody reads
        _kept(path, tmp_path / "copy")
        shutil.copy(store.anchor.path, tmp_path / "copy")
        database.execute("ROLLBACK")
    store.close()
    reader.close()
    whole = tmp_path / "copy" / "counter.db"
    for beside in ("-shm", "-wal"):
        whole.with_name(whole.name + beside).unlink()
    with refused(StoreError, "store.behind_its_anchor"):
        Store.open(whole, key)


def test_the_same_copy_with_its_wal_is_whole(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "home" / "counter.db"
    store = furnish(path, key)
    _deposits(store, range(3))
    _kept(path, tmp_path / "copy")
    shutil.copy(store.anchor.path, tmp_path / "copy")
    store.close()
    Store.open(tmp_path / "copy" / "counter.db", key).close()


def test_another_end_of_the_same_length_is_told(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "home" / "counter.db"
    store = furnish(path, key)
    _deposits(store, range(2))
    store.close()
    _kept(path, tmp_path / "fork")
    shutil.copy(store.anchor.path, tmp_path / "fork")
    for place in (path, tmp_path / "fork" / "counter.db"):
        store = Store.open(place, key)
        _deposits(store, range(2, 4))
        store.close()
    _put_back(tmp_path / "fork", tmp_path / "nothing")
    shutil.copy(tmp_path / "fork" / "counter.db", path)
    with refused(StoreError, "store.behind_its_anchor"):
        Store.open(path, key)


def test_an_anchor_taken_away_is_told(store: Store, key: bytes) -> None:
    _deposits(store, range(1))
    store.close()
    store.anchor.path.unlink()
    with refused(StoreError, "store.anchor_missing"):
        Store.open(store.path, key)


def test_whoever_knows_that_it_is_behind_may_open_it(store: Store, key: bytes) -> None:
    _deposits(store, range(1))
    store.close()
    store.anchor.write(Anchored(99, "f" * 64))
    known = Store.open(store.path, key, is_known_to_be_behind=True)
    known.close()
    with refused(StoreError, "store.behind_its_anchor"):
        Store.open(store.path, key)


@pytest.mark.parametrize("cut", range(0, 512, 37))
def test_an_anchor_half_written_by_a_power_cut_leaves_the_one_before(
    tmp_path: Path, cut: int
) -> None:
    anchor = Anchor.beside(tmp_path / "counter.db")
    anchor.create()
    anchor.write(Anchored(7, "a" * 64))
    before = anchor.path.read_bytes()
    anchor.write(Anchored(8, "b" * 64))
    after = anchor.path.read_bytes()
    torn = bytearray(before)
    torn[:cut] = after[:cut]
    anchor.path.write_bytes(torn)
    assert anchor.read() in (Anchored(7, "a" * 64), Anchored(8, "b" * 64))


def test_a_disk_that_refuses_the_anchor_stops_no_deposit(store: Store) -> None:
    store.anchor.path.unlink()
    _deposits(store, range(1))
    with store.writing() as database:
        assert journal.append(database, NOON, "A17", "tested", "", {}).n == 2
