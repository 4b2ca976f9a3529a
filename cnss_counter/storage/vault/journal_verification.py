"""Walking the journal: does each entry follow the one before, is it signed, do its rows hold?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from cnss_counter.storage import driver
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import counter, journal
from cnss_counter.storage.tables.schema import migrations
from cnss_counter.storage.vault import sealed_rows
from cnss_counter.storage.vault.anchor import Anchored

Rule = Literal[
    "page",
    "number", "previous", "time", "hash", "key", "signature", "row", "unsealed", "count", "table",
]  # fmt: skip
Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""

_TOLD_EACH = 500
START = Anchored(0, journal.BEFORE_THE_FIRST)


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first entry that does not hold, and the rule it breaks.

    `subject` names the row, the table or the column concerned: `deposits/RCS-041-…`; of the rule
    `page`, which comes before any entry (0), the pages.
    """

    n: int
    rule: Rule
    subject: str = ""


class Walked(NamedTuple):
    """What a walk found: how far it came, and what stopped it."""

    reached: Anchored
    entries: int
    broken: BrokenLink | None


class _Entry(NamedTuple):
    n: int
    at: str
    actor: str
    kind: str
    entity: str
    body: str
    previous: str
    hash: str
    key_id: str | None
    signature: bytes | None


def walk(database: Database, after: Anchored = START, progress: Progress | None = None) -> Walked:
    """Walk the journal from the entry after `after`, which was verified before.

    From the start, every row of every sealed table is verified too, and the tables
    themselves; later walks verify the rows that the new entries speak of.
    """
    last = journal.head(database)
    total = (last.n if last else 0) - after.n
    walker = _Walker(database, after)
    done = 0
    for done, entry in enumerate(_entries(database, after.n), start=1):
        if broken := walker.broken_by(entry):
            return Walked(walker.reached, done, broken)
        if progress and done % _TOLD_EACH == 0:
            progress(done, max(total, done))
    broken = walker.missing_row()
    if broken is None and after == START:
        broken = _broken_beside(database, walker.judged, walker.reached.n)
    if broken is None and after != START and not done:
        broken = _moved_point(database, after)
    if progress:
        progress(max(total, done), max(total, done))
    return Walked(walker.reached, done, broken)


class _Walker:
    """Where the walk stands, and what it has to remember."""

    def __init__(self, database: Database, after: Anchored) -> None:
        self._database = database
        self._at = ""
        self._keys: dict[str, Any] = {}
        self._signs = _key_named_last(database, after.n)
        self._missing: dict[str, int] = {}
        self.reached = after
        self.judged = dict.fromkeys(sealed_rows.SEALED, 0)
        """How many rows of each table were found as their last entry says."""

    def broken_by(self, entry: _Entry) -> BrokenLink | None:
        """The rule that this entry breaks; else the walk has reached it."""
        rule = self._broken_rule(entry)
        if rule is not None:
            return BrokenLink(min(entry.n, self.reached.n + 1), rule)
        for name, seal in sealed_rows.rows_in(entry.body, entry.n).items():
            if not self._row_holds(name, seal, entry.n):
                return BrokenLink(entry.n, "row", name)
        self.reached, self._at = Anchored(entry.n, entry.hash), entry.at
        if entry.kind == journal.KEY_REPLACED:
            self._signs = entry.entity
        return None

    def missing_row(self) -> BrokenLink | None:
        """The first row that an entry vouches for, and that is not there."""
        if not self._missing:
            return None
        name, n = min(self._missing.items(), key=lambda item: item[1])
        return BrokenLink(n, "row", name)

    def _broken_rule(self, entry: _Entry) -> Rule | None:
        if entry.n != self.reached.n + 1:
            return "number"
        if entry.previous != self.reached.hash:
            return "previous"
        if journal.hash_of(*entry[:7]) != entry.hash:
            return "hash"
        if entry.at <= self._at:
            return "time"
        key = self._key(entry.key_id or "")
        if key is None or self._signs not in (None, entry.key_id):
            return "key"
        return None if _is_signed(key, entry) else "signature"

    def _row_holds(self, name: str, seal: str | None, n: int) -> bool:
        row = sealed_rows.row_of(self._database, name)
        if row is None:
            self._missing.pop(name, None)
            if seal is not None:  # a later entry may say that it was taken away
                self._missing[name] = n
            return True
        if seal is None or row.entry is None:
            return row.entry is not None and row.entry > n
        if row.entry == n and row.seal == seal:
            self.judged[name.partition("/")[0]] += 1
            return True
        return row.entry > n

    def _key(self, key_id: str) -> Any:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        if key_id not in self._keys:
            public = counter.public_key(self._database, key_id)
            known = public and Ed25519PublicKey.from_public_bytes(public)
            self._keys[key_id] = known
        return self._keys[key_id]


