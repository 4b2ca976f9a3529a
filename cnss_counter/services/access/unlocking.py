"""The one unlock: every password and every code is tried here, whoever asks, for whatever.

In one order: who changes the database's file is waited for, a change of key that was cut off is
settled, the try is booked as failed (`throttle`), the slot opens or refuses, a refusal leaves a
trace, and only then the database opens (docs/decisions/0086).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, NamedTuple

from cnss_counter.clock import Clock
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import AccessError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access.accounts import clerk_code
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.credentials import Credential, Password, PasswordChange
from cnss_counter.services.custody import updating
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files.homes import Kind, line_of, require_kind
from cnss_counter.storage.files.occupancy import Occupied, occupied
from cnss_counter.storage.files.private_files import make_private_folder
from cnss_counter.storage.tables import clerks, counter, journal
from cnss_counter.storage.vault import refused_tries, sealed_rows
from cnss_counter.storage.vault.keyring import Keyring
from cnss_counter.storage.vault.next_key import settle_keys
from cnss_counter.storage.vault.refused_tries import UNKNOWN, Door
from cnss_counter.storage.vault.throttle import Throttle

KIND = "password_refused"
"""The kind of the entry by which an open counter tells a wrong password at once."""

AskedFor = Literal["unlock", "agreement", "change_password", "change_key"]
"""What a password is asked for again at an open counter."""

_SETTINGS = "settings/1"


class Unlocked(NamedTuple):
    """A keyring, the database's key that came out of it, and the share in the database."""

    keyring: Keyring
    key: bytes
    share: Occupied


class Opened(NamedTuple):
    """A counter whose database is open; whoever asked closes it.

    `before_update`: the backup of what an older program left, where this opening changed it.
    """

    keyring: Keyring
    store: Store
    before_update: Path | None = None


@contextmanager
def unlocked(
    home: Home,
    credential: Credential,
    door: Door,
    *,
    clock: Clock,
    is_training: bool,
    remembered_in: Home | None = None,
) -> Iterator[Unlocked]:
    """The key of a closed counter; nobody changes the database's file as long as the block lasts.

    `remembered_in`: the home that keeps tries and refusals, where `home` may not stay itself.
    Raises `AccessError` and `StoreError` as `Keyring` does.
    """
    kept = remembered_in or home
    keyring = Keyring(
        home.keyring, home.machine_secret,
        is_real=not is_training, throttle=Throttle(kept.throttle),
    )  # fmt: skip

    def remember() -> None:
        refused_tries.note(kept, credential.slot(keyring), door, clock())

    with occupied(home.database) as share:
        settle_keys(keyring.file, home.database)
        yield Unlocked(keyring, _tried(credential, keyring, remember), share)


def open_counter(
    home: Home,
    credential: Credential,
    door: Door,
    *,
    clock: Clock,
    is_training: bool,
    is_known_to_be_behind: bool = False,
) -> Opened:
    """Unlock a home of this kind, and open its database, backed up if it has to be updated.

    The update is journalled here, whatever becomes of the errand; what is behind its anchor
    takes no entry before its end is settled, and whoever settles it writes it down.
    Raises as `unlocked` does, and `StoreError`: not set up, the other kind of counter by its
    description or by its sealed row, and as `Store.open` does. Nothing is recorded then.
    """
    require_kind(home, is_training=is_training)
    make_private_folder(home.folder)
    with unlocked(home, credential, door, clock=clock, is_training=is_training) as (
        keyring,
        key,
        share,
    ):
        before_update = updating.update(home, key, share, clock())
        store = Store.open(home.database, key, is_known_to_be_behind=is_known_to_be_behind)
        try:
            _require_sealed_kind(home, store, is_training=is_training)
            if before_update and not is_known_to_be_behind:
                with store.writing() as database:
                    updating.write_down(database, before_update, clock())
        except BaseException:
            store.close()
            raise
    return Opened(keyring, store, before_update)


def ask_again(context: ClerkContext, credential: Password | PasswordChange, what: AskedFor) -> None:
    """Try a password at an open counter, whose journal hears at once of one that is refused.

    It names whose password was wanted, never what was typed: a code that nobody has may be a
    password typed into the wrong field. A disk that refuses the line changes nothing for the
    clerk. Who may not sit here any more is journalled too, so the store is asked and not the
    context.
    """

    def write_down() -> None:
        code = clerk_code(credential.clerk)
        with suppress(StoreError), context.store.writing() as database:
            whose = code if code in clerks.codes(database) else UNKNOWN
            body = {"asked_for": what}
            journal.append(database, context.now(), context.clerk.code, KIND, whose, body)

    _tried(credential, context.keyring, write_down)


def require_clerk(database: Database, code: str) -> Clerk:
    """Whose slot opened. Raises `AccessError` (`access.refused`): somebody removed meanwhile."""
    clerk = clerks.by_code(database, clerk_code(code))
    if clerk is None:
        raise AccessError("access.refused")
    return clerk


def _tried(credential: Credential, keyring: Keyring, leave_trace: Callable[[], None]) -> bytes:
    try:
        return credential.open(keyring)
    except AccessError as refusal:
        if refusal.code == "access.refused":  # who has to wait was not tried
            leave_trace()
        raise


def _require_sealed_kind(home: Home, store: Store, *, is_training: bool) -> None:
    """Raise `StoreError` unless the journal vouches for the row that says so.

    `store.settings_altered`; `home.sealed_real` and `home.sealed_training`, naming the file
    that says otherwise.
    """
    with store.reading() as database:
        row = sealed_rows.row_of(database, _SETTINGS)
        if row is None or not sealed_rows.is_vouched_for(database, row):
            raise StoreError("store.settings_altered", file=str(home.database))
        is_sealed_training = counter.settings(database).agency.is_training
    if is_sealed_training is not is_training:
        kind: Kind = "training" if is_sealed_training else "real"
        raise StoreError(f"home.sealed_{kind}", file=str(home.description), line=line_of(kind))
