"""One page of a counter's database damaged, any of them: it is told, and nothing fails oddly.

A bit turned, the page blank, another page's content in its place: then what `journal verify --all`
looks at, and the next deposit.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from campaigns.frame import Findings
from cnss_counter.errors import StoreError
from cnss_counter.storage.database import Store
from cnss_counter.storage.tables import drafts, journal, receipt_prints
from cnss_counter.storage.vault import journal_verification
from testkit.depositing import KEY, MOMENT, deposit, furnish, request

SHORT, LONG = 200, 10_000
CONTROL_BREAKS = frozenset({"silent"})
_TURNS_OF_CONTROL = 200
_DEPOSITS = 12
_PAGE = 4096
_Look = Callable[[Store], bool]


def run(count: int, seed: int) -> Findings:
    return _play(count, seed, _looks_whole)


def control(seed: int) -> Findings:
    """A `journal verify --all` that walks the journal, and looks at no page beside."""
    return _play(_TURNS_OF_CONTROL, seed, _walks)


def _looks_whole(store: Store) -> bool:
    return not store.damaged_pages(whole=True) and _walks(store)


def _walks(store: Store) -> bool:
    with store.reading() as database:
        return journal_verification.walk(database).broken is None


def _play(count: int, seed: int, looks_whole: _Look) -> Findings:
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    with TemporaryDirectory() as place:
        today = Path(place) / "today"
        _make(today)
        for number in range(count):
            folder = Path(shutil.copytree(today, Path(place) / "copy"))
            file = folder / "counter.db"
            content = bytearray(file.read_bytes())
            page = number // len(_DAMAGES) % (len(content) // _PAGE)
            _DAMAGES[number % len(_DAMAGES)](content, page * _PAGE, chance)
            if content != file.read_bytes():
                file.write_bytes(content)
                done["pages"] += 1
                done[_what_comes_of(file, looks_whole)] += 1
            shutil.rmtree(folder)
    tried = {name: done[name] for name in ("pages", "told at once", "told when looked for")}
    broken = {"silent": done["silent"], "odd": done["odd"]}
    return Findings(tried if looks_whole is _looks_whole else {"pages": done["pages"]}, broken)


def _what_comes_of(file: Path, looks_whole: _Look) -> str:
    try:
        store = Store.open(file, KEY)
    except StoreError:
        return "told at once"
    try:
        is_whole = looks_whole(store)
        deposit(store, "after it")
    except StoreError:
        return "told at once"
    except Exception:  # noqa: BLE001 – what is counted here
        return "odd"
    finally:
        store.close()
    return "silent" if is_whole else "told when looked for"


def _make(today: Path) -> None:
    """A counter in whose every table something stands."""
    path = today / "counter.db"
    furnish(path)
    store = Store.open(path, KEY)
    for number in range(_DEPOSITS):
        reference = deposit(store, f"before.{number}")
        with store.writing() as database:
            receipt_prints.add(database, reference, 0, "A17", "pdf", MOMENT)
            drafts.create(database, "A17", request("").draft, MOMENT)
            database.execute("INSERT INTO search_salts (salt) VALUES (randomblob(16))")
            journal.append(database, MOMENT, "A17", "persons_searched", "", {})
    store.close()


def _turn_a_bit(content: bytearray, at: int, chance: random.Random) -> None:
    content[at + chance.randrange(_PAGE)] ^= 1 << chance.randrange(8)


def _blank(content: bytearray, at: int, _: random.Random) -> None:
    content[at : at + _PAGE] = bytes(_PAGE)


def _take_another(content: bytearray, at: int, chance: random.Random) -> None:
    other = chance.randrange(len(content) // _PAGE) * _PAGE
    content[at : at + _PAGE] = content[other : other + _PAGE]


_DAMAGES = (_turn_a_bit, _blank, _take_another)
