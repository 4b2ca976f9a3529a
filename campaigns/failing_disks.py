"""A disk that is full, or fails, from any call on: a clear word, and nothing promised is lost.

The disk begins to refuse at the k-th call of a counter that serves two clients, for each k: once
as a full disk does (ENOSPC, a write half done), once as a failing one (EIO, flushes too). Then
the disk is well again, and the counter goes on with what it had in hand. Where a mount is
allowed, the same on a real file system that is full, and on one that is read-only.
"""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from campaigns.apparatus import counters, small_disk
from campaigns.apparatus.watched_disk import environment
from campaigns.frame import Findings
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.database import Store
from cnss_counter.storage.tables import deposits, receipt_prints
from cnss_counter.storage.vault import journal_verification
from cnss_counter.storage.vault.keyring import Keyring
from testkit.mounting import NotPossibleHereError

SHORT, LONG = 10, 100_000
CONTROL_BREAKS = frozenset({"lost", "not_well_after"})
"""What was said too early is lost, and its paper cannot be printed once the disk is well."""

_CALLS_OF_CONTROL = 12
_CLEAR = {
    errno.ENOSPC: {"store.disk_full"},
    errno.EIO: {"store.disk_error", "store.unwritable"},
}
_KINDS = ("lost", "doubled", "gap", "chain", "unclear", "bug", "not_well_after", "damaged")

_Ask = Callable[[int, int], tuple[dict[str, Any], list[str]]]
"""At which call the disk begins to refuse, and how: what was told, and what is broken."""


def run(count: int, seed: int) -> Findings:  # noqa: ARG001  every call is tried
    tried, found = _refuse(count, is_hasty=False)
    for name, fill in (("full", small_disk.fill_up), ("read-only", small_disk.refuse_all)):
        try:
            tried[f"{name} file systems"], broken = fill()
        except NotPossibleHereError as lack:
            tried[f"{name} file systems"] = f"not done: {lack}"
        else:
            found.update(broken)
    return Findings(tried, {kind: found[kind] for kind in _KINDS})


def control(seed: int) -> Findings:  # noqa: ARG001
    """A reference said before its transaction has ended."""
    tried, found = _refuse(_CALLS_OF_CONTROL, is_hasty=True)
    return Findings(tried, {kind: found[kind] for kind in _KINDS})


def _refuse(count: int, *, is_hasty: bool) -> tuple[dict[str, float | str], Counter[str]]:
    found: Counter[str] = Counter()
    promised = refused = 0
    with _counter(is_hasty=is_hasty) as ask:
        calls = ask(-1, 0)[0]["calls"]
        numbers = sorted({calls * n // count for n in range(count)})
        for refusal in _CLEAR:
            for number in numbers:
                told, broken = ask(number, refusal)
                found.update(broken)
                promised += len(told["promised"])
                refused += bool(told["refused_before"])
    tried: dict[str, float | str] = {
        "calls of two clients": calls,
        "calls refused": len(numbers) * len(_CLEAR),
        "told so": refused,
        "promised": promised,
    }
    return tried, found


@contextmanager
def _counter(*, is_hasty: bool) -> Iterator[_Ask]:
    """Counters on failing disks, one after the other, each new."""
    program = ("-m", "campaigns.apparatus.failing_counter", str(int(is_hasty)))
    with tempfile.TemporaryDirectory() as place:
        made, home = Home(Path(place) / "made"), Home(Path(place) / "home")
        counters.make(made)
        serving = subprocess.Popen(
            [sys.executable, *program], text=True, env=environment(Path(place)),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

        def ask(call: int, refusal: int) -> tuple[dict[str, Any], list[str]]:
            shutil.copytree(made.folder, home.folder)
            assert serving.stdin is not None
            assert serving.stdout is not None
            print(home.folder, call, refusal, file=serving.stdin, flush=True)
            told = json.loads(serving.stdout.readline())
            broken = list(_broken(home, told, refusal))
            shutil.rmtree(home.folder)
            return told, broken

        with serving:
            yield ask


def _broken(home: Home, told: dict[str, Any], refusal: int) -> Iterator[str]:
    if told["bug"]:
        print(told["bug"], file=sys.stderr)
        yield "bug"
    for code in set(told["refused_before"]) - _CLEAR.get(refusal, set()):
        print(f"{errno.errorcode[refusal]} was told as {code}", file=sys.stderr)
        yield "unclear"
    yield from ["not_well_after"] * bool(told["refused"])
    try:
        yield from _missing(home, dict(told["promised"]))
    except StoreError:
        yield "damaged"


def _missing(home: Home, promised: dict[str, str]) -> Iterator[str]:
    keyring = Keyring(home.keyring, home.machine_secret, is_real=False)
    store = Store.open(home.database, keyring.open(counters.CLERK.code, counters.PASSWORD))
    with store.reading() as database:
        stored = {done.draft_id: done.reference for done in deposits.in_order(database)}
        broken_link = journal_verification.walk(database).broken
        unprinted = [r for r in stored.values() if not receipt_prints.count(database, r)]
    store.close()
    for draft, reference in promised.items():
        yield from ["lost"] * (stored.get(draft) != reference)
    numbers = sorted(int(reference.split("-")[4]) for reference in stored.values())
    yield from ["doubled"] * (len(set(numbers)) < len(numbers))
    yield from ["gap"] * (numbers != list(range(1, len(numbers) + 1)))
    yield from ["chain"] * (broken_link is not None)
    yield from ["not_well_after"] * bool(unprinted)
