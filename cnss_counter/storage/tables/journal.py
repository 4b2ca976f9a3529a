"""The journal: what was done, by whom, when; each entry carries the hash of the one before.

Personal data never enters a body: an entry names a reference or a draft, no person. Each entry
is signed by the counter's key, and vouches for the rows that were changed with it (`sealing`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from cnss_counter.storage import canonical, stored
from cnss_counter.storage.driver import Database
from cnss_counter.storage.stored import Record
from cnss_counter.storage.tables import counter
from cnss_counter.storage.vault import sealed_rows

T = TypeVar("T")

BEFORE_THE_FIRST = "0" * 64
THE_COUNTER = "counter"
"""The actor of an entry that no clerk asked for."""
Milestone = Literal["backup_made", "day_closed", "journal_verified"]
_DOMAIN = "cnss-counter journal 1"
FAR_AHEAD = timedelta(days=5)
"""The clock is not believed when it is further than this after the last entry: longer than an
agency is closed over a feast and a weekend (docs/decisions/0051)."""
_OVER_NEW_YEAR = timedelta(days=1)
"""As far into another year, which decides the number of every reference."""
_BEHIND = timedelta(milliseconds=1)
"""Where an entry stands after the one before, if its clock did not follow that."""
LOGGED_IN = "logged_in"
TIME_STATED = "time_stated"
"""The kind of the entry by which a supervisor said what time it is."""
KEY_REPLACED = "key_replaced"
"""The kind of the entry that names the key which signs after it."""
_LOOKED_BACK = 5_000
"""Entries; a counter that writes as many in a few weeks leaves no day out."""
_AT_MOST = 500
"""Rows in one entry when those of an older file are sealed."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Where an entry stands in the chain: its number, its time, the hash of all it says."""

    n: int
    at: datetime
    hash: str

    @property
    def short(self) -> str:
        """As receipts and closing sheets print it: the number and 8 hex of the hash."""
        return f"{self.n}-{self.hash[:8].upper()}"


def append(
    database: Database, now: datetime, actor: str, kind: str, entity: str, body: Mapping[str, Any]
) -> JournalEntry:
    """Add one entry inside the open transaction. Times never go back, whatever the clock says.

    It vouches for every row changed in this transaction so far; what changes after it is
    vouched for by the next one, at the latest when the transaction ends.
    """
    last = head(database)
    rows = sealed_rows.changed(database) if last else _all_unsealed(database)
    return _append(database, last, (now, actor, kind, entity, body), rows)


def seal_the_rest(database: Database) -> None:
    """At the end of a transaction: vouch for what was changed after its last entry.

    Before the first entry nothing is done: that one vouches for everything.
    """
    if (rows := sealed_rows.changed(database)) and (last := head(database)):
        _append(database, last, (last.at, THE_COUNTER, "rows_changed", "", {}), rows)


def seal_an_older_file(database: Database) -> None:
    """Sign the entries that a file of before has, and vouch for its rows as they are now."""
    if database.execute("SELECT 1 FROM journal LIMIT 1").fetchone() is None:
        return
    key = counter.signing_key(database)
    for n, hashed in database.execute(
        "SELECT n, hash FROM journal WHERE signature IS NULL"
    ).fetchall():
        database.execute(
            "UPDATE journal SET key_id = ?, signature = ? WHERE n = ?",
            (key.key_id, key.sign(signed_text(hashed)), n),
        )
    rows = _all_unsealed(database)
    while rows and (last := head(database)):
        now, rows = rows[:_AT_MOST], rows[_AT_MOST:]
        _append(database, last, (last.at, THE_COUNTER, "rows_sealed", "", {}), now)


def next_number(database: Database) -> int:
    """The number that the next entry will have."""
    last = head(database)
    return last.n + 1 if last else 1


def reserve(database: Database) -> int:
    """Take the number of the next entry now, for a row that has to name it before it is written.

    The next `append` of this transaction fills it. Deferring the foreign keys instead would
    make SQLite compile every statement again, which costs as much as the deposit.
    """
    n = next_number(database)
    database.execute(
        "INSERT INTO journal (n, at, actor, kind, entity, body, previous, hash)"
        " VALUES (?, '', '', '', '', '{}', '', ?)",
        (n, BEFORE_THE_FIRST),
    )
    return n


def head(database: Database) -> JournalEntry | None:
    """The newest entry. A number that is only reserved is none yet."""
    row = database.execute(
        "SELECT n, at, hash FROM journal WHERE n >= (SELECT max(n) FROM journal) - 1"
        " AND signature IS NOT NULL ORDER BY n DESC LIMIT 1"
    ).fetchone()
    return None if row is None else _entry(*row)


