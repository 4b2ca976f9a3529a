"""Logging in. Light to import: the login screen must not wait for what it may not need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.clock import Clock, system_clock
from cnss_counter.errors import AccessError
from cnss_counter.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnss_counter.services.session import Session
    from cnss_counter.storage.vault.keyring import Keyring


def is_set_up(home: Home) -> bool:
    """Whether somebody can log in here, or the counter has to be set up first."""
    return home.description.exists() or home.database.exists()


def log_in(
    home: Home,
    code: str,
    password: str,
    *,
    clock: Clock = system_clock,
    training: bool = False,
) -> Session:
    """Open the counter for a clerk. Takes the time of one argon2id: call it from a thread.

    Raises `AccessError` (`access.refused` for a wrong password and an unknown clerk alike,
    `access.wait` and `access.locked` after too many tries, `access.password_to_choose` for a
    one-time code) and `StoreError` (not set up, the other kind of counter by its description or
    by its sealed row, damaged, unwritable), `DataFileError` for a law or words that are not
    whole: before anything is written.
    """
    from cnss_counter.services.access.accounts import clerk_code
    from cnss_counter.services.access.clerk_context import ClerkContext
    from cnss_counter.services.custody import catching_up, counter_key
    from cnss_counter.services.day import clock_watch
    from cnss_counter.services.law import sound_rules
    from cnss_counter.services.session import Session
    from cnss_counter.storage.files import print_cleanup
    from cnss_counter.storage.files.homes import require_kind
    from cnss_counter.storage.files.occupancy import occupied
    from cnss_counter.storage.files.private_files import make_private_folder
    from cnss_counter.storage.tables import clerks, journal
    from cnss_counter.storage.vault import refused_logins
    from cnss_counter.storage.vault.keyring import Keyring
    from cnss_counter.storage.vault.unlocking import open_store

    pack = sound_rules.load()
    require_kind(home, is_training=training)
    make_private_folder(home.folder)
    keyring = Keyring(home.keyring, home.machine_secret, is_real=not training)
    with occupied(home.database):
        keyring.settle(home.database)
        try:
            key = keyring.open(clerk_code(code), password)
        except AccessError as refusal:
            if refusal.code == "access.refused":
                refused_logins.note(home, keyring.slot_of(clerk_code(code)), clock())
            raise
        store = open_store(home, key, is_training=training)
    try:
        with store.writing() as database:
            clerk = clerks.by_code(database, clerk_code(code))
            if clerk is None:
                raise AccessError("access.refused")
            if not training:
                clock = clock_watch.StatedClock(clock)
            is_clock_suspect = clock_watch.is_suspect(clock(), journal.head(database))
            refused = _refused_since(home, keyring, clerks.codes(database))
            body = {"refused_before": refused} if refused else {}
            journal.append(database, clock(), clerk.code, "logged_in", clerk.code, body)
        found = catching_up.at_login(home, store, clock(), is_clock_suspect=is_clock_suspect)
        refused_logins.forget(home)
        print_cleanup.sweep(home)
        counter_key.publish(home, store)
        context = ClerkContext(
            home, store, keyring, clerk, clock, is_clock_suspect,
            is_training=training, access=keyring.access_of(clerk.code),
        )  # fmt: skip
        return Session(context, pack, found)
    except BaseException:
        store.close()
        raise


def choose_password(
    home: Home, code: str, one_time_code: str, password: str, *, training: bool = False
) -> None:
    """The clerk's first act with a one-time code: a password nobody else knows.

    Takes the time of two argon2id. Raises `AccessError` (`access.refused`, `access.wait`,
    `access.code_ended`), `BadInputError` (`password.…`), `StoreError` as `log_in` does.
    """
    from cnss_counter.errors import BadInputError, done_already
    from cnss_counter.services.access import accounts
    from cnss_counter.storage.files.homes import require_kind
    from cnss_counter.storage.files.occupancy import occupied
    from cnss_counter.storage.tables import clerks, counter, journal
    from cnss_counter.storage.vault import printed_code
    from cnss_counter.storage.vault.keyring import Keyring
    from cnss_counter.storage.vault.unlocking import open_store

    require_kind(home, is_training=training)
    keyring = Keyring(home.keyring, home.machine_secret, is_real=not training)
    chosen = accounts.clerk_code(code)
    with occupied(home.database):
        keyring.settle(home.database)
        key = keyring.open_once(chosen, one_time_code)
        store = open_store(home, key, is_training=training)
    try:
        with store.reading() as database:
            clerk, agency = clerks.by_code(database, chosen), counter.settings(database).agency
        if clerk is None:
            raise AccessError("access.refused")
        if printed_code.canonical(password) == printed_code.canonical(one_time_code):
            raise BadInputError("password.is_the_code")
        accounts.require_good_password(password, clerk, agency)
        keyring.change(chosen, one_time_code, password)
        with done_already("password.not_noted"), store.writing() as database:
            journal.append(database, system_clock(), chosen, "password_changed", chosen, {})
    finally:
        store.close()


def _refused_since(home: Home, keyring: Keyring, codes: Iterable[str]) -> dict[str, list[object]]:
    """The logins refused since somebody logged in: code, or `unknown` → count, first, last."""
    from cnss_counter.storage.vault import refused_logins

    waiting = refused_logins.waiting(home)
    named = {keyring.slot_of(code): code for code in codes} if waiting else {}
    return {named.get(slot, refused_logins.UNKNOWN): list(told) for slot, told in waiting.items()}
