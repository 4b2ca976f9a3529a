"""What the chain proves: whoever changes a column behind the program's back is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import counter, deposits, journal, persons, receipt_prints
from cnss_counter.storage.tables.schema import migrations
from cnss_counter.storage.vault import journal_verification, sealed_rows
from tests.storage.conftest import NOON, furnish, ready_to_deposit, request_about


@pytest.fixture
def lived_in(store: Store) -> Store:
    """A counter with a past: deposits, prints, a search."""
    for turn in range(3):
        with store.writing() as database:
            draft = request_about(f"{turn:09}", identity_number=f"AB{turn:05}")
            done = deposits.write_down(database, ready_to_deposit(str(turn), draft))
        with store.writing() as database:
            receipt_prints.add(database, done.reference, 0, "A17", "pdf", NOON)
    with store.writing() as database:
        database.execute("INSERT INTO search_salts (salt) VALUES (randomblob(16))")
        journal.append(database, NOON, "A17", "persons_searched", "", {})
    return store


def _tables(path: Path) -> Iterator[tuple[str, str, str]]:
    """Every column of every table that a fresh counter has, with its type."""
    store = furnish(path, bytes(range(32)))
    with store.reading() as database:
        for (table,) in database.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
        ).fetchall():
            for row in database.execute(f"PRAGMA table_info({table})").fetchall():
                yield table, row[1], row[2]
    store.close()


def _tampered(database: Database, statement: str) -> None:
    """A change made by somebody who takes the triggers away, and puts them back."""
    triggers = database.execute(
        "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    database.execute(statement)
    for _, sql in triggers:
        database.execute(sql)


def _intruder(store: Store) -> Database:
    """A connection of somebody who has the key, but not the program's triggers."""
    database = open_connection(store.path, store.key())
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("PRAGMA ignore_check_constraints = ON")
    return database


def test_a_counter_that_nobody_touched_holds(lived_in: Store) -> None:
    with lived_in.reading() as database:
        assert journal_verification.walk(database).broken is None


def test_every_table_is_sealed_or_says_why_not(tmp_path: Path) -> None:
    told = {*sealed_rows.SEALED, *sealed_rows.NOT_SEALED}
    found = {table for table, _, _ in _tables(tmp_path / "fresh.db")}
    assert {t for t in found if not t.startswith(("sqlite_", "person_names_"))} - told == set(), (
        "a new table belongs in storage/vault/sealed_rows.py: SEALED (with sealed_by and seal_salt)"
        " or NOT_SEALED, with the reason"
    )


def test_every_column_changed_behind_the_tables_back_is_named(
    lived_in: Store, tmp_path: Path
) -> None:
    covered = {*sealed_rows.SEALED, "journal", "person_keys"}
    columns = [column for column in _tables(tmp_path / "fresh.db") if column[0] in covered]
    assert len(columns) > 60
    unseen = []
    for table, column, kind in columns:
        database = _intruder(lived_in)
        (value,) = database.execute(f"SELECT {column} FROM {table} LIMIT 1").fetchone()
        changed = f"{column} + 7" if isinstance(value, int) else f"{column} || 'x'"
        if isinstance(value, bytes):
            changed = f"CAST(substr({column}, 2) || x'00' AS BLOB)"
        if value is None:
            changed = {"INTEGER": "77", "BLOB": "x'77'"}.get(kind, "'2031-01-01'")
        database.execute("BEGIN IMMEDIATE")
        chosen = f"SELECT {column} FROM {table} LIMIT 1"
        _tampered(database, f"UPDATE {table} SET {column} = {changed} WHERE {column} IS ({chosen})")
        if journal_verification.walk(database).broken is None:
            unseen.append((table, column))
        database.execute("ROLLBACK")
        assert journal_verification.walk(database).broken is None, "the control holds again"
        database.close()
    assert unseen == []


