"""A counter put back from a backup: into an empty home, whole and proven, or not at all.

Numbers given after the backup was made stand on paper somewhere. The newest one known is asked
for, and the counter goes on after it. Whether it is a real counter or one for training is read
from its sealed row: what the backup's own description says of it is written anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from cnss_counter import limits
from cnss_counter.clock import Clock, system_clock
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import BadInputError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access import accounts, permissions
from cnss_counter.services.access.credentials import Credential, Password, RecoveryCode
from cnss_counter.services.access.recovery import renew_codes
from cnss_counter.services.access.unlocking import Opened, require_clerk, unlocked
from cnss_counter.services.custody import counter_key, epochs, numbering
from cnss_counter.services.custody.numbering import Continued
from cnss_counter.services.day import clock_watch, disk
from cnss_counter.storage.database import Store
from cnss_counter.storage.files import backup
from cnss_counter.storage.files.backup import Manifest, Progress
from cnss_counter.storage.files.homes import describe, made_whole
from cnss_counter.storage.files.private_files import (
    make_private_folder,
    read_whole,
    told_as_store_errors,
)
from cnss_counter.storage.files.private_files import write_whole as write
from cnss_counter.storage.tables import counter, journal
from cnss_counter.storage.tables.counter import Settings
from cnss_counter.storage.vault import journal_verification
from cnss_counter.storage.vault.keyring import Keyring


class BySheet(NamedTuple):
    """On another machine: the code of the recovery sheet, and a new password."""

    code: str
    password: str


class ByMachine(NamedTuple):
    """On the same machine: a password, and the secret that the old home still holds."""

    password: str
    machine_secret: Path


class Restored(NamedTuple):
    """What was put back; `sheet` is the code of the new recovery sheet, if one was used."""

    manifest: Manifest
    continued: Continued
    sheet: str


def require_backup(file: Path) -> None:
    """Look at the file before a code or a password is asked for.

    Raises `BadInputError` (`backup.not_a_backup`), `StoreError` (`store.file_missing`; of holes,
    `backup.damaged`).
    """
    with told_as_store_errors(file):
        _require_no_holes(file)
        backup.require_backup(file)


def restore(
    file: Path,
    home: Home,
    code: str,
    opened_by: BySheet | ByMachine,
    last_number: str,
    *,
    clock: Clock = system_clock,
    progress: Progress | None = None,
) -> Restored:
    """Put a backup into an empty home, verify all of it, and go on after the highest number known.

    That is `last_number` or more: the files of the home before are asked too, where they are left.
    `code`: an administrator or a supervisor of the counter; by the sheet, an administrator.

    Raises `BadInputError` (`backup.not_a_backup`, `numbering.…`, `code.…`, `password.…`),
    `AccessError`, `StoreError` (`home.not_empty`, `backup.damaged`, `backup.broken`).
    """
    with made_whole(home) as beside:
        with told_as_store_errors(file):
            _require_no_holes(file)
            disk.require_bytes(beside.folder, file.stat().st_size + disk.TOO_LITTLE)
            manifest = backup.unpack(file, beside.folder, progress or _nobody)
        credential = _credential(beside, code, opened_by)
        keyring, store, _ = _opened(beside, home, file, manifest, credential, clock)
        with closing(store):
            proven = _proven(store, file, code, clock, progress)
            describe(beside, is_training=proven.settings.agency.is_training)
            sheet = _let_in(proven, keyring, store.key(), opened_by, clock)
            homes = _homes_before(file, opened_by)
            continued = _go_on(store, manifest, proven, last_number, homes, clock)
            counter_key.publish(beside, store)
            with store.reading() as database:
                remember = epochs.remembering(database)
        make_private_folder(beside.receipts)
    remember()
    return Restored(manifest, continued, sheet)


def _require_no_holes(file: Path) -> None:
    """Its content would take many times the room that it takes itself."""
    with limits.opened(file) as packed:
        if limits.has_holes(packed):
            raise StoreError("backup.damaged", file=str(file), part=Home(file.parent).database.name)


class _Proven(NamedTuple):
    """What a copy says of itself whose journal holds, and who puts it back."""

    clerk: Clerk
    settings: Settings
    is_clock_suspect: bool


def _opened(
    beside: Home, home: Home, file: Path, manifest: Manifest, credential: Credential, clock: Clock
) -> Opened:
    """The copy, open. Refusals are remembered in the home that was asked for: this one goes."""
    make_private_folder(home.folder)
    with unlocked(
        beside, credential, "restore", clock=clock, is_training=False, remembered_in=home
    ) as (keyring, key, _):
        if backup.examine(beside.database, key) != manifest.count:
            raise StoreError("backup.damaged", file=str(file), part=beside.database.name)
        return Opened(keyring, Store.open(beside.database, key, is_known_to_be_behind=True))


def _proven(
    store: Store, file: Path, code: str, clock: Clock, progress: Progress | None
) -> _Proven:
    store.anchor.create()
    with store.reading() as database:
        if broken := journal_verification.walk(database, progress=progress).broken:
            raise StoreError("backup.broken", file=str(file), n=str(broken.n))
        return _Proven(
            require_clerk(database, code),
            counter.settings(database),
            clock_watch.is_suspect(clock(), journal.head(database)),
        )


def _go_on(
    store: Store,
    manifest: Manifest,
    proven: _Proven,
    last_number: str,
    homes: Iterator[Home],
    clock: Clock,
) -> Continued:
    with store.writing() as database:
        moved = numbering.continue_after(
            database, last_number, clock(), homes, is_clock_suspect=proven.is_clock_suspect
        )
        if not proven.settings.agency.is_training:
            with epochs.held(database) as held:
                epochs.write_down(database, clock(), held.told)
                epochs.begin(database, clock(), proven.clerk.code, held.mark)
        said = numbering.in_the_journal(moved)
        journal.append(
            database, clock(), proven.clerk.code, "restored", "",
            {"made_at": manifest.made_at, "n": manifest.count.n, **said},
        )  # fmt: skip
    return moved[-1]


def _homes_before(file: Path, opened_by: BySheet | ByMachine) -> Iterator[Home]:
    """The home whose secret opened, and the one among whose backups the file stands.

    Their receipts and their anchors may know more than the backup.
    """
    if isinstance(opened_by, ByMachine):
        yield Home(opened_by.machine_secret.absolute().parent)
    kept = file.absolute().parent
    if kept.name == backup.FOLDER:
        yield Home(kept.parent)


def _credential(beside: Home, code: str, opened_by: BySheet | ByMachine) -> Credential:
    if isinstance(opened_by, BySheet):
        return RecoveryCode(opened_by.code)
    write(beside.machine_secret, read_whole(opened_by.machine_secret, limits.MARK))
    return Password(code, opened_by.password)


def _let_in(
    proven: _Proven,
    keyring: Keyring,
    key: bytes,
    opened_by: BySheet | ByMachine,
    clock: Clock,
) -> str:
    """Who puts a counter back may say its numbers; by the sheet, it is an administrator.

    On another machine the slots of before open nothing: they go, and the clerks get one-time
    codes from this administrator.
    """
    clerk, settings = proven.clerk, proven.settings
    permissions.require(clerk, "continue_numbers", is_training=settings.agency.is_training)
    if isinstance(opened_by, ByMachine):
        return ""
    if "administrator" not in clerk.roles:
        raise BadInputError("recovery.not_an_administrator", field="clerk")
    accounts.require_good_password(opened_by.password, clerk, settings.agency)
    keyring.put(clerk.code, opened_by.password, key)
    return renew_codes(keyring, key, settings, clock())


def _nobody(done: int, total: int) -> None:
    pass
