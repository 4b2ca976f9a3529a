"""The clerks of this counter and their roles. Their passwords are in the keyring alone."""

from __future__ import annotations

import json

from cnss_counter.storage import canonical
from cnss_counter.storage.driver import Database
from cnss_counter.storage.records import Clerk


def put(database: Database, clerk: Clerk) -> None:
    """Write a clerk down, or change the name and roles of one who is known."""
    database.execute(
        "INSERT INTO clerks (code, name, roles) VALUES (?, ?, ?)"
        " ON CONFLICT (code) DO UPDATE SET name = excluded.name, roles = excluded.roles",
        (clerk.code, clerk.name, canonical.to_json(clerk.roles)),
    )


def by_code(database: Database, code: str) -> Clerk | None:
    """An active clerk."""
    row = database.execute(
        "SELECT code, name, roles FROM clerks WHERE code = ? AND is_active = 1", (code,)
    ).fetchone()
    return None if row is None else Clerk(row[0], row[1], frozenset(json.loads(row[2])))


def has_other_supervisor(database: Database, code: str) -> bool:
    """Whether somebody else than this clerk can agree."""
    (found,) = database.execute(
        "SELECT EXISTS (SELECT 1 FROM clerks, json_each(clerks.roles) AS role"
        " WHERE clerks.is_active = 1 AND clerks.code <> ? AND role.value = 'supervisor')",
        (code,),
    ).fetchone()
    return bool(found)
