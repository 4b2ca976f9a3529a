"""Where a counter works, and what lies outside its home to tell an older copy of it.

An epoch begins when a counter is restored, or goes on after a supervisor's word that no other copy
of it works: it has a signing key of its own. The mark outside the home is an anchor in the
account's state folder, keyed by the counter (docs/decisions/0120). Beside it lies what any counter
of the same agency and number gave there, for a counter that was set up a second time.

It is noted inside a transaction, in the writers' turn, with an entry that is on the disk already
and a number that is about to be: nothing is left to be done after a commit. What fails there is
taken back; where the program was killed in between, the number is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from cnss_counter.errors import CounterError, StoreError
from cnss_counter.paths import state_folder
from cnss_counter.storage.files import machine_identity
from cnss_counter.storage.files.lock_files import turn
from cnss_counter.storage.files.network_folders import refuse_network
from cnss_counter.storage.files.private_files import make_private_folder
from cnss_counter.storage.given_numbers import GivenNumbers
from cnss_counter.storage.tables import counter, journal, sequences
from cnss_counter.storage.tables.counter import Epoch
from cnss_counter.storage.tables.sequences import Given
from cnss_counter.storage.vault import anchor
from cnss_counter.storage.vault.anchor import Anchored, Mark, Said

if TYPE_CHECKING:
    from pathlib import Path

    from cnss_counter.storage.driver import Database

_PATIENCE = 5.0
"""Seconds for which another copy may hold the mark: it is a help, and refuses nobody."""
LEFT_OUT = "mark_left_out"
"""The kind of the entry that says why copies of this counter could not be told from it."""


class Held(NamedTuple):
    """The mark, None where there is none; what kept it from being had alone; and the numbers of
    every counter of this number, whose keys and marks are others.
    """

    mark: Mark | None
    numbers: GivenNumbers | None = None
    told: tuple[CounterError, ...] = ()

    @property
    def is_busy(self) -> bool:
        """Whether another program kept it: the next deposit may find it free."""
        return any(one.code == "store.mark_busy" for one in self.told)


def mark_of(database: Database) -> Mark:
    """The mark outside the home of this counter.

    Raises `StoreError` where this account has no folder of its own on this machine.
    """
    settings = counter.settings(database)
    name = settings.derived(b"cnss-counter name of the mark 1").hex()[:32]
    return Mark(_outside() / f"{name}.mark", settings.derived(b"cnss-counter mark 1"))


def numbers_of(database: Database) -> GivenNumbers:
    """What counters of this agency and number gave under this account. Raises as `mark_of`."""
    agency = counter.settings(database).agency
    return GivenNumbers(_outside() / f"{agency.code}-{agency.counter}.numbers")


def _outside() -> Path:
    folder = state_folder()
    if folder is None:
        raise StoreError("home.impossible", folder="~")
    refuse_network(folder)
    return folder


@contextmanager
def held(database: Database) -> Iterator[Held]:
    """The mark and the numbers, which no other counter of this number touches meanwhile on this
    machine, unless it is told so.

    For whoever has the writers' turn.
    """
    mark: Mark | None = None
    numbers: GivenNumbers | None = None
    told: tuple[CounterError, ...] = ()
    with ExitStack() as ending:
        try:
            mark, numbers = mark_of(database), numbers_of(database)
            make_private_folder(mark.path.parent)
            ending.enter_context(turn(numbers.path.with_suffix(".lock"), _PATIENCE))
        except StoreError as refusal:
            told = _told(refusal)
        yield Held(mark, numbers, told)


def note(mark: Mark | None, on_the_disk: Anchored, database: Database) -> tuple[CounterError, ...]:
    """Let the mark expect an entry of before, and this number; what to tell where it cannot."""
    try:
        if mark is not None:
            mark.note(on_the_disk, sequences.newest(database))
    except StoreError as refusal:
        return _told(refusal)
    return ()


def note_number(numbers: GivenNumbers | None, database: Database) -> None:
    """Let the other counters of this number know it; what cannot be written the mark tells too."""
    given = sequences.newest(database)
    if numbers is not None and given is not None:
        with suppress(StoreError):
            numbers.note(given)


class Tried(NamedTuple):
    """A number that is about to be given, and what was known outside the home before it."""

    given: Given
    before: Said | None
    noted: Said | None
    number: int


def about_to_give(held: Held, on_the_disk: Anchored, database: Database) -> Tried | None:
    """Let mark and numbers know the number just taken; what can be taken back of that.

    None in training, which has neither; and where another program kept them, which may note the
    same number meanwhile.
    """
    given, mark, numbers = sequences.newest(database), held.mark, held.numbers
    before = mark.said() if mark else None
    last = numbers.last().get(given.year, 0) if numbers and given else 0
    note(mark, on_the_disk, database)
    note_number(numbers, database)
    if mark is None or given is None or held.told:
        return None
    return Tried(given, before, mark.said(), last)


def not_given(database: Database, tried: Tried) -> None:
    """A deposit failed at its commit: its number is the next one's again, and no copy's.

    For whoever has the writers' turn. Nothing is taken back where the commit was whole after all,
    or where somebody else has noted another number since.
    """
    given = sequences.newest(database)
    if given is not None and given >= tried.given:
        return
    with suppress(StoreError), held(database) as outside:
        mark, numbers = outside.mark, outside.numbers
        if mark is None or numbers is None or outside.told or mark.said() != tried.noted:
            return
        if tried.noted is not None:
            mark.put(Said(tried.noted.entry, tried.before.given if tried.before else None))
        if numbers.last().get(tried.given.year) == tried.given.number:
            numbers.put_back(Given(tried.given.year, tried.number))


def write_down(database: Database, now: datetime, told: tuple[CounterError, ...]) -> None:
    """Tell the journal, in the open transaction, of a mark that was left out."""
    for one in told:
        journal.append(database, now, journal.THE_COUNTER, LEFT_OUT, "", {"why": one.code})


def require_newest(database: Database, mark: Mark | None) -> None:
    """Raise `StoreError` where this is a copy of a counter, and not for certain the newest one.

    `store.on_another_machine`, `store.on_another_account`: it was at work there, where another
    mark lies. `store.behind_its_mark`: a copy of it wrote here what is not in this journal, and no
    supervisor has set that aside.
    """
    epoch = counter.epoch(database)
    here = _here(database, epoch.number)
    for place in ("machine", "account"):
        was, now = getattr(epoch, place), getattr(here, place)
        if was and now and was != now:
            raise StoreError(f"store.on_another_{place}", number=str(epoch.number))
    entry = _other(database, mark)
    if mark is not None and entry is not None and not _is_set_aside(database, entry):
        last = journal.head(database)
        raise StoreError(
            "store.behind_its_mark",
            file=str(mark.path),
            wanted=entry.short,
            found=last.short if last else "0",
        )


def take_place(database: Database) -> None:
    """Write down where the epoch is, as far as nobody has yet, in the open transaction."""
    epoch = counter.epoch(database)
    here = _here(database, epoch.number)
    told = Epoch(epoch.number, epoch.machine or here.machine, epoch.account or here.account)
    if told != epoch:
        counter.settle(database, told)


def begin(database: Database, now: datetime, clerk: str, mark: Mark | None) -> int:
    """A new epoch on this machine, with a key that signs from now on; its number.

    Inside the open transaction; the public keys are to be published after it. What the mark
    expects of another copy is set aside, in the journal: the mark may be one that cannot be
    written.
    """
    number = counter.epoch(database).number + 1
    key = counter.new_key(database)
    other = _other(database, mark)
    # Signed by the key that goes: it names the one that comes.
    entry = journal.append(
        database, now, clerk, journal.KEY_REPLACED, key.key_id,
        {"public_key": key.public_key.hex(), "epoch": number, "mark": other and [*other]},
    )  # fmt: skip
    counter.replace_key(database, key, entry.at, _here(database, number))
    return number


def remembering(database: Database) -> Callable[[], tuple[CounterError, ...]]:
    """Let the mark expect this journal once the database has its place and is closed."""
    reached, given = anchor.here(database)
    try:
        mark = mark_of(database)
    except StoreError as refusal:
        told = _told(refusal)
        return lambda: told

    def put() -> tuple[CounterError, ...]:
        try:
            make_private_folder(mark.path.parent)
            mark.note(reached, given)
        except StoreError as refusal:
            return _told(refusal)
        return ()

    return put


def _other(database: Database, mark: Mark | None) -> Anchored | None:
    """The entry of another copy that the mark expects; None where it is of this journal."""
    said = None if mark is None else mark.said()
    if mark is None or said is None or mark.is_in(database, said.entry):
        return None
    return said.entry


def _is_set_aside(database: Database, entry: Anchored) -> bool:
    (found,) = database.execute(
        "SELECT EXISTS (SELECT 1 FROM journal WHERE kind = ?"
        " AND json_extract(body, '$.mark[0]') = ? AND json_extract(body, '$.mark[1]') = ?)",
        (journal.KEY_REPLACED, *entry),
    ).fetchone()
    return bool(found)


def _here(database: Database, number: int) -> Epoch:
    """An epoch of this number that is at work where this program runs."""
    derived = counter.settings(database).derived
    return Epoch(
        number,
        machine_identity.of_this_machine(derived(b"cnss-counter machine 1")),
        machine_identity.of_this_account(derived(b"cnss-counter account 1")),
    )


def _told(refusal: StoreError) -> tuple[CounterError, ...]:
    place = refusal.detail.get("file") or refusal.detail.get("folder", "")
    why = "busy" if refusal.code == "store.busy" else "unwritable"
    return (StoreError(f"store.mark_{why}", file=place),)