@pytest.mark.parametrize("table", [*sealed_rows.SEALED, "person_keys", "journal"])
def test_a_row_taken_away_or_slipped_in_is_named(lived_in: Store, table: str) -> None:
    database = _intruder(lived_in)
    database.execute("BEGIN IMMEDIATE")
    _tampered(database, f"DELETE FROM {table} WHERE rowid = 1" if table in ROWID else _last(table))
    assert journal_verification.walk(database).broken is not None
    database.execute("ROLLBACK")
    database.close()


ROWID = {"settings", "search_salts", "persons", "deposits", "signing_keys", "clerks"}


def _literal(value: object) -> str:
    match value:
        case bytes():
            return f"x'{value.hex()}'"
        case str():
            return f"'{value}'"
        case _:
            return "NULL" if value is None else str(value)


def _last(table: str) -> str:
    (key, *_) = sealed_rows.SEALED[table].key if table in sealed_rows.SEALED else ("person",)
    if table == "journal":
        return "DELETE FROM journal WHERE n = 2"
    return f"DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})"


def test_a_deposit_slipped_in_is_named(lived_in: Store) -> None:
    database = _intruder(lived_in)
    database.execute("BEGIN IMMEDIATE")
    row = "deposited_at, clerk, 0, 0, 'deposited', salt, record, key_id, journal_entry"
    names = "deposited_at, clerk, is_provisional, is_selected_for_control, status, salt, record"
    _tampered(
        database,
        f"INSERT INTO deposits (reference, draft_id, person, {names}, key_id, journal_entry,"
        " sealed_by, seal_salt)"
        f" SELECT reference || 'X', draft_id || 'X', person, {row}, sealed_by, seal_salt"
        " FROM deposits WHERE id = 1",
    )
    broken = journal_verification.walk(database).broken
    assert broken is not None
    assert broken.rule == "unsealed"
    database.execute("ROLLBACK")
    database.close()


def test_a_row_put_back_as_it_was_before_is_named(lived_in: Store) -> None:
    """The seal that a row had once is in the chain; the pointer to it went forward."""
    with lived_in.reading() as database:
        before = database.execute("SELECT * FROM clerks").fetchone()
    with lived_in.writing() as database:
        database.execute("UPDATE clerks SET roles = '[\"clerk\"]'")
        journal.append(database, NOON, "A17", "clerk_named", "A17", {})
    database = _intruder(lived_in)
    database.execute("BEGIN IMMEDIATE")
    assert journal_verification.walk(database).broken is None
    _tampered(
        database, f"INSERT OR REPLACE INTO clerks VALUES ({', '.join(map(_literal, before))})"
    )
    broken = journal_verification.walk(database).broken
    assert broken is not None
    assert (broken.rule, broken.subject) == ("row", "clerks/A17")
    database.execute("ROLLBACK")
    database.close()


@pytest.mark.parametrize("name", ["journal_refuses_update", "deposits_are_kept"])
def test_a_trigger_taken_away_is_named(lived_in: Store, name: str) -> None:
    with lived_in.writing() as database:
        database.execute(f"DROP TRIGGER {name}")
    with lived_in.reading() as database:
        broken = journal_verification.walk(database).broken
    assert broken is not None
    assert (broken.rule, broken.subject) == ("table", name)


def test_a_count_of_the_day_that_was_changed_is_named(lived_in: Store) -> None:
    with lived_in.writing() as database:
        database.execute("UPDATE tallies SET n = 9 WHERE name = 'deposited'")
    with lived_in.reading() as database:
        broken = journal_verification.walk(database).broken
    assert broken is not None
    assert (broken.rule, broken.subject) == ("count", "tallies/2025-09-01")


def test_the_entry_and_its_rule_are_named(lived_in: Store) -> None:
    database = _intruder(lived_in)
    for rule, change in (
        ("hash", "body = '{}'"),
        ("previous", f"previous = '{'0' * 64}'"),
        ("signature", "signature = zeroblob(64)"),
        ("signature", "signature = NULL"),
        ("key", "key_id = 'ZZZZ'"),
        ("number", "n = 99"),
    ):
        database.execute("BEGIN IMMEDIATE")
        _tampered(database, f"UPDATE journal SET {change} WHERE n = 3")
        broken = journal_verification.walk(database).broken
        assert broken is not None
        assert (broken.n, broken.rule) == (3, rule)
        database.execute("ROLLBACK")
    database.close()


