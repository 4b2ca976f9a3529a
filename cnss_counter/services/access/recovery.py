"""The recovery sheet: a code printed once, which opens the counter when every password is lost."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from cnss_counter.clock import Clock, system_clock
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.errors import BadInputError
from cnss_counter.services.access import accounts, head_office_recovery, unlocking
from cnss_counter.services.access.credentials import RecoveryCode
from cnss_counter.storage.tables import clerks, counter, journal
from cnss_counter.storage.vault import printed_code
from cnss_counter.text import plain

if TYPE_CHECKING:
    from datetime import datetime

    from cnss_counter.paths import Home
    from cnss_counter.services.access.clerk_context import ClerkContext
    from cnss_counter.storage.driver import Database
    from cnss_counter.storage.tables.counter import Settings
    from cnss_counter.storage.vault.keyring import Keyring


class Recovered(NamedTuple):
    """The counter that was opened, and the code of its new sheet."""

    agency: Agency
    code: str


def draw_code() -> str:
    """A new recovery code: it exists on the sheet alone, and nowhere in clear."""
    return printed_code.draw(printed_code.RECOVERY_GROUPS)


def make_sheet(context: ClerkContext) -> str:
    """The code of a new sheet; the sheet before opens nothing any more."""
    context.require("make_sheet")
    if context.is_training:
        raise BadInputError("recovery.training")
    code = draw_code()
    with context.writing() as database:
        context.keyring.put_recovery(code, context.store.key())
        journal.append(database, context.now(), context.clerk.code, "recovery_sheet_made", "", {})
    return code


def require_well_typed(code: str) -> None:
    """Raise `BadInputError` (`code.length`, `code.group`) when this is the code of no sheet."""
    printed_code.require_well_typed(code, printed_code.RECOVERY_GROUPS)


def recover(
    home: Home,
    code: str,
    administrator: Clerk,
    password: str,
    *,
    clock: Clock = system_clock,
) -> Recovered:
    """Open by the sheet, or by head office's code, and give an administrator a new password.

    `administrator` is one of this counter, or somebody new, who then holds all roles. Takes the
    time of three argon2id or more. Sheet and head office's code are void at the end.

    Raises `BadInputError` (`code.…`: typed wrong; `recovery.not_an_administrator`,
    `account.…`, `password.…`), `AccessError` (`access.refused`, `access.wait`), `StoreError` as
    `login.log_in` does.
    """
    chosen = accounts.require_clerk_code(administrator.code)
    keyring, store, _ = unlocking.open_counter(
        home, RecoveryCode(code), "recover", clock=clock, is_training=False
    )
    with closing(store):
        key = store.key()
        with store.writing() as database:
            agency = counter.settings(database).agency
            clerk = _administrator(database, chosen, plain(administrator.name))
            accounts.require_good_password(password, clerk, agency)
            keyring.put(chosen, password, key)
            keyring.release(chosen)
            journal.append(database, clock(), chosen, "recovered", chosen, {})
        with store.reading() as database:
            return Recovered(agency, renew_codes(keyring, key, counter.settings(database), clock()))


def renew_codes(keyring: Keyring, key: bytes, settings: Settings, at: datetime) -> str:
    """The code of a new sheet, and another for head office; the ones before open nothing."""
    if settings.head_office:
        head_office_recovery.renew(keyring, key, settings.agency, settings.head_office, at)
    code = draw_code()
    keyring.put_recovery(code, key)
    return code


def _administrator(database: Database, code: str, name: str) -> Clerk:
    """The administrator of this code, or a new one."""
    clerk = Clerk(code, name or code, ALL_ROLES)
    if clerks.add(database, clerk):
        return clerk
    known = clerks.by_code(database, code)
    if known is None or "administrator" not in known.roles:
        raise BadInputError("recovery.not_an_administrator", field="clerk")
    return known
