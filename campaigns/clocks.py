"""Clocks set wrong at a real counter: numbers and times go on, and the jump is told.

A deposit then waits until a supervisor has stated the time. Between two deposits the clock
moves as clocks do (a day or a year back or ahead, summer time,
the midnight of the new year) or by chance. And one person alone says the time again and again,
each time as far ahead as a clock is believed.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from campaigns.apparatus.counters import AGENCY, CLERK, PASSWORD, at_the_desk, deposit, request
from campaigns.frame import Findings
from cnss_counter.errors import AnswerIsNo, BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.day import clock_watch
from cnss_counter.storage.database import Store
from cnss_counter.storage.vault.keyring import LOWEST_COST, Keyring

SHORT, LONG = 25, 1_000
CONTROL_BREAKS = frozenset({"times_going_back", "days_walked_by_words"})
_RABAT, _RABAT_IN_RAMADAN = timezone(timedelta(hours=1)), timezone(timedelta(0))
_JUMPS_OF_CONTROL = 25
_BACK, _AHEAD = timedelta(minutes=2), timedelta(days=5)
_LATER = timedelta(minutes=1)
"""What a supervisor's watch shows after the last deposit, when the clock is wrong. A thousand of
them are less than a day: as far as words go without a clock."""
_WORDS, _EACH = 8, timedelta(days=4, hours=23)
_BEFORE_NEW_YEAR = datetime(2025, 11, 30, 10, 0, tzinfo=_RABAT)

_KNOWN = (
    datetime(2025, 2, 20, 10, 0, tzinfo=_RABAT),
    datetime(2025, 2, 19, 10, 0, tzinfo=_RABAT),  # a day back
    datetime(2025, 2, 20, 10, 5, tzinfo=_RABAT),
    datetime(2024, 2, 20, 10, 10, tzinfo=_RABAT),  # a year back
    datetime(2025, 2, 20, 10, 15, tzinfo=_RABAT),
    datetime(2025, 2, 21, 10, 0, tzinfo=_RABAT),
    datetime(2025, 2, 22, 16, 0, tzinfo=_RABAT),
    datetime(2025, 2, 23, 2, 59, 59, tzinfo=_RABAT),  # Ramadan: 03:00 is 02:00 again
    datetime(2025, 2, 23, 2, 0, tzinfo=_RABAT_IN_RAMADAN),
    datetime(2025, 2, 24, 9, 0, tzinfo=_RABAT_IN_RAMADAN),
    datetime(2025, 12, 31, 23, 59, 59, tzinfo=_RABAT),
    datetime(2026, 1, 1, 0, 0, tzinfo=_RABAT),  # the first number of a year
    datetime(2025, 12, 31, 23, 59, 58, tzinfo=_RABAT),  # and back over midnight
    datetime(2026, 1, 1, 0, 0, 30, tzinfo=_RABAT),
    datetime(2027, 1, 1, 9, 0, tzinfo=_RABAT),  # a year ahead
    datetime(2026, 1, 2, 9, 0, tzinfo=_RABAT),
)


class _Line(NamedTuple):
    """A deposit as the journal tells it."""

    reference: str
    written_at: datetime
    is_flagged: bool


def run(count: int, seed: int) -> Findings:
    lines, expected = _play(count, seed)
    walked = _walk_by_words(_BEFORE_NEW_YEAR - timedelta(days=400))
    return _findings([line.written_at for line in lines], lines, expected, walked)


def control(seed: int) -> Findings:
    """Events that bear the computer's time, as most programs write them; it repeats each word."""
    lines, expected = _play(_JUMPS_OF_CONTROL, seed)
    clock = list(_moments(_JUMPS_OF_CONTROL, random.Random(seed)))
    return _findings(clock, lines, expected, _walk_by_words(None))


