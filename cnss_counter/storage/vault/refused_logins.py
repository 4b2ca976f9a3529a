"""Logins that were refused, kept in a file until somebody can log in and journal them.

The journal is encrypted, and nobody who was refused has its key. What was typed is not kept:
only the slot that was tried, or that there was none, how often, and when.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.private_files import read_whole, turn, write_whole

UNKNOWN = "unknown"
"""Instead of a slot, when the code typed has none."""


class RefusedLogins(NamedTuple):
    """How often one slot was tried in vain, and when first and last (ISO 8601)."""

    times: int
    first: str
    last: str


_SPOILT = RefusedLogins(0, "", "")
"""Somebody spoilt the file: that is told too."""

_SLOT = re.compile(r"[0-9a-f]{64}")


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
        stored = json_files.read(read_whole(home.refused_logins))
        return {_slot(name): _told(*told) for name, told in stored.items()}
    except (StoreError, ValueError, TypeError, AttributeError):
        return {UNKNOWN: _SPOILT}


def forget(home: Home) -> None:
    """They are in the journal now."""
    with suppress(OSError):
        home.refused_logins.unlink(missing_ok=True)


def _slot(name: str) -> str:
    if name != UNKNOWN and not _SLOT.fullmatch(name):
        raise ValueError(name)
    return name


def _told(times: int, first: str, last: str) -> RefusedLogins:
    """All three go into the journal as they are, so nothing else may stand there."""
    if type(times) is not int or times < 0:
        raise ValueError(times)
    for moment in filter(None, (first, last)):
        if datetime.fromisoformat(moment).isoformat(timespec="seconds") != moment:
            raise ValueError(moment)
    return RefusedLogins(times, first, last)
