"""The salts of hashes in the journal: whoever erases one makes its hash say nothing."""

from __future__ import annotations

from cnss_counter.storage.driver import Database


def keep(database: Database, salt: bytes) -> int:
    """Keep a salt; the number by which the journal names it."""
    (number,) = database.execute(
        "INSERT INTO search_salts (salt) VALUES (?) RETURNING id", (salt,)
    ).fetchone()
    return int(number)


def salt(database: Database, number: int) -> bytes | None:
    """The salt of a number; None once it was erased."""
    row = database.execute("SELECT salt FROM search_salts WHERE id = ?", (number,)).fetchone()
    return None if row is None else row[0]


def erase(database: Database, number: int) -> None:
    """Forget a salt; the entry that names it stays, and says nothing any more."""
    database.execute("DELETE FROM search_salts WHERE id = ?", (number,))
