"""A counter put back from a backup: into an empty home, whole and proven, or not at all.

Numbers given after the backup was made stand on paper somewhere. The newest one known is asked
for, and the counter goes on after it. Whether it is a real counter or one for training is read
from its sealed row: what the backup's own description says of it is written anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cnss_counter.clock import Clock, system_clock
from cnss_counter.domain.records import Clerk
from cnss_counter.errors import AccessError, BadInputError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access import accounts, permissions
from cnss_counter.services.access.recovery import renew_codes
from cnss_counter.services.custody import counter_key, numbering
from cnss_counter.services.custody.numbering import Continued
from cnss_counter.services.day import clock_watch
from cnss_counter.storage.database import Store
from cnss_counter.storage.files import backup
from cnss_counter.storage.files.backup import Manifest, Progress
from cnss_counter.storage.files.homes import describe, made_whole
from cnss_counter.storage.files.private_files import (
    make_private_folder,
    read_whole,
    require_file,
    told_as_store_errors,
)
from cnss_counter.storage.files.private_files import write_whole as write
from cnss_counter.storage.tables import clerks, counter, journal
from cnss_counter.storage.tables.counter import Settings
from cnss_counter.storage.vault import chain, printed_code
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

    Raises `BadInputError` (`backup.not_a_backup`), `StoreError` (`store.file_missing`).
    """
    with told_as_store_errors(file):
        require_file(file)
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
            require_file(file)
            manifest = backup.unpack(file, beside.folder, progress or _nobody)
        restored = _open(beside, file, manifest, code, opened_by, last_number, clock, progress)
        make_private_folder(beside.receipts)
    return restored


def _open(
    home: Home,
    file: Path,
    manifest: Manifest,
    code: str,
    opened_by: BySheet | ByMachine,
    last_number: str,
    clock: Clock,
    progress: Progress | None,
) -> Restored:
    chosen = accounts.clerk_code(code)
    keyring = Keyring(home.keyring, home.machine_secret, is_real=True)
    key = _key(home, keyring, chosen, opened_by)
    if backup.examine(home.database, key) != manifest.count:
        raise StoreError("backup.damaged", file=str(file), part=home.database.name)
    store = Store.open(home.database, key, is_known_to_be_behind=True)
    try:
        store.anchor.create()
        with store.reading() as database:
            if broken := chain.walk(database, progress=progress).broken:
                raise StoreError("backup.broken", file=str(file), n=str(broken.n))
            clerk, settings = clerks.by_code(database, chosen), counter.settings(database)
            is_suspect = clock_watch.is_suspect(clock(), journal.head(database))
        if clerk is None:
            raise AccessError("access.refused")
        describe(home, is_training=settings.agency.is_training)
        sheet = _let_in(settings, keyring, clerk, key, opened_by, clock)
        with store.writing() as database:
            moved = numbering.continue_after(
                database,
                last_number,
                clock(),
                _homes_before(file, opened_by),
                is_clock_suspect=is_suspect,
            )
            said = numbering.in_the_journal(moved)
            journal.append(
                database, clock(), chosen, "restored", "",
                {"made_at": manifest.made_at, "n": manifest.count.n, **said},
            )  # fmt: skip
        counter_key.publish(home, store)
        return Restored(manifest, moved[-1], sheet)
    finally:
        store.close()


def _homes_before(file: Path, opened_by: BySheet | ByMachine) -> Iterator[Home]:
    """The home whose secret opened, and the one among whose backups the file stands.

    Their receipts and their anchors may know more than the backup.
    """
    if isinstance(opened_by, ByMachine):
        yield Home(opened_by.machine_secret.absolute().parent)
    kept = file.absolute().parent
    if kept.name == backup.FOLDER:
        yield Home(kept.parent)


def _key(home: Home, keyring: Keyring, code: str, opened_by: BySheet | ByMachine) -> bytes:
    if isinstance(opened_by, ByMachine):
        write(home.machine_secret, read_whole(opened_by.machine_secret))
        return keyring.open(code, opened_by.password)
    printed_code.require_well_typed(opened_by.code, printed_code.RECOVERY_GROUPS)
    return keyring.open_recovery(opened_by.code)


def _let_in(
    settings: Settings,
    keyring: Keyring,
    clerk: Clerk,
    key: bytes,
    opened_by: BySheet | ByMachine,
    clock: Clock,
) -> str:
    """Who puts a counter back may say its numbers; by the sheet, it is an administrator.

    On another machine the slots of before open nothing: they go, and the clerks get one-time
    codes from this administrator.
    """
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