def _findings(
    times: list[datetime], lines: list[_Line], expected: list[bool], walked: timedelta
) -> Findings:
    numbers = [tuple(map(int, line.reference.split("-")[3:5])) for line in lines]
    told = list(zip(expected, lines, strict=True))
    broken = {
        "times_going_back": sum(later <= earlier for earlier, later in pairwise(times)),
        "numbers_not_next": sum(not _follows(*pair) for pair in pairwise(numbers)),
        "jumps_not_told": sum(e and not line.is_flagged for e, line in told),
        "told_for_nothing": sum(line.is_flagged and not e for e, line in told),
        "days_walked_by_words": max(0, (walked - _AHEAD).days),
    }
    tried = {"deposits": len(lines), "jumps": sum(expected), "words": _WORDS}
    return Findings(tried, broken)


def _follows(number: tuple[int, ...], following: tuple[int, ...]) -> bool:
    (year, sequence), (next_year, next_sequence) = number, following
    if next_year == year:
        return next_sequence == sequence + 1
    return next_year > year and next_sequence == 1


def _moments(count: int, chance: random.Random) -> Iterator[datetime]:
    yield from _KNOWN[:count]
    at = _KNOWN[-1]
    for _ in range(count - len(_KNOWN)):
        days = chance.choice((0, 0, 0, -1, 1, -365, 365, 3650, -3650))
        at += timedelta(days=days, minutes=chance.uniform(3, 600))
        if not 1950 < at.year < 2100:
            at = _KNOWN[-1]
        yield at


def _play(count: int, seed: int) -> tuple[list[_Line], list[bool]]:
    """One deposit at each moment, and whether the clock should have been found suspect."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        moments = list(_moments(count, random.Random(seed)))
        real = replace(AGENCY, is_training=False)
        set_up(home, real, CLERK, PASSWORD, clock=lambda: moments[0], cost=LOWEST_COST)
        last, expected = moments[0], []
        for number, at in enumerate(moments, 1):
            is_wrong = at < last - _BACK or at > last + _AHEAD
            last = last + _LATER if is_wrong else max(last, at)
            expected.append(is_wrong)
            _deposit(home, number, at, last)
        return _lines(home), expected


def _deposit(home: Home, number: int, at: datetime, true_time: datetime) -> None:
    """A deposit by this clock; a supervisor states the time when the counter asks for it."""
    with at_the_desk(home, clock=partial(_constant, at)) as session:
        draft = request(session, number)
        stored = session.drafts.new(session.cleaned(draft))
        try:
            deposit(session, stored.id, draft)
        except AnswerIsNo:  # `guard.clock`
            clock_watch.state_time(session.context, CLERK.code, PASSWORD, true_time)
            deposit(session, stored.id, draft)


def _walk_by_words(computer: datetime | None) -> timedelta:
    """How far one person alone leads the journal; the computer's clock stands, or says the same."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        real = replace(AGENCY, is_training=False)
        start = last = _BEFORE_NEW_YEAR
        set_up(home, real, CLERK, PASSWORD, clock=partial(_constant, start), cost=LOWEST_COST)
        for _ in range(_WORDS):
            said = last + _EACH
            with at_the_desk(home, clock=partial(_constant, computer or said)) as session:
                with suppress(BadInputError):
                    clock_watch.state_time(session.context, CLERK.code, PASSWORD, said)
                last = clock_watch.last_entry_at(session.context) or start
        return last - start


def _lines(home: Home) -> list[_Line]:
    keyring = Keyring(home.keyring, home.machine_secret, is_real=True)
    store = Store.open(home.database, keyring.open(CLERK.code, PASSWORD))
    with store.reading() as database:
        rows = database.execute(
            "SELECT entity, at, body FROM journal WHERE kind = 'request_deposited' ORDER BY n"
        ).fetchall()
    store.close()
    return [_line(*row) for row in rows]


def _line(reference: str, at: str, body: str) -> _Line:
    said = json.loads(body)
    return _Line(reference, datetime.fromisoformat(at), said["is_clock_suspect"])


def _constant(at: datetime) -> datetime:
    return at
