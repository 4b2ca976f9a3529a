"""The salts of hashes in the journal: whoever erases one makes its hash say nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable

from cnss_counter.storage.driver import Database


def keep(database: Database, salt: bytes, persons: Iterable[int]) -> int:
    """Keep the salt of a search that showed these persons; the journal names it by its number."""
    (number,) = database.execute(
        "INSERT INTO search_salts (salt, persons) VALUES (?, ?) RETURNING id",
        (salt, json.dumps([*persons])),
    ).fetchone()
    return int(number)


def salt(database: Database, number: int) -> bytes | None:
    """The salt of a number; None once it was erased."""
    row = database.execute("SELECT salt FROM search_salts WHERE id = ?", (number,)).fetchone()
    return None if row is None else row[0]


def erase(database: Database, person: int) -> None:
    """Forget the salts of all searches that showed a person, and of older ones that do not say.

    The entries that name them stay, and say no more than that somebody was looked for.
    """
    database.execute(
        "DELETE FROM search_salts WHERE persons IS NULL"
        " OR EXISTS (SELECT 1 FROM json_each(persons) WHERE value = ?)",
        (person,),
    )
