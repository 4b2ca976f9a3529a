"""The clerks of this counter and their roles. Their passwords are in the keyring alone."""

from __future__ import annotations

from typing import get_args

from cnss_counter.domain.clerk import Clerk, ListedClerk, Role
from cnss_counter.storage import canonical, stored
from cnss_counter.storage.driver import Database


def put(database: Database, clerk: Clerk) -> None:
    """Write a clerk down, or change the name and roles of one who is known."""
    database.execute(
        "INSERT INTO clerks (code, name, roles) VALUES (?, ?, ?)"
        " ON CONFLICT (code) DO UPDATE SET name = excluded.name, roles = excluded.roles",
        (clerk.code, clerk.name, canonical.to_json(clerk.roles)),
    )


def add(database: Database, clerk: Clerk) -> bool:
    """Write a new clerk down; False when the code is, or was, somebody's."""
    added = database.execute(
        "INSERT INTO clerks (code, name, roles) VALUES (?, ?, ?) ON CONFLICT (code) DO NOTHING",
        (clerk.code, clerk.name, canonical.to_json(clerk.roles)),
    )
    return bool(added.rowcount == 1)


def remove(database: Database, code: str) -> None:
    """The clerk may not log in any more; what the clerk did keeps its name."""
    database.execute("UPDATE clerks SET is_active = 0 WHERE code = ?", (code,))


def listed(database: Database) -> list[ListedClerk]:
    """Everybody who is or was a clerk here, those who left at the end."""
    rows = database.execute(
        "SELECT code, name, roles, is_active FROM clerks ORDER BY is_active DESC, code"
    )
    return [
        ListedClerk(Clerk(code, name, _roles(code, roles)), bool(is_active))
        for code, name, roles, is_active in rows
    ]


def by_code(database: Database, code: str) -> Clerk | None:
    """An active clerk."""
    row = database.execute(
        "SELECT code, name, roles FROM clerks WHERE code = ? AND is_active = 1", (code,)
    ).fetchone()
    return None if row is None else Clerk(row[0], row[1], _roles(row[0], row[2]))


def codes(database: Database) -> list[str]:
    """The codes of all who ever were named here."""
    return [code for (code,) in database.execute("SELECT code FROM clerks ORDER BY code")]


def has_other_supervisor(database: Database, code: str) -> bool:
    """Whether somebody else than this clerk can agree."""
    return has_other(database, code, "supervisor")


def has_other(database: Database, code: str, role: Role) -> bool:
    """Whether somebody else than this clerk holds a role."""
    (found,) = database.execute(
        "SELECT EXISTS (SELECT 1 FROM clerks, json_each(clerks.roles) AS role"
        " WHERE clerks.is_active = 1 AND clerks.code <> ? AND role.value = ?)",
        (code, role),
    ).fetchone()
    return bool(found)


def _roles(code: str, roles: str) -> frozenset[Role]:
    return stored.read_words(roles, f"clerks/{code}", get_args(Role))
