"""Logins that were refused, kept in a file until somebody can log in and journal them.

The journal is encrypted, and nobody who was refused has its key. What was typed is not kept:
only the slot that was tried, or that there was none, how often, and when.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import read_whole, turn, write_whole

UNKNOWN = "unknown"
"""Instead of a slot, when the code typed has none."""


class RefusedLogins(NamedTuple):
    """How often one slot was tried in vain, and when first and last (ISO 8601)."""

    times: int
    first: str
    last: str


def note(home: Home, slot: str | None, at: datetime) -> None:
    """Write one refusal down. A disk that refuses this too changes nothing for the clerk."""
    with suppress(StoreError), turn(home.refused_logins.with_suffix(".lock")):
        known = dict(waiting(home))
        before = known.get(slot or UNKNOWN)
        moment = at.isoformat(timespec="seconds")
        first, times = (before.first, before.times) if before else (moment, 0)
        known[slot or UNKNOWN] = RefusedLogins(times + 1, first, moment)
        write_whole(home.refused_logins, json.dumps(known).encode("ascii"))


def waiting(home: Home) -> Mapping[str, RefusedLogins]:
    """The refusals that the journal does not tell yet, by slot."""
    if not home.refused_logins.exists():
        return {}
    try:
        stored = json.loads(read_whole(home.refused_logins))
        return {str(slot): RefusedLogins(*told) for slot, told in stored.items()}
    except (ValueError, TypeError, AttributeError):
        return {UNKNOWN: RefusedLogins(0, "", "")}  # somebody spoilt it: that is told too


def forget(home: Home) -> None:
    """They are in the journal now."""
    with suppress(OSError):
        home.refused_logins.unlink(missing_ok=True)