def test_an_entry_rewritten_with_its_hash_but_without_the_key_is_named(lived_in: Store) -> None:
    """A chain made anew from the third entry on holds in itself, and is not signed."""
    database = _intruder(lived_in)
    database.execute("BEGIN IMMEDIATE")
    rows = database.execute(
        "SELECT n, at, actor, kind, entity, body FROM journal ORDER BY n"
    ).fetchall()
    triggers = ["journal_refuses_update"]
    for name in triggers:
        database.execute(f"DROP TRIGGER {name}")
    previous = journal.BEFORE_THE_FIRST
    for n, at, wrote, kind, entity, body in rows:
        actor = "S02" if n == 3 else wrote
        hashed = journal.hash_of(n, at, actor, kind, entity, body, previous)
        database.execute(
            "UPDATE journal SET actor = ?, previous = ?, hash = ? WHERE n = ?",
            (actor, previous, hashed, n),
        )
        previous = hashed
    broken = journal_verification.walk(database).broken
    assert broken is not None
    assert (broken.n, broken.rule) == (3, "signature")
    database.execute("ROLLBACK")
    database.close()


def test_a_row_changed_without_a_word_is_vouched_for_when_the_transaction_ends(
    lived_in: Store,
) -> None:
    with lived_in.writing() as database:
        database.execute("UPDATE settings SET sampling_rate = 5")
    with lived_in.reading() as database:
        assert journal_verification.walk(database).broken is None
        assert database.execute(
            "SELECT actor, kind FROM journal ORDER BY n DESC LIMIT 1"
        ).fetchone() == ("counter", "rows_changed")


def test_a_walk_goes_on_where_the_last_one_ended(lived_in: Store) -> None:
    with lived_in.reading() as database:
        whole = journal_verification.walk(database)
    with lived_in.writing() as database:
        journal.append(database, NOON, "A17", "tested", "", {})
    with lived_in.reading() as database:
        seen: list[tuple[int, int]] = []
        since = journal_verification.walk(database, whole.reached, lambda *told: seen.append(told))
    assert (since.entries, since.broken) == (1, None)
    assert seen == [(1, 1)]


def test_an_erased_record_leaves_the_chain_whole(lived_in: Store) -> None:
    """Record, salt and person go, with an entry that says so; the hashes that stay say nothing."""
    with lived_in.writing() as database:
        trigger = "deposits_are_not_rewritten"
        (sql,) = database.execute(
            "SELECT sql FROM main.sqlite_schema WHERE name = ?", (trigger,)
        ).fetchone()
        database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE deposits SET record = '{}', salt = zeroblob(16) WHERE id = 1")
        database.execute(sql)
        database.execute("DELETE FROM person_keys WHERE person = 1")
        database.execute("UPDATE persons SET draft = '{}' WHERE id = 1")
        journal.append(database, NOON, "A17", "person_erased", "", {})
    with lived_in.reading() as database:
        assert journal_verification.walk(database).broken is None


def test_times_that_go_back_are_named(store: Store) -> None:
    with store.writing() as database:
        for hours in range(3):
            journal.append(database, NOON + timedelta(hours=hours), "A17", "tested", "", {})
        database.execute("DROP TRIGGER journal_refuses_update")
        row = database.execute("SELECT n, at, actor, kind, entity, body, previous, hash"
                               " FROM journal WHERE n = 2").fetchone()  # fmt: skip
        n, _, *rest, _ = row
        hashed = journal.hash_of(n, "2020-01-01T00:00:00.000+00:00", *rest)
        signed = counter.signing_key(database).sign(journal.signed_text(hashed))
        database.execute(
            "UPDATE journal SET at = ?, hash = ?, signature = ? WHERE n = 2",
            ("2020-01-01T00:00:00.000+00:00", hashed, signed),
        )
        broken = journal_verification.walk(database).broken
    assert broken is not None
    assert (broken.n, broken.rule) == (2, "time")


