"""The journal: what was done, by whom, when; each entry carries the hash of the one before.

Personal data never enters a body: an entry names a reference or a draft, no person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cnss_counter.storage import canonical
from cnss_counter.storage.driver import Database

BEFORE_THE_FIRST = "0" * 64
_DOMAIN = "cnss-counter journal 1"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Where an entry stands in the chain: its number, its time, the hash of all it says."""

    n: int
    at: datetime
    hash: str


def append(
    database: Database, now: datetime, actor: str, kind: str, entity: str, body: Mapping[str, Any]
) -> JournalEntry:
    """Add one entry inside the open transaction. Times never go back, whatever the clock says."""
    last = head(database)
    at = now.astimezone(UTC)
    if last is not None:
        at = max(at, last.at + timedelta(milliseconds=1))
    n, previous = (last.n + 1, last.hash) if last else (1, BEFORE_THE_FIRST)
    facts = (at.isoformat(timespec="milliseconds"), actor, kind, entity, canonical.to_json(body))
    entry = JournalEntry(n, at, hash_of(n, *facts, previous))
    database.execute(
        "INSERT INTO journal (n, at, actor, kind, entity, body, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (n, *facts, previous, entry.hash),
    )
    return entry


def head(database: Database) -> JournalEntry | None:
    """The newest entry."""
    row = database.execute(
        "SELECT n, at, hash FROM journal WHERE n = (SELECT max(n) FROM journal)"
    ).fetchone()
    return None if row is None else JournalEntry(row[0], datetime.fromisoformat(row[1]), row[2])


def hash_of(n: int, at: str, actor: str, kind: str, entity: str, body: str, previous: str) -> str:
    """What links an entry to the one before: SHA-256 over canonical JSON. `body` is text."""
    return canonical.sha256(_DOMAIN, [n, at, actor, kind, entity, body, previous])


def first_broken_link(database: Database) -> int | None:
    """Walk the whole chain; the number of the first entry that does not hold, or None."""
    previous, expected = BEFORE_THE_FIRST, 1
    for row in database.execute(
        "SELECT n, at, actor, kind, entity, body, previous, hash FROM journal ORDER BY n"
    ):
        n, *facts, hashed = row
        if n != expected or facts[-1] != previous or hash_of(n, *facts) != hashed:
            return expected
        previous, expected = hashed, expected + 1
    return None
