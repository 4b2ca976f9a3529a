"""Cut the power at any call to the disk, and let the disk forget what it was allowed to forget.

A counter plays a day, from its first start to receipts, a new password and a backup put back,
while every call to the disk is recorded. Then, without the counter, thousands of states are built
in which the power failed somewhere in between (`apparatus/crash_states.py`), and each is opened:
whatever was said before the cut must be there.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from campaigns.apparatus.counters import CLERK, PASSWORD
from campaigns.apparatus.crash_states import MODELS, CrashingDisk
from campaigns.apparatus.recorded_counter import NEW_PASSWORD, PUT_BACK, SAID
from campaigns.apparatus.watched_disk import Call, calls, environment
from campaigns.frame import Findings
from cnss_counter.errors import AccessError, CounterError
from cnss_counter.paths import Home
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files import backup
from cnss_counter.storage.tables import deposits, drafts, receipt_prints
from cnss_counter.storage.vault import journal_verification
from cnss_counter.storage.vault.keyring import Keyring

SHORT, LONG = 30, 10_000
CONTROL_BREAKS = frozenset({"set_up", "deposit", "draft", "receipt", "put_back", "unopened"})
"""Something said is gone; where its anchor remembers it, the counter does not open."""

_KINDS = (*sorted(CONTROL_BREAKS), "password", "backup", "chain", "doubled")
_STATES_OF_A_DAY = 250
_DEPOSITS_A_DAY = 10
_MEMORY = next((place for place in ("/dev/shm",) if Path(place).is_dir()), None)
"""Flushes cost nothing there, and no state needs them: what they did is in the record."""

_STATES_OF_CONTROL = 30


def run(count: int, seed: int) -> Findings:
    return _replay(count, seed, "FULL")


def control(seed: int) -> Findings:
    """`synchronous=NORMAL`, as most guides advise."""
    return _replay(_STATES_OF_CONTROL, seed, "NORMAL")


def _replay(count: int, seed: int, synchronous: str) -> Findings:
    chance = random.Random(seed)  # a campaign that can be played again
    found: Counter[str] = Counter()
    promises = states = 0
    while states < count:
        with tempfile.TemporaryDirectory(dir=_MEMORY) as folder:
            log = _record(Path(folder), synchronous)
            wanted = min(_STATES_OF_A_DAY, count - states)
            for state, said in _states(Path(folder), list(calls(log)), wanted, chance):
                found.update(_broken(state, said))
                promises += len(said)
                states += 1
    tried: dict[str, float | str] = {
        "states": states,
        "promises": promises,
        "synchronous": synchronous,
    }
    return Findings(tried, {kind: found[kind] for kind in _KINDS})


def _record(folder: Path, synchronous: str) -> Path:
    root, log = folder / "disk", folder / "log"
    root.mkdir()
    program = ("-m", "campaigns.apparatus.recorded_counter", root, synchronous)
    subprocess.run(
        [sys.executable, *program, str(_DEPOSITS_A_DAY)],
        check=True,
        env=environment(root, log=log),
    )
    return log


def _states(
    folder: Path, log: list[Call], count: int, chance: random.Random
) -> Iterator[tuple[Path, list[list[str]]]]:
    """States after a cut, each with what had been said until then."""
    root, state = folder / "disk", folder / "state"
    cuts = Counter(chance.choices(range(1, len(log) + 1), k=count))
    disks = [CrashingDisk(root, model) for model in MODELS]
    said: list[list[str]] = []
    for done, call in enumerate(log, 1):
        if call.path == str(root / SAID):
            said += [line.split() for line in call.data.decode().splitlines()]
        else:
            for disk in disks:
                disk.follow(call)
        for _ in range(cuts[done]):
            chance.choice(disks).lay_out(state, chance)
            yield state, said
            shutil.rmtree(state)


def _broken(state: Path, said: list[list[str]]) -> Iterator[str]:
    """What was promised and is not there, by kind."""
    promised = {kind: [rest for k, *rest in said if k == kind] for kind, *_ in said}
    yield from _broken_home(Home(state / "home"), promised)
    if "put_back" in promised:
        there = {**promised, "deposit": promised["deposit"] + promised.get("deposit_there", [])}
        found = _broken_home(Home(state / PUT_BACK), {**there, "receipt": [], "backup": []})
        yield from ["put_back" for _ in found]


def _broken_home(home: Home, promised: dict[str, list[list[str]]]) -> Iterator[str]:
    if not home.is_set_up:
        yield from ["set_up"] * ("set_up" in promised)
        return
    try:
        key = _key(home, has_changed="password" in promised)
        store = Store.open(home.database, key)
        with store.reading() as database:
            yield from _missing(database, home, promised)
        store.close()
    except AccessError:
        yield "password"
    except CounterError:
        yield "unopened"


def _key(home: Home, *, has_changed: bool) -> bytes:
    """The key, by the password said last; before a change is said, either may hold."""
    keyring = Keyring(home.keyring, home.machine_secret, is_real=False)
    try:
        return keyring.open(CLERK.code, NEW_PASSWORD)
    except AccessError:
        if has_changed:
            raise
        return keyring.open(CLERK.code, PASSWORD)


def _missing(database: Database, home: Home, promised: dict[str, list[list[str]]]) -> Iterator[str]:
    if journal_verification.walk(database).broken is not None:
        yield "chain"
    stored = {deposit.draft_id: deposit.reference for deposit in deposits.in_order(database)}
    yield from ["doubled"] * (len(stored) - len(set(stored.values())))
    for draft, reference in promised.get("deposit", []):
        yield from ["deposit"] * (stored.get(draft) != reference)
    kept = {draft.id for draft in drafts.of_clerk(database, CLERK.code)}
    for (draft,) in promised.get("draft", []):
        yield from ["draft"] * (draft not in kept and draft not in stored)
    for (name,) in promised.get("backup", []):
        yield from ["backup"] * (not _is_whole(home.backups / name))
    for reference, name, hashed in promised.get("receipt", []):
        paper = home.receipts / name
        is_there = paper.exists() and sha256(paper.read_bytes()).hexdigest() == hashed
        yield from ["receipt"] * (not is_there or not receipt_prints.count(database, reference))


def _is_whole(file: Path) -> bool:
    with tempfile.TemporaryDirectory(dir=_MEMORY) as place:
        try:
            backup.unpack(file, Path(place), _nobody)
        except (CounterError, OSError):
            return False
    return True


def _nobody(_done: int, _total: int) -> None:
    pass
