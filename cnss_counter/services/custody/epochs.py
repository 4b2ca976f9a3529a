"""On which machine a counter works, and what lies outside its home to tell an older copy of it.

An epoch begins when a counter is restored, or goes on after a supervisor's word that no other copy
of it works: it has a signing key of its own. The mark outside the home is an anchor in the
account's state folder, keyed by the counter (docs/decisions/0120).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError, StoreError
from cnss_counter.paths import state_folder
from cnss_counter.storage.files import machine_identity
from cnss_counter.storage.files.lock_files import turn
from cnss_counter.storage.files.private_files import make_private_folder
from cnss_counter.storage.tables import counter, journal
from cnss_counter.storage.vault import anchor
from cnss_counter.storage.vault.anchor import Anchor, Anchored

if TYPE_CHECKING:
    from cnss_counter.storage.database import Store
    from cnss_counter.storage.driver import Database


def mark_of(database: Database) -> Anchor:
    """The mark outside the home of this counter; `StoreError` where this account has no folder."""
    folder = state_folder()
    if folder is None:
        raise StoreError("home.impossible", folder="~")
    settings = counter.settings(database)
    name = settings.derived(b"cnss-counter name of the mark 1").hex()[:32]
    key = settings.derived(b"cnss-counter mark 1")
    return Anchor(folder / f"{name}.mark", key, is_flushed=False)


def require_newest(database: Database) -> None:
    """Raise `StoreError` where this is a copy of a counter, and not for certain the newest one.

    `store.on_another_machine`: it was at work on another one. `store.behind_its_mark`: a copy of
    it wrote on this machine what is not in this journal.
    """
    here, epoch = _here(database), counter.epoch(database)
    if here and epoch.machine and epoch.machine != here:
        raise StoreError("store.on_another_machine", number=str(epoch.number))
    mark = mark_of(database)
    entry = entry_of(mark)
    if entry is not None and not mark.is_in(database, entry):
        last = journal.head(database)
        raise StoreError(
            "store.behind_its_mark",
            file=str(mark.path),
            wanted=entry.short,
            found=last.short if last else "0",
        )


def take_place(database: Database) -> None:
    """Write down on which machine the epoch is, where nobody has yet, in the open transaction."""
    if counter.epoch(database).machine is None:
        counter.settle(database, _here(database))


def begin(database: Database, now: datetime, clerk: str) -> int:
    """A new epoch on this machine, with a key that signs from now on; its number.

    Inside the open transaction; the public keys are to be published after it.
    """
    number = counter.epoch(database).number + 1
    key = counter.new_key(database)
    # Signed by the key that goes: it names the one that comes.
    entry = journal.append(
        database, now, clerk, journal.KEY_REPLACED, key.key_id,
        {"public_key": key.public_key.hex(), "epoch": number},
    )  # fmt: skip
    counter.replace_key(database, key, entry.at, counter.Epoch(number, _here(database)))
    return number


def remember(store: Store) -> tuple[CounterError, ...]:
    """Let the mark expect this journal; what to tell where it cannot be written."""
    with store.reading() as database:
        return remembering(database)()


def remembering(database: Database) -> Callable[[], tuple[CounterError, ...]]:
    """The same, to be done when the database has its place and is closed."""
    reached, given = anchor.here(database)
    try:
        mark = mark_of(database)
    except StoreError as refusal:
        told = _told(refusal)
        return lambda: told

    def put() -> tuple[CounterError, ...]:
        try:
            make_private_folder(mark.path.parent)
            mark.create(reached, given)
        except StoreError as refusal:
            return _told(refusal)
        return ()

    return put


@contextmanager
def marked(store: Store) -> Iterator[Anchor | None]:
    """The mark, in one's turn among all copies on this machine; it is written when the block ends.

    None where this account has none. What is to be remembered is committed inside the block.
    """
    with store.reading() as database:
        mark = _mark_or_none(database)
    with ExitStack() as turns:
        with suppress(StoreError):  # a folder that takes no lock refuses no deposit
            if mark is not None:
                turns.enter_context(turn(mark.path.with_suffix(".lock")))
        yield mark
        if mark is not None:
            with store.reading() as database:
                mark.write(*anchor.here(database))


def entry_of(mark: Anchor) -> Anchored | None:
    """What was marked; None where nothing was, or where it cannot be read or believed."""
    with suppress(StoreError):
        return mark.read() if mark.exists() else None
    return None


def _mark_or_none(database: Database) -> Anchor | None:
    with suppress(StoreError):
        mark = mark_of(database)
        return mark if mark.exists() else None
    return None


def _here(database: Database) -> str:
    key = counter.settings(database).derived(b"cnss-counter machine 1")
    return machine_identity.of_this_machine(key)


def _told(refusal: StoreError) -> tuple[CounterError, ...]:
    place = refusal.detail.get("file") or refusal.detail.get("folder", "")
    return (StoreError("store.mark_unwritable", file=place),)