def last_by_a_clock(database: Database) -> JournalEntry | None:
    """The newest entry that bears the computer's time and rests on nobody's word.

    A login is written by the computer's clock. From a stated time to the next login whose clock
    followed the journal, every entry may rest on what was stated.
    """
    logins = database.execute(
        "SELECT login.n, login.at, before.at FROM journal AS login"
        " JOIN journal AS before ON before.n = login.n - 1"
        " WHERE login.kind = ? ORDER BY login.n DESC",
        (LOGGED_IN,),
    )
    followed = (
        n for n, at, before in logins
        if _moment(n, at) - _moment(n - 1, before) > _BEHIND
    )  # fmt: skip
    row = database.execute(
        "SELECT n, at, hash FROM journal"
        " WHERE n = (SELECT min(n) - 1 FROM journal WHERE kind = ? AND n > ?)",
        (TIME_STATED, next(followed, 0)),
    ).fetchone()
    if row is None:
        return head(database)
    return _entry(*row)


def is_far_ahead(now: datetime, last: datetime) -> bool:
    """Whether a time is too long after an entry's for a clock to be believed."""
    is_new_year = now.year != last.astimezone(now.tzinfo).year
    return now - last > (_OVER_NEW_YEAR if is_new_year else FAR_AHEAD)


class Told(NamedTuple, Generic[T]):
    """What an entry says: when, and what its reader made of its body."""

    n: int
    at: datetime
    said: T


def last_of(database: Database, kind: Milestone, reader: Callable[[Record], T]) -> Told[T] | None:
    """The newest entry of one of the kinds that are found without reading all.

    Raises `StoreError` (`store.record_damaged`) where the reader does not find what it asks for.
    """
    row = database.execute(
        "SELECT n, at, body FROM journal WHERE kind = ? AND kind IN"
        " ('backup_made', 'day_closed', 'journal_verified') ORDER BY n DESC LIMIT 1",
        (kind,),
    ).fetchone()
    if row is None:
        return None
    n, at, body = row
    return Told(n, _moment(n, at), stored.read_some(body, f"journal/{n}", reader))


def days_before(database: Database, earliest: date) -> set[tuple[date, bool]]:
    """The days of the newest entries, in UTC, back to a day; whether the time was stated."""
    rows = database.execute(
        "SELECT DISTINCT substr(at, 1, 10), kind = ? FROM"
        " (SELECT at, kind FROM journal ORDER BY n DESC LIMIT ?)",
        (TIME_STATED, _LOOKED_BACK),
    ).fetchall()
    days = {(date.fromisoformat(day), bool(is_stated)) for day, is_stated in rows}
    return {one for one in days if one[0] >= earliest}


def _entry(n: int, at: str, hashed: str) -> JournalEntry:
    return JournalEntry(n, _moment(n, at), hashed)


def _moment(n: int, at: str) -> datetime:
    return stored.moment(at, f"journal/{n}")


def hash_of(n: int, at: str, actor: str, kind: str, entity: str, body: str, previous: str) -> str:
    """What links an entry to the one before: SHA-256 over canonical JSON. `body` is text."""
    return canonical.sha256(_DOMAIN, [n, at, actor, kind, entity, body, previous])


def signed_text(hashed: str) -> bytes:
    """What the counter's key signs of an entry."""
    return f"{_DOMAIN} entry\n{hashed}".encode("ascii")


def _believed(database: Database, now: datetime, last: datetime, kind: str) -> datetime:
    """In UTC: after the last entry, and not far after it before a supervisor has stated the time.

    Otherwise one entry made under a clock that runs years ahead would hold the times of all
    the next ones there. A training counter plays any day.
    """
    at, next_one = now.astimezone(UTC), last + _BEHIND
    if kind == TIME_STATED or not is_far_ahead(now, last):
        return max(at, next_one)
    return at if counter.settings(database).agency.is_training else next_one


def _append(
    database: Database,
    last: JournalEntry | None,
    said: tuple[datetime, str, str, str, Mapping[str, Any]],
    rows: list[str],
) -> JournalEntry:
    now, actor, kind, entity, body = said
    at = _believed(database, now, last.at, kind) if last else now.astimezone(UTC)
    n, previous = (last.n + 1, last.hash) if last else (1, BEFORE_THE_FIRST)
    whole = {**body, "rows": sealed_rows.seal(database, rows, n)} if rows else body
    facts = (at.isoformat(timespec="milliseconds"), actor, kind, entity, canonical.to_json(whole))
    entry = JournalEntry(n, at, hash_of(n, *facts, previous))
    key = counter.signing_key(database)
    database.execute(
        "INSERT INTO journal (n, at, actor, kind, entity, body, previous, hash, key_id, signature)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (n) DO UPDATE SET at = excluded.at,"
        " actor = excluded.actor, kind = excluded.kind, entity = excluded.entity,"
        " body = excluded.body, previous = excluded.previous, hash = excluded.hash,"
        " key_id = excluded.key_id, signature = excluded.signature",
        (n, *facts, previous, entry.hash, key.key_id, key.sign(signed_text(entry.hash))),
    )
    return entry


def _all_unsealed(database: Database) -> list[str]:
    return [row for table in sealed_rows.SEALED for row in sealed_rows.unsealed(database, table)]
