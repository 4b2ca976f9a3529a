"""Changes that may be interrupted: how each begins, is made, and what it may never leave.

To add one: a function that makes it in a prepared folder, one that looks at the folder after
the interruption and names what is neither old nor new, and a line in `CHANGES`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from campaigns.apparatus.counters import CLERK, PASSWORD, at_the_desk, deposit, make, request
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import AccessError
from cnss_counter.paths import Home
from cnss_counter.services.access import login, staff
from cnss_counter.services.custody import key_change
from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.database import Store
from cnss_counter.storage.tables import deposits, receipt_prints
from cnss_counter.storage.tables.schema import ANCHORED, migrations
from cnss_counter.storage.vault import journal_verification
from cnss_counter.storage.vault.keyring import Keyring
from testkit.depositing import KEY, furnish, furnish_tables, inspect
from testkit.depositing import deposit as deposit_straight

NEW_PASSWORD = "grenade citron miel"
OLDER_TABLES = ("settings", "signing_keys", "clerks", "journal", "persons", "sequences", "deposits")
COLLEAGUE = Clerk("B04", "Youssef Idrissi", frozenset({"clerk"}))


class Change(NamedTuple):
    """`prepare` makes the folder as it was before; `between` names what is neither old nor new."""

    prepare: Callable[[Path], None]
    make: Callable[[Path], object]
    between: Callable[[Path], Iterator[str]]


def _home(folder: Path) -> Home:
    return Home(folder / "home")


def _nothing(folder: Path) -> None:
    """Nothing was there before."""


# The tables, made for the first time and brought up to date


def _make_tables(folder: Path) -> None:
    Store.create(folder / "counter.db", KEY).close()


def _half_made_tables(folder: Path) -> Iterator[str]:
    path = folder / "counter.db"
    store = Store.open(path, KEY) if path.exists() else Store.create(path, KEY)
    furnish_tables(store)
    said = {"first": deposit_straight(store, "first")}
    store.close()
    yield from _unsound(path, said)


def _older_counter(folder: Path) -> None:
    """A counter of before the entries were signed: its tables, and three deposits."""
    newer = folder / "newer.db"
    furnish(newer)
    store = Store.open(newer, KEY)
    for number in range(3):
        deposit_straight(store, f"old.{number}")
    store.close()
    database = open_connection(folder / "counter.db", KEY)
    migrations.apply(database, stop_before=ANCHORED)
    database.execute(f"ATTACH '{newer}' AS newer KEY \"x'{KEY.hex()}'\"")
    database.execute("BEGIN")
    for table in OLDER_TABLES:
        columns = ", ".join(row[1] for row in database.execute(f"PRAGMA main.table_info({table})"))
        database.execute(
            f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}"
        )
    database.execute("COMMIT")
    database.close()
    for file in folder.glob("newer.*"):
        file.unlink()


def _upgrade(folder: Path) -> None:
    Store.open(folder / "counter.db", KEY).close()


def _half_upgraded(folder: Path) -> Iterator[str]:
    path = folder / "counter.db"
    store = Store.open(path, KEY)
    deposit_straight(store, "new")
    with store.reading() as database:
        drafts = [done.draft_id for done in deposits.in_order(database)]
    store.close()
    if drafts != ["old.0", "old.1", "old.2", "new"]:
        yield "deposits"
    yield from _unsound(path, {})


def _unsound(path: Path, said: dict[str, str]) -> Iterator[str]:
    if not inspect(path, said).is_sound:
        yield "unsound"


# The counter, its clerks, their passwords


def _half_made_counter(folder: Path) -> Iterator[str]:
    if not _home(folder).is_set_up:
        make(_home(folder))
    yield from _cannot_deposit(folder, PASSWORD)


def _counter(folder: Path) -> None:
    make(_home(folder))


def _keyring(folder: Path) -> Keyring:
    home = _home(folder)
    return Keyring(home.keyring, home.machine_secret, is_real=False)


def _change_password(folder: Path) -> None:
    _keyring(folder).change(CLERK.code, PASSWORD, NEW_PASSWORD)


def _change_password_in_place(folder: Path) -> None:
    """Wrong on purpose: the file of the keys is written over, piece by piece."""
    path = _home(folder).keyring
    content = path.read_bytes()
    with path.open("wb", buffering=0) as file:
        for letter in content:
            file.write(bytes([letter]))
            time.sleep(0.001)


def _no_password(folder: Path) -> Iterator[str]:
    try:
        yield from _cannot_deposit(folder, NEW_PASSWORD)
    except AccessError:
        yield from _cannot_deposit(folder, PASSWORD)


def _name_a_colleague(folder: Path) -> None:
    with at_the_desk(_home(folder)) as session:
        staff.name(session.context, COLLEAGUE)


def _half_a_colleague(folder: Path) -> Iterator[str]:
    home = _home(folder)
    with at_the_desk(home) as session:
        is_named = any(line.clerk == COLLEAGUE for line in staff.listed(session.context))
        give = partial(staff.give_code, session.context, COLLEAGUE.code)
        given = give() if is_named else staff.name(session.context, COLLEAGUE)
    login.choose_password(home, COLLEAGUE.code, given.code, NEW_PASSWORD, training=True)
    login.log_in(home, COLLEAGUE.code, NEW_PASSWORD, training=True).log_out()
    yield from _cannot_deposit(folder, PASSWORD)


def _change_key(folder: Path) -> None:
    with at_the_desk(_home(folder)) as session:
        key_change.change_key(session.context, PASSWORD)


def _no_data(folder: Path) -> Iterator[str]:
    """Whichever key holds, its clerk gets in, what was deposited is there, and the key changes."""
    for change in (_change_key, _nothing):
        with at_the_desk(_home(folder)) as session:
            if not list(session.all_deposits()):
                yield "deposits"
        change(folder)
    yield from _cannot_deposit(folder, PASSWORD)


def _cannot_deposit(folder: Path, password: str) -> Iterator[str]:
    with at_the_desk(_home(folder), password) as session:
        draft = request(session, 77)
        reference = deposit(session, session.drafts.new(session.cleaned(draft)).id, draft).reference
        if session.deposit_of(reference) is None:
            yield "deposit"


# The receipt


def _counter_with_a_deposit(folder: Path) -> None:
    make(_home(folder))
    with at_the_desk(_home(folder)) as session:
        draft = request(session, 1)
        deposit(session, session.drafts.new(session.cleaned(draft)).id, draft)


def _print(folder: Path) -> None:
    with at_the_desk(_home(folder)) as session:
        for _ in range(3):
            session.receipts.save(_reference(folder), form="text")


def _reference(folder: Path) -> str:
    with _store(folder).reading() as database:
        (done,) = deposits.in_order(database)
    return done.reference


def _half_a_receipt(folder: Path) -> Iterator[str]:
    with _store(folder).reading() as database:
        (done,) = deposits.in_order(database)
        printed = receipt_prints.count(database, done.reference)
        if journal_verification.walk(database).broken is not None:
            yield "journal"
    papers = [paper for paper in _home(folder).receipts.glob("RCS*") if paper.is_file()]
    if len(papers) not in (printed, printed + 1):  # the paper is there before its number is
        yield "print_without_paper"
    if any(done.reference not in paper.read_text("utf-8") for paper in papers):
        yield "torn_paper"
    _print(folder)
    again = len(list(_home(folder).receipts.glob("RCS*")))
    if again != printed + 3:
        yield "number_of_print"


def _store(folder: Path) -> Store:
    return Store.open(_home(folder).database, _keyring(folder).open(CLERK.code, PASSWORD))


CHANGES = {
    "first tables": Change(_nothing, _make_tables, _half_made_tables),
    "newer tables": Change(_older_counter, _upgrade, _half_upgraded),
    "new counter": Change(_nothing, _counter, _half_made_counter),
    "new password": Change(_counter, _change_password, _no_password),
    "new clerk": Change(_counter, _name_a_colleague, _half_a_colleague),
    "new key": Change(_counter_with_a_deposit, _change_key, _no_data),
    "receipt": Change(_counter_with_a_deposit, _print, _half_a_receipt),
}
"""Each change that may be interrupted; the campaign kills each so often."""

IN_PLACE = Change(_counter, _change_password_in_place, _no_password)
