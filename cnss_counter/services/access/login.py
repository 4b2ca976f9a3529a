"""Logging in: a clerk's password opens the counter."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from cnss_counter.clock import Clock, system_clock
from cnss_counter.errors import BadInputError, CounterError, StoreError, done_already
from cnss_counter.paths import Home
from cnss_counter.services.access import accounts, unlocking
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.credentials import CodeOnce, Password
from cnss_counter.services.custody import catching_up, counter_key, epochs
from cnss_counter.services.day import clock_watch, pace
from cnss_counter.services.law import sound_rules
from cnss_counter.services.session import Session
from cnss_counter.storage.files import print_cleanup
from cnss_counter.storage.tables import clerks, counter, journal
from cnss_counter.storage.vault import anchor, printed_code, refused_tries
from cnss_counter.storage.vault.keyring import RECOVERY
from cnss_counter.storage.vault.refused_tries import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from cnss_counter.storage.database import Store
    from cnss_counter.storage.driver import Database
    from cnss_counter.storage.vault.keyring import Keyring
    from cnss_counter.storage.vault.refused_tries import Refused, Tried


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
    by its sealed row, damaged, unwritable, a copy that is not for certain the newest),
    `DataFileError` for a law or words that are not whole: before anything is written.
    """
    pack = sound_rules.load()
    keyring, store, before_update = unlocking.open_counter(
        home, Password(code, password), "login", clock=clock, is_training=training
    )
    try:
        with store.writing() as database:
            clerk = unlocking.require_clerk(database, code)
            told: tuple[CounterError, ...] = ()
            if not training:
                told = _take_place(database, clock())
                clock = clock_watch.StatedClock(clock)
            is_clock_suspect = clock_watch.is_suspect(clock(), journal.head(database)) or (
                not training and pace.is_too_fast(database, clock())
            )
            waiting = refused_tries.waiting(home)
            refused = _in_the_journal(waiting, keyring, clerks.codes(database))
            body: dict[str, object] = {"refused_before": refused} if refused else {}
            journal.append(database, clock(), clerk.code, journal.LOGGED_IN, clerk.code, body)
        refused_tries.forget(home, waiting)
        found = catching_up.at_login(home, store, clock(), is_clock_suspect=is_clock_suspect)
        found += told
        print_cleanup.sweep(home)
        found += _published(home, store)
        context = ClerkContext(
            home, store, keyring, clerk, clock, is_clock_suspect,
            is_training=training, access=keyring.access_of(clerk.code),
        )  # fmt: skip
        if before_update:
            found = (StoreError("store.updated", file=str(before_update)), *found)
        return Session(context, pack, found)
    except BaseException:
        store.close()
        raise


def _published(home: Home, store: Store) -> tuple[CounterError, ...]:
    """Told where it cannot be written: `verify` asks for `--keys` then, and nobody is kept out."""
    try:
        counter_key.publish(home, store)
    except StoreError as refusal:
        return (refusal,)
    return ()


def _take_place(database: Database, now: datetime) -> tuple[CounterError, ...]:
    """Raise as `epochs.require_newest` does; else this copy is the one at work here."""
    on_the_disk, _ = anchor.here(database)
    with epochs.held(database) as held:
        epochs.require_newest(database, held.mark)
        epochs.take_place(database)
        told = held.told or epochs.note(held.mark, on_the_disk, database)
        epochs.write_down(database, now, told)
        return told


def choose_password(
    home: Home, code: str, one_time_code: str, password: str, *, training: bool = False
) -> None:
    """The clerk's first act with a one-time code: a password nobody else knows.

    Takes the time of two argon2id. Raises `AccessError` (`access.refused`, `access.wait`,
    `access.code_ended`), `BadInputError` (`password.…`), `StoreError` as `log_in` does.
    """
    keyring, store, _ = unlocking.open_counter(
        home, CodeOnce(code, one_time_code), "choose_password",
        clock=system_clock, is_training=training,
    )  # fmt: skip
    with closing(store):
        with store.reading() as database:
            clerk = unlocking.require_clerk(database, code)
            agency = counter.settings(database).agency
        if printed_code.canonical(password) == printed_code.canonical(one_time_code):
            raise BadInputError("password.is_the_code")
        accounts.require_good_password(password, clerk, agency)
        keyring.change(clerk.code, one_time_code, password)
        with done_already("password.not_noted"), store.writing() as database:
            journal.append(database, system_clock(), clerk.code, "password_changed", clerk.code, {})


def _in_the_journal(
    waiting: Mapping[Tried, Refused], keyring: Keyring, codes: Iterable[str]
) -> dict[str, dict[str, list[object]]]:
    """What was refused since somebody logged in: whose → for what → count, first, last.

    Whose: a clerk's code, `recovery`, or `unknown` for a code or a slot that nobody has.
    """
    named = {keyring.slot_of(code): code for code in codes} if waiting else {}
    named[RECOVERY] = RECOVERY
    together: dict[str, dict[str, Refused]] = {}
    for (slot, door), refused in waiting.items():
        doors = together.setdefault(named.get(slot, UNKNOWN), {})
        doors[door] = doors[door].and_then(refused) if door in doors else refused
    return {
        whose: {door: list(refused) for door, refused in doors.items()}
        for whose, doors in together.items()
    }
