"""The clerks of this counter: named, given a code, let in again, removed; one's own password.

Nobody chooses a password for somebody else: a new clerk, and one who forgot, get a code that is
good once and for a day.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cnss_counter.clock import system_clock
from cnss_counter.domain.clerk import Clerk, ListedClerk, Role
from cnss_counter.errors import AccessError, BadInputError, done_already
from cnss_counter.services.access import accounts, unlocking
from cnss_counter.services.access.credentials import PasswordChange
from cnss_counter.storage.tables import clerks, counter, journal
from cnss_counter.storage.vault import printed_code
from cnss_counter.text import plain

if TYPE_CHECKING:
    from cnss_counter.services.access.clerk_context import ClerkContext
    from cnss_counter.storage.driver import Database

CODE_HOURS = 24
_ALONE: frozenset[Role] = frozenset({"trainee", "auditor"})
"""Roles that do less than a clerk's; beside another role they would mean nothing."""

_OF_MANAGERS: frozenset[Role] = frozenset({"supervisor", "administrator"})


class OneTimeCode(NamedTuple):
    """Shown or printed once: with it the clerk chooses a password, until its end."""

    clerk: Clerk
    code: str
    until: datetime


def listed(context: ClerkContext) -> list[ListedClerk]:
    """Everybody who is or was a clerk here."""
    context.require("list_clerks")
    with context.reading() as database:
        return clerks.listed(database)


def require_nameable(context: ClerkContext, code: str, name: str) -> tuple[str, str]:
    """Code and name as a new clerk's are kept, before the roles are chosen.

    Raises `BadInputError`: `account.code`, `account.name`, `account.known`.
    """
    context.require("name_clerk")
    cleaned = accounts.require_clerk_code(code), plain(name)
    if not cleaned[1]:
        raise BadInputError("account.name", field="name")
    with context.reading() as database:
        if cleaned[0] in clerks.codes(database):
            raise BadInputError("account.known", field="clerk")
    return cleaned


def name(context: ClerkContext, clerk: Clerk) -> OneTimeCode:
    """Name a clerk, whose first password is a one-time code.

    Raises `BadInputError`: `account.code`, `account.name`, `account.no_role`,
    `account.roles_apart`, `account.known` (a code is never given to a second person).
    """
    code, full_name = require_nameable(context, clerk.code, clerk.name)
    named = Clerk(code, full_name, clerk.roles)
    _require_roles(named.roles)
    with context.writing() as database:
        if not clerks.add(database, named):
            raise BadInputError("account.known", field="clerk")
        given = _give(context, named)
        _note(context, database, "clerk_named", named.code, roles=named.roles)
    return given


def change_roles(context: ClerkContext, code: str, roles: Collection[Role]) -> None:
    """Give a clerk other roles. The last administrator stays one."""
    context.require("name_clerk")
    _require_roles(roles)
    with context.writing() as database:
        clerk = replace(_known(database, code), roles=frozenset(roles))
        if "administrator" not in roles:
            _require_other_administrator(database, clerk.code)
        clerks.put(database, clerk)
        _note(context, database, "roles_changed", clerk.code, roles=clerk.roles)


def give_code(context: ClerkContext, code: str) -> OneTimeCode:
    """A one-time code for a clerk who lost the password; the old password opens nothing more.

    A supervisor gives one to clerks, trainees and auditors; an administrator to everybody else
    too, but nobody to himself (`account.yourself`). Failed tries are forgotten.
    """
    context.require("give_code")
    with context.writing() as database:
        clerk = _known(database, code)
        _require_below(context, clerk)
        given = _give(context, clerk)
        _note(context, database, "code_given", clerk.code)
    return given


def let_in_again(context: ClerkContext, code: str) -> None:
    """Forget a clerk's failed tries: after a hundred, only this opens the account again.

    To whom `give_code` may be done: who could let anybody in again could guess without a wait.
    """
    context.require("give_code")
    with context.writing() as database:
        clerk = _known(database, code)
        _require_below(context, clerk)
        context.keyring.release(clerk.code)
        _note(context, database, "tries_forgotten", clerk.code)


def remove(context: ClerkContext, code: str) -> None:
    """A clerk leaves: the slot is deleted, the name stays with what was done.

    Somebody at work in another window is out at the next action (`ClerkContext.require_kept`).

    Raises `BadInputError` (`account.last_administrator`).
    """
    context.require("remove_clerk")
    with context.writing() as database:
        clerk = _known(database, code)
        _require_other_administrator(database, clerk.code)
        clerks.remove(database, clerk.code)
        _note(context, database, "clerk_removed", clerk.code)
    context.keyring.remove(clerk.code)


def change_password(context: ClerkContext, old: str, new: str) -> None:
    """One's own password, by the one before. Takes the time of two argon2id.

    Raises `AccessError` (`access.refused`), `BadInputError` (`password.…`).
    """
    context.require("change_password")
    with context.reading() as database:
        agency = counter.settings(database).agency
    accounts.require_good_password(new, context.clerk, agency)
    change = PasswordChange(context.clerk.code, old, new)
    unlocking.ask_again(context, change, "change_password")
    with done_already("password.not_noted"), context.writing() as database:
        _note(context, database, "password_changed", context.clerk.code)


def _give(context: ClerkContext, clerk: Clerk) -> OneTimeCode:
    """By the computer's own clock, which also ends it, whatever day a training counter plays."""
    until = system_clock() + timedelta(hours=CODE_HOURS)
    code = printed_code.draw(printed_code.ONE_TIME_GROUPS)
    context.keyring.put_once(clerk.code, code, context.store.key(), until)
    return OneTimeCode(clerk, code, until)


def _known(database: Database, code: str) -> Clerk:
    clerk = clerks.by_code(database, accounts.clerk_code(code))
    if clerk is None:
        raise BadInputError("account.unknown", field="clerk")
    return clerk


def _require_roles(roles: Collection[Role]) -> None:
    if not roles:
        raise BadInputError("account.no_role", field="roles")
    if len(roles) > 1 and not _ALONE.isdisjoint(roles):
        raise BadInputError("account.roles_apart", field="roles")


def _require_below(context: ClerkContext, clerk: Clerk) -> None:
    if clerk.code == context.clerk.code:
        raise BadInputError("account.yourself", field="clerk")
    if "administrator" not in context.clerk.roles and not _OF_MANAGERS.isdisjoint(clerk.roles):
        raise AccessError("access.only_an_administrator")


def _require_other_administrator(database: Database, code: str) -> None:
    if not clerks.has_other(database, code, "administrator"):
        raise BadInputError("account.last_administrator", field="clerk")


def _note(
    context: ClerkContext, database: Database, kind: str, code: str, **said: Collection[Role]
) -> None:
    journal.append(database, context.now(), context.clerk.code, kind, code, said)
