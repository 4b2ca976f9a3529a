"""Looking things up among a million requests: `make million` builds them once and measures.

The counter is built in the folder `build`, measured at a hundred thousand requests, and again
at a million: through the desk, as the screens ask. Milliseconds are of this machine; the growth
between the two is not.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.many_requests import FIRST_NAMES, LAST_NAMES, MILLION, Invented, fill
from cnss_counter.paths import Home
from cnss_counter.services.access import login
from cnss_counter.services.day import training
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import deposits

TENTH = MILLION // 10
ASKED = 1_000
_FOLDER = Path("build") / "million"

_Milliseconds = dict[str, list[float]]
GOALS = {
    "number, p99 ms": 20,
    "reference, p99 ms": 20,
    "identity document, p99 ms": 20,
    "phone, p99 ms": 20,
    "name in Latin letters, p99 ms": 100,
    "name in Arabic letters, p99 ms": 100,
    "counts of the home screen, p99 ms": 50,
}
_KEYS = ("number", "reference", "identity document", "phone")
_GROWTH = 3.0


def rows() -> Iterator[tuple[str, float, float]]:
    """(name, measured, goal) for each figure at a million, then the growth of each look-up."""
    home = Home(_FOLDER)
    small = _measured(home, TENTH)
    large = _measured(home, MILLION)
    for name, goal in GOALS.items():
        yield name, _p99(large[name.partition(",")[0]]), goal
    for key in _KEYS:
        growth = statistics.median(large[key]) / statistics.median(small[key])
        yield f"{key}: a million / a hundred thousand, median", growth, _GROWTH


def _measured(home: Home, requests: int) -> _Milliseconds:
    """Every look-up among so many requests, in random order, after those it takes to warm up."""
    for there in fill(home, requests):
        print(f"  … {there:,} requests", end="\r", flush=True)
    account = training.clerk_account()
    session = login.log_in(home, account.code, account.password, training=True)
    try:
        _look_up(session, requests, ASKED // 10)
        return _look_up(session, requests, ASKED)
    finally:
        session.log_out()


def _look_up(session: Session, requests: int, times: int) -> _Milliseconds:
    chance = random.Random(times)
    taken: _Milliseconds = {}
    for _ in range(times):
        number = chance.randrange(requests)
        number -= number % 10 == 0  # a number that somebody bears
        for kind, work in _questions(session, max(number, 1), chance):
            start = time.perf_counter()
            work()
            taken.setdefault(kind, []).append((time.perf_counter() - start) * 1000)
    return taken


def _questions(
    session: Session, number: int, chance: random.Random
) -> Iterator[tuple[str, Callable[[], object]]]:
    person = Invented(number).answers
    with session.context.store.reading() as database:
        done = deposits.with_draft(database, f"many.{number}")
    reference = done.reference if done else ""
    first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
    typed = chance.randint(3, 12)
    yield "number", lambda: session.find(person["immatriculation_number"]).persons[0]
    yield "reference", lambda: session.find(reference).requests[0]
    yield "identity document", lambda: session.find(person["identity_number"]).persons[0]
    yield "phone", lambda: session.find(person["phone"]).persons[0]
    yield "name in Latin letters", lambda: session.find(f"{first[0]} {last[0]}"[:typed])
    yield "name in Arabic letters", lambda: session.find(f"{first[1]} {last[1]}"[:typed])
    yield "counts of the home screen", session.home_summary


def _p99(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=100)[98]


if __name__ == "__main__":
    for name, measured, goal in rows():
        print(f"{name}: {measured:.2f} (goal ≤ {goal})")