def test_a_file_of_before_is_signed_and_sealed_when_it_is_brought_up_to_date(
    tmp_path: Path, key: bytes
) -> None:
    path = tmp_path / "counter.db"
    database = open_connection(path, key)
    older = [migration.name for migration in migrations.pending(database)]
    stop = older[older.index("prove_what_was_written")]
    database.execute("BEGIN IMMEDIATE")
    migrations.apply(database, stop_before=stop)
    database.execute("COMMIT")
    secret = bytes(range(32))
    database.execute("INSERT INTO signing_keys VALUES ('AB12', ?, '2025')", (secret,))
    database.execute("INSERT INTO clerks VALUES ('A17', 'Karima', '[]', 1)")
    previous = journal.BEFORE_THE_FIRST
    for n in range(1, 4):
        facts = (n, f"2025-01-0{n}T09:00:00+00:00", "A17", "tested", "", "{}", previous)
        previous = journal.hash_of(*facts)
        database.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*facts, previous))
    database.close()
    store = Store.open(path, key)
    with store.writing() as database:
        persons.remember(database, request_about())
    with store.reading() as database:
        assert journal_verification.walk(database).broken is None
        assert journal_verification.walk(database).entries == 5
    store.close()


# A key that was replaced, and that somebody kept


def _replace_key(store: Store, *, is_told: bool = True) -> counter.SigningKey:
    """The counter's key is replaced; the one that goes."""
    with store.writing() as database:
        old, new = counter.signing_key(database), counter.new_key(database)
        if is_told:
            journal.append(database, NOON, "A17", journal.KEY_REPLACED, new.key_id, {})
        counter.replace_key(database, new, NOON)
    return old


def _append_signed_by(store: Store, key: counter.SigningKey) -> int:
    """An entry that somebody adds who has the database's key, and this one."""
    database = _intruder(store)
    last = journal.head(database)
    assert last is not None
    at = (last.at + timedelta(seconds=1)).isoformat(timespec="milliseconds")
    facts = (last.n + 1, at, "A17", "tested", "", "{}", last.hash)
    hashed = journal.hash_of(*facts)
    signature = key.sign(journal.signed_text(hashed))
    database.execute(
        "INSERT INTO journal (n, at, actor, kind, entity, body, previous, hash, key_id, signature)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*facts, hashed, key.key_id, signature),
    )
    database.close()
    return last.n + 1


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_key_that_was_replaced_signs_no_entry_any_more(
    lived_in: Store, *, is_whole: bool
) -> None:
    old = _replace_key(lived_in)
    with lived_in.reading() as database:
        whole = journal_verification.walk(database)
    assert whole.broken is None
    n = _append_signed_by(lived_in, old)
    with lived_in.reading() as database:
        broken = journal_verification.walk(
            database, journal_verification.START if is_whole else whole.reached
        ).broken
    assert broken is not None
    assert (broken.n, broken.rule) == (n, "key")


@pytest.mark.parametrize("is_whole", [True, False])
def test_the_key_that_came_signs_the_entries_after(lived_in: Store, *, is_whole: bool) -> None:
    with lived_in.reading() as database:
        before = journal_verification.walk(database).reached
    _replace_key(lived_in)
    _replace_key(lived_in)
    with lived_in.reading() as database:
        key = counter.signing_key(database)
    _append_signed_by(lived_in, key)
    with lived_in.reading() as database:
        assert (
            journal_verification.walk(
                database, journal_verification.START if is_whole else before
            ).broken
            is None
        )


def test_a_journal_of_before_that_names_no_new_key_holds(lived_in: Store) -> None:
    _replace_key(lived_in, is_told=False)
    with lived_in.writing() as database:
        journal.append(database, NOON, "A17", "tested", "", {})
    with lived_in.reading() as database:
        assert journal_verification.walk(database).broken is None
