"""Copies of a counter's files that are damaged or old: each is told, or has lost nothing.

One bit turned, a page blank, a page in another's place, the end cut off, the `-wal` left
behind, yesterday's database under today's anchor.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from campaigns.frame import Findings
from cnss_counter.errors import StoreError
from cnss_counter.storage import page_check
from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database, DriverError
from cnss_counter.storage.tables import deposits
from cnss_counter.storage.vault import journal_verification
from testkit.depositing import KEY, deposit, furnish

SHORT, LONG = 60, 2_000
CONTROL_BREAKS = frozenset({
    "a bit turned", "a page blank", "two pages exchanged", "the end cut off",
    "the -wal left behind", "an older copy", "counted as whole",
})  # fmt: skip
"""Any damage at all: where it lies decides whether counting meets it."""

_COPIES_OF_CONTROL = 60
_DEPOSITS = 20
_PAGE = 4096
_Damage = Callable[[Path, random.Random], None]


def run(count: int, seed: int) -> Findings:
    return _damage(count, seed, _read_all)


def control(seed: int) -> Findings:
    """A database that is opened and counted, and its anchor and journal not looked at."""
    return _damage(_COPIES_OF_CONTROL, seed, _count)


def _damage(count: int, seed: int, look: Callable[[Path], int]) -> Findings:
    chance = random.Random(seed)
    told: Counter[str] = Counter()
    untold: Counter[str] = Counter()
    harmless = 0
    with tempfile.TemporaryDirectory() as place:
        today = Path(place) / "today"
        _make(today)
        for number in range(count):
            name = list(_DAMAGES)[number % len(_DAMAGES)]
            folder = Path(place) / "copy"
            shutil.copytree(today, folder)
            _DAMAGES[name](folder, chance)
            try:
                found = look(folder / "counter.db")
                untold[name] += found != 2 * _DEPOSITS
                harmless += found == 2 * _DEPOSITS
            except (StoreError, DriverError):
                told[name] += 1
            shutil.rmtree(folder)
    tried: dict[str, float | str] = {name: told[name] for name in _DAMAGES}
    if look is _count:
        tried = {"copies": count}
        untold["counted as whole"] = harmless
    elif harmless:
        tried["in pages that hold nothing"] = harmless
    return Findings(tried, {name: untold[name] for name in (*_DAMAGES, "counted as whole")})


def _make(today: Path) -> None:
    """Today's files, of which the last deposits are in the `-wal`; yesterday's in `older`."""
    path = today / "counter.db"
    furnish(path)
    store = Store.open(path, KEY)
    for number in range(_DEPOSITS):
        deposit(store, f"old.{number}")
    shutil.copyfile(path, today / "older")
    reader = open_connection(path, KEY)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM deposits").fetchone()
    for number in range(_DEPOSITS):
        deposit(store, f"new.{number}")
    for file in list(today.iterdir()):  # as they are while somebody reads
        shutil.copyfile(file, today / f"{file.name}.then")
    reader.close()
    store.close()


def _as_then(folder: Path) -> None:
    for file in list(folder.glob("*.then")):
        file.replace(folder / file.name.removesuffix(".then"))


def _turn_a_bit(folder: Path, chance: random.Random) -> None:
    content = bytearray((folder / "counter.db").read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    (folder / "counter.db").write_bytes(content)


def _blank_a_page(folder: Path, chance: random.Random) -> None:
    content = bytearray((folder / "counter.db").read_bytes())
    at = chance.randrange(len(content) // _PAGE) * _PAGE
    content[at : at + _PAGE] = bytes(_PAGE)
    (folder / "counter.db").write_bytes(content)


def _exchange_pages(folder: Path, chance: random.Random) -> None:
    content = bytearray((folder / "counter.db").read_bytes())
    one, other = (at * _PAGE for at in chance.sample(range(len(content) // _PAGE), 2))
    first, second = bytes(content[one : one + _PAGE]), bytes(content[other : other + _PAGE])
    content[one : one + _PAGE], content[other : other + _PAGE] = second, first
    (folder / "counter.db").write_bytes(content)


def _cut_the_end(folder: Path, chance: random.Random) -> None:
    content = (folder / "counter.db").read_bytes()
    (folder / "counter.db").write_bytes(content[: chance.randrange(1, len(content))])


def _leave_the_wal(folder: Path, chance: random.Random) -> None:  # noqa: ARG001
    _as_then(folder)
    (folder / "counter.db-wal").unlink()
    (folder / "counter.db-shm").unlink(missing_ok=True)


def _put_back_an_older_one(folder: Path, chance: random.Random) -> None:  # noqa: ARG001
    (folder / "older").replace(folder / "counter.db")


_DAMAGES: dict[str, _Damage] = {
    "a bit turned": _turn_a_bit,
    "a page blank": _blank_a_page,
    "two pages exchanged": _exchange_pages,
    "the end cut off": _cut_the_end,
    "the -wal left behind": _leave_the_wal,
    "an older copy": _put_back_an_older_one,
}


def _read_all(path: Path) -> int:
    """What opening and `journal verify` read; how many deposits are there, whole."""
    store = Store.open(path, KEY)
    try:
        with store.reading() as database:
            if journal_verification.walk(database).broken is not None:
                raise StoreError("store.database_damaged", file=str(path))
            if page_check.damaged(database, whole=True):
                raise StoreError("store.database_damaged", file=str(path))
            return sum(1 for _ in deposits.in_order(database))
    finally:
        store.close()


def _count(path: Path) -> int:
    database: Database = open_connection(path, KEY)
    try:
        (found,) = database.execute("SELECT count(*) FROM deposits").fetchone()
        return int(found)
    finally:
        database.close()
