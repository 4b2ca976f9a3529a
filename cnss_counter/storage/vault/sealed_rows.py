"""Rows that the journal vouches for: each change of one is hashed into the next entry.

A change is noticed by triggers that live in the connection, not in the file: whoever drops the
triggers of the file drops none of these. `journal.append` takes what changed since the entry
before, writes a salted hash of each row into its own body under `rows`, and the entry's number
and the salt beside the row. A row erased later takes its salt along: the hash that stays in
the journal says nothing any more.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cnss_counter.storage import canonical, stored
from cnss_counter.storage.driver import Database
from cnss_counter.storage.stored import Record


class SealedTable(NamedTuple):
    """What identifies a row, and a query of what belongs to it in other tables (`?` = key)."""

    key: tuple[str, ...]
    beside: str = ""
    beside_table: str = ""
    beside_key: str = ""


SEALED: Mapping[str, SealedTable] = {
    "settings": SealedTable(("id",)),
    "signing_keys": SealedTable(("key_id",)),
    "clerks": SealedTable(("code",)),
    "sequences": SealedTable(("agency", "counter", "year")),
    "persons": SealedTable(
        ("id",),
        "SELECT kind, key FROM person_keys WHERE person = ? ORDER BY kind, key",
        "person_keys",
        "person",
    ),
    "deposits": SealedTable(("reference",)),
    "receipt_prints": SealedTable(("reference", "number")),
    "search_salts": SealedTable(("id",)),
}
"""Every table of which a row is a fact. Each has the columns `sealed_by` and `seal_salt`."""

NOT_SEALED: Mapping[str, str] = {
    "journal": "the chain itself",
    "drafts": "work in progress, rewritten at each field",
    "unprinted_receipts": "what waits for a printer; what was given out is in receipt_prints",
    "clerk_colours": "how a clerk's screen looks, which decides nothing",
    "clerk_languages": "in which language a clerk reads the screen, which decides nothing",
    "tallies": "counts, recounted when everything is verified",
    "person_keys": "sealed with its person",
    "person_names": "an index made from the persons",
    "_sqlite_migrations": "which tables this file has, compared when everything is verified",
}
"""The other tables, each with its reason."""

OWN_COLUMNS = ("sealed_by", "seal_salt")
_DOMAIN = "cnss-counter row 1"


class SealedRow(NamedTuple):
    """A row as it is now: `entry` vouches for it (None: nobody yet), `seal` is its hash."""

    name: str
    entry: int | None
    seal: str


def watch(database: Database) -> None:
    """Notice what changes through this connection; nothing is written into the file."""
    if database.execute("SELECT 1 FROM sqlite_temp_schema LIMIT 1").fetchone():
        return
    database.execute("CREATE TEMP TABLE changed_rows (name TEXT NOT NULL, key TEXT NOT NULL)")
    for name, table in SEALED.items():
        columns = columns_of(database, name)
        if not columns:
            continue  # a file of before, about to be brought up to date
        for verb, rows in (
            ("INSERT", ("new",)),
            (f"UPDATE OF {', '.join(columns)}", ("old", "new")),
            ("DELETE", ("old",)),
        ):
            _trigger(database, name, verb, [(name, _key_text(row, table.key)) for row in rows])
        if table.beside_table:
            for verb, row in (("INSERT", "new"), ("DELETE", "old"), ("UPDATE", "new")):
                key = _key_text(row, (table.beside_key,))
                _trigger(database, table.beside_table, verb, [(name, key)])


def columns_of(database: Database, table: str) -> tuple[str, ...]:
    """The columns that a seal covers; none when the table has no place for seals yet."""
    names = [row[1] for row in database.execute(f"PRAGMA table_info({table})").fetchall()]
    if not set(OWN_COLUMNS) <= set(names):
        return ()
    return tuple(name for name in names if name not in OWN_COLUMNS)


def changed(database: Database) -> list[str]:
    """The rows changed in this transaction and vouched for by no entry yet, as `table/key`."""
    return [
        f"{name}/{key}"
        for name, key in database.execute(
            "SELECT DISTINCT name, key FROM temp.changed_rows ORDER BY name, key"
        )
    ]


def seal(database: Database, rows: Iterable[str], entry: int) -> dict[str, str | None]:
    """Give each row a new salt and this entry; the hashes to write there (None: row gone)."""
    seals: dict[str, str | None] = {}
    for name in rows:
        table, key = _parted(name)
        salt = secrets.token_bytes(16)
        found = database.execute(
            f"UPDATE {table} SET sealed_by = ?, seal_salt = ?"  # noqa: S608
            f" WHERE {_where(table)} RETURNING *",
            (entry, salt, *key),
        )
        rows_now = list(_sealed_rows(database, table, found))
        seals[name] = rows_now[0].seal if rows_now else None
    database.execute("DELETE FROM temp.changed_rows")
    return seals


def row_of(database: Database, name: str) -> SealedRow | None:
    """The row of a name, as it is now; None when there is none."""
    table, key = _parted(name)
    found = database.execute(f"SELECT * FROM {table} WHERE {_where(table)}", key)  # noqa: S608
    return next(_sealed_rows(database, table, found), None)


def is_vouched_for(database: Database, row: SealedRow) -> bool:
    """Whether the entry that a row names holds the hash of the row as it is now."""
    found = database.execute("SELECT body FROM journal WHERE n = ?", (row.entry or 0,)).fetchone()
    if found is None:
        return False
    return rows_in(found[0], row.entry or 0).get(row.name) == row.seal


def rows_in(body: str, n: int) -> dict[str, str | None]:
    """The rows that an entry vouches for, and their hashes; None: the row is gone.

    Raises `StoreError` (`store.record_damaged`).
    """

    def rows(said: Record) -> dict[str, str | None]:
        if "rows" not in said.said:
            return {}
        return said.part("rows", lambda part: {row: part.text_or_none(row) for row in part.said})

    return stored.read_some(body, f"journal/{n}", rows)


def unsealed(database: Database, table: str) -> Iterator[str]:
    """The rows of a table that no entry vouches for."""
    key = _key_text(table, SEALED[table].key)
    for (text,) in database.execute(
        f"SELECT {key} FROM {table} WHERE sealed_by IS NULL"  # noqa: S608
    ).fetchall():
        yield f"{table}/{text}"


def rows_of(database: Database, table: str) -> Iterator[SealedRow]:
    """Every row of a table, one after another."""
    return _sealed_rows(database, table, database.execute(f"SELECT * FROM {table}"))  # noqa: S608


def _sealed_rows(database: Database, table: str, found: Any) -> Iterator[SealedRow]:
    """Rows as a query finds them, with all their columns."""
    columns = [column[0] for column in found.description]
    for values in found.fetchall():
        row = dict(zip(columns, map(_plain, values), strict=True))
        entry, salt = (row.pop(column) for column in OWN_COLUMNS)
        key = [row[column] for column in SEALED[table].key]
        # What is null is left out, so that a column added later changes no seal.
        said = [salt, table, {name: value for name, value in row.items() if value is not None}]
        if beside := SEALED[table].beside:
            said.append([list(line) for line in database.execute(beside, key)])
        seal = canonical.sha256(_DOMAIN, said)
        yield SealedRow(f"{table}/{'/'.join(map(str, key))}", entry, seal)


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _trigger(database: Database, table: str, verb: str, rows: list[tuple[str, str]]) -> None:
    noted = " ".join(
        f"INSERT INTO changed_rows (name, key) VALUES ('{name}', {key});"  # noqa: S608
        for name, key in rows
    )
    database.execute(
        f"CREATE TEMP TRIGGER {table}_{verb.split()[0].lower()}_is_noticed"
        f" AFTER {verb} ON main.{table} BEGIN {noted} END"
    )


def _key_text(row: str, key: tuple[str, ...]) -> str:
    return " || '/' || ".join(f"{row}.{column}" for column in key)


def _where(table: str) -> str:
    return " AND ".join(f"{column} = ?" for column in SEALED[table].key)


def _parted(name: str) -> tuple[str, tuple[str, ...]]:
    """`sequences/041/1/2026` as a table and its key. An agency's code holds no slash."""
    table, _, rest = name.partition("/")
    return table, tuple(rest.split("/", len(SEALED[table].key) - 1))