def _entries(database: Database, after: int) -> Iterator[_Entry]:
    rows = database.execute(
        "SELECT n, at, actor, kind, entity, body, previous, hash, key_id, signature FROM journal"
        " WHERE n > ? ORDER BY n",
        (after,),
    )
    return (_Entry(*row) for row in rows)


def _is_signed(key: Any, entry: _Entry) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(entry.signature or b"", journal.signed_text(entry.hash))
    except InvalidSignature:
        return False
    return True


def _key_named_last(database: Database, n: int) -> str | None:
    """The key that signs after entry `n`: named by the newest one of its kind, if any is.

    Most counters never replace their key, and need not look through their journal for it.
    """
    (keys,) = database.execute("SELECT count(*) FROM signing_keys").fetchone()
    if keys < 2:
        return None
    named = database.execute(
        "SELECT entity FROM journal WHERE kind = ? AND n <= ? ORDER BY n DESC LIMIT 1",
        (journal.KEY_REPLACED, n),
    ).fetchone()
    return named[0] if named else None


def _moved_point(database: Database, point: Anchored) -> BrokenLink | None:
    """Where nothing is new, the entry verified last must still be the same one."""
    row = database.execute("SELECT hash FROM journal WHERE n = ?", (point.n,)).fetchone()
    return None if row and row[0] == point.hash else BrokenLink(point.n, "hash")


def _broken_beside(database: Database, judged: dict[str, int], n: int) -> BrokenLink | None:
    """What no single entry shows: rows that none speaks of, counts, triggers taken away."""
    for table, count in judged.items():
        (rows,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        if rows != count:
            return _unvouched(database, table) or BrokenLink(n, "unsealed", table)
    wrong = database.execute(
        "SELECT day FROM (SELECT substr(deposited_at, 1, 10) AS day, count(*) AS made"
        " FROM deposits GROUP BY day) AS counted FULL JOIN"
        " (SELECT day AS told, n FROM tallies WHERE name = 'deposited') ON told = day"
        " WHERE n IS NOT made LIMIT 1"
    ).fetchone()
    if wrong is not None:
        return BrokenLink(n, "count", f"tallies/{wrong[0] or ''}")
    for name in sorted(_schema_as_made() ^ _schema(database)):
        return BrokenLink(n, "table", name[0])
    return None


def _unvouched(database: Database, table: str) -> BrokenLink | None:
    """A row that the entry it points at does not speak of."""
    for row in sealed_rows.rows_of(database, table):
        if not sealed_rows.is_vouched_for(database, row):
            return BrokenLink(row.entry or 0, "unsealed", row.name)
    return None


def _schema(database: Database) -> set[tuple[str, str]]:
    return {
        (name, sql)
        for name, sql in database.execute(
            "SELECT name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL"
        )
    }


def _schema_as_made() -> set[tuple[str, str]]:
    """The tables, indexes and triggers that a new file has."""
    connection = driver.connect(":memory:", bytes(32))
    try:
        database = Database(connection, execute_plugins=False)
        migrations.apply(database)
        return _schema(database)
    finally:
        connection.close()
