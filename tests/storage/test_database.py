"""The file on the disk: encrypted, private, flushed, and honest about what went wrong."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from cnss_counter.errors import StoreError
from cnss_counter.storage import page_check
from cnss_counter.storage.connections import Connections, refuse_old_sqlite
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import DriverError, IntegrityError
from cnss_counter.storage.tables import deposits, drafts, journal
from cnss_counter.storage.vault import journal_verification
from testkit.clients import answers_of
from tests.refusals import refused
from tests.storage.conftest import NOON, ready_to_deposit, request_about

PLANTED = tuple(
    answers_of()[field]
    for field in ("last_name", "last_name_ar", "identity_number", "immatriculation_number", "phone")
)


def test_every_setting_is_made_and_can_be_read_back(store: Store) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 10000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
        "secure_delete": 1,
    }
    with store.reading() as database:
        seen = {name: database.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert seen == wanted


def test_an_sqlite_that_may_lose_a_commit_is_refused() -> None:
    refuse_old_sqlite((3, 51, 3))
    with refused(StoreError, "store.sqlite_too_old"):
        refuse_old_sqlite((3, 51, 2))


def test_sqlite_utils_catches_what_the_encrypted_driver_raises() -> None:
    script = (
        "from cnss_counter.storage import driver; import sqlite_utils.utils as utils;"
        "assert issubclass(utils.sqlite3.OperationalError, driver.DriverError)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_no_name_or_number_can_be_read_in_the_files(store: Store, tmp_path: Path) -> None:
    with store.writing() as database:
        draft = drafts.create(database, "A17", request_about(), NOON)
        deposits.write_down(database, ready_to_deposit(draft.id))
        drafts.create(database, "A17", request_about("987654321"), NOON)
    assert _found_in(tmp_path) == []


def test_the_same_search_finds_the_names_when_nothing_is_encrypted(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE drafts (draft TEXT)")
    plain.execute("INSERT INTO drafts VALUES (?)", (drafts.as_text(request_about()),))
    plain.commit()
    plain.close()
    assert _found_in(tmp_path) == sorted(PLANTED)


def test_the_files_are_for_their_owner_alone(store: Store, tmp_path: Path) -> None:
    with store.writing() as database:
        drafts.create(database, "A17", request_about(), NOON)
    for file in tmp_path.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_a_database_with_another_key_says_damaged(store: Store, tmp_path: Path) -> None:
    store.close()
    with refused(StoreError, "store.database_damaged") as detail:
        Store.open(tmp_path / "counter.db", secrets.token_bytes(32))
    assert detail == {"file": str(tmp_path / "counter.db")}


def test_a_foreign_file_in_its_place_says_damaged(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "counter.db").write_text("a shopping list\n" * 500)
    with refused(StoreError, "store.database_damaged"):
        Store.open(tmp_path / "counter.db", key)


@pytest.mark.parametrize("page", range(1, 12))
def test_one_flipped_bit_is_found_when_its_page_is_read(
    store: Store, tmp_path: Path, key: bytes, page: int
) -> None:
    store.close()
    path = tmp_path / "counter.db"
    content = bytearray(path.read_bytes())
    content[page * 4096 + 123] ^= 0b100
    path.write_bytes(content)
    with refused(StoreError, "store.database_damaged"), Store.open(path, key).reading() as database:
        database.execute("PRAGMA integrity_check").fetchall()


def test_a_missing_database_is_named(tmp_path: Path, key: bytes) -> None:
    with refused(StoreError, "store.file_missing"):
        Store.open(tmp_path / "counter.db", key)


def test_a_database_of_a_newer_program_is_left_alone(
    store: Store, tmp_path: Path, key: bytes
) -> None:
    with store.writing() as database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('cnss_counter', 'create_teleportation', '2031')"
        )
    store.close()
    with refused(StoreError, "store.made_by_a_newer_program"):
        Store.open(tmp_path / "counter.db", key)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "file").write_text("in the way")
    with refused(StoreError, "store.refused"):
        Store.create(tmp_path / "file" / "counter.db", key)


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    with suppress(ZeroDivisionError), store.writing() as database:
        drafts.create(database, "A17", request_about(), NOON)
        raise ZeroDivisionError
    with store.reading() as database:
        assert drafts.of_clerk(database, "A17") == []


def test_a_draft_of_an_unknown_clerk_is_refused_by_the_tables(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as database:
        drafts.create(database, "NOBODY", request_about(), NOON)


def test_eight_threads_write_and_nobody_hears_that_it_is_locked(store: Store) -> None:
    def work(writer: int) -> None:
        for turn in range(10):
            with store.writing() as database:
                journal.append(database, NOON, "A17", "tested", f"{writer}.{turn}", {})

    threads = [threading.Thread(target=work, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as database:
        head = journal.head(database)
        assert head is not None
        assert head.n == 80
        assert journal_verification.walk(database).broken is None


def test_after_closing_nothing_opens_any_more(store: Store) -> None:
    store.close()
    with refused(StoreError, "store.closed"), store.reading():
        pass


def test_closing_waits_for_the_deposit_that_another_thread_is_writing(store: Store) -> None:
    begun, go_on = threading.Event(), threading.Event()
    references: list[str] = []

    def write() -> None:
        with store.writing() as database:
            begun.set()
            go_on.wait()
            references.append(deposits.write_down(database, ready_to_deposit("one")).reference)

    writer = threading.Thread(target=write)
    closer = threading.Thread(target=store.close)
    writer.start()
    begun.wait()
    closer.start()
    go_on.set()
    writer.join()
    closer.join()
    assert len(references) == 1


def test_closing_and_a_thread_that_meets_a_damaged_page_do_not_wait_for_each_other(
    store: Store, tmp_path: Path, key: bytes
) -> None:
    """Somebody leaves while a long search runs, and the search meets the page."""
    with store.writing() as database:
        database.execute("CREATE TABLE spoilt (text TEXT)")
        (page,) = database.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'spoilt'"
        ).fetchone()
    store.close()
    path = tmp_path / "counter.db"
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 + 100] ^= 1
    path.write_bytes(content)
    connections = Connections(path, key)
    begun, key_is_wiped = threading.Event(), threading.Event()

    def search() -> None:
        with suppress(DriverError), connections.ours() as database:
            begun.set()
            key_is_wiped.wait()
            database.execute("SELECT * FROM spoilt").fetchall()

    searcher = threading.Thread(target=search, daemon=True)
    closer = threading.Thread(target=connections.close, daemon=True)
    searcher.start()
    begun.wait()
    closer.start()
    while not connections.are_closed:
        closer.join(0.001)
    key_is_wiped.set()
    searcher.join(60)
    closer.join(60)
    assert not searcher.is_alive()
    assert not closer.is_alive()


@pytest.mark.parametrize("bug", [MemoryError(), IntegrityError("constraint failed")])
def test_a_bug_of_ours_is_not_told_as_a_damaged_database(store: Store, bug: Exception) -> None:
    with pytest.raises(type(bug)), store.reading():
        raise bug
    with store.reading() as database:
        assert database.execute("SELECT 1").fetchall() == [(1,)]


def test_the_control_memory_that_a_damaged_page_asks_for_is(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "counter.db"
    with store.reading() as database:
        (page,) = database.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'search_salts'"
        ).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 + 100] ^= 1
    path.write_bytes(content)
    with refused(StoreError, "store.database_damaged"), store.reading():
        raise MemoryError


def test_a_look_at_the_pages_that_was_broken_off_found_no_damage(store: Store) -> None:
    with store.reading() as database:
        assert page_check.damaged(database) == ""
        database.conn.set_progress_handler(lambda: 1, 1)
        with pytest.raises(DriverError):
            page_check.damaged(database)


def _put_back(store: Store, tmp_path: Path) -> None:
    """As a copying tool does it: written beside, then renamed."""
    beside = tmp_path / "of yesterday"
    shutil.copy(store.path, beside)
    beside.replace(store.path)


def _remove(store: Store, _: Path) -> None:
    store.path.unlink()


EXCHANGED = pytest.mark.parametrize("exchange", [_put_back, _remove])
Exchange = Callable[[Store, Path], None]


@EXCHANGED
def test_a_window_whose_file_was_exchanged_writes_and_reads_no_more(
    store: Store, tmp_path: Path, exchange: Exchange
) -> None:
    exchange(store, tmp_path)
    with refused(StoreError, "store.exchanged") as detail, store.writing():
        pytest.fail("a number would be taken")
    assert detail == {"file": str(store.path)}
    with refused(StoreError, "store.exchanged"), store.reading():
        pytest.fail("what nobody else has would be shown")
    store.close()


@EXCHANGED
def test_what_was_being_written_meanwhile_is_not_acknowledged(
    store: Store, tmp_path: Path, exchange: Exchange
) -> None:
    with refused(StoreError, "store.exchanged"), store.writing() as database:
        deposits.write_down(database, ready_to_deposit("one", request_about()))
        exchange(store, tmp_path)


def test_the_control_a_window_that_does_not_look_loses_what_it_acknowledges(
    store: Store, tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Connections, "require_in_place", lambda _: None)
    _put_back(store, tmp_path)
    with store.writing() as database:
        done = deposits.write_down(database, ready_to_deposit("one", request_about()))
    store.close()
    for left in tmp_path.glob("counter.db-*"):  # gone with the window
        left.unlink()
    found = None
    with suppress(StoreError):  # its anchor tells that the end is missing
        reopened = Store.open(tmp_path / "counter.db", key)
        with closing(reopened), reopened.reading() as database:
            found = deposits.with_reference(database, done.reference)
    assert found is None


def test_two_programs_starting_at_once_make_one_set_of_tables(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "counter.db"
    path.touch()
    script = (
        "import sys; from pathlib import Path; from cnss_counter.storage.database import Store;"
        "Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])).close()"
    )
    starting = [
        subprocess.Popen([sys.executable, "-c", script, str(path), key.hex()]) for _ in range(4)
    ]
    assert [program.wait() for program in starting] == [0, 0, 0, 0]


def _found_in(folder: Path) -> list[str]:
    content = b"".join(file.read_bytes() for file in sorted(folder.iterdir()))
    return sorted(name for name in PLANTED if name.encode() in content)
