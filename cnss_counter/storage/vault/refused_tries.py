"""Passwords and codes that a closed counter refused, kept in a file until somebody logs in.

The journal is encrypted, and nobody who was refused has its key. What was typed is not kept:
only the slot that was tried, or that there was none, for what, how often, and when.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from typing import Any, Literal, NamedTuple, get_args

from cnss_counter import limits
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.lock_files import turn
from cnss_counter.storage.files.private_files import write_whole
from cnss_counter.storage.vault.keyring import RECOVERY

Door = Literal["login", "choose_password", "resume", "recover", "restore"]
"""What a closed counter is opened for."""

UNKNOWN = "unknown"
"""Instead of a slot, when the code typed has none."""


class Tried(NamedTuple):
    """Which slot was tried, and for what; both `unknown` where somebody spoilt the file."""

    slot: str
    door: str


class Refused(NamedTuple):
    """How often it was refused, and when first and last (ISO 8601)."""

    times: int
    first: str
    last: str

    def and_then(self, other: Refused) -> Refused:
        """Both together."""
        first = min(filter(None, (self.first, other.first)), default="")
        return Refused(self.times + other.times, first, max(self.last, other.last))

    def since(self, before: Refused) -> Refused:
        """What came after it: the first of these is not known better than that."""
        return Refused(self.times - before.times, before.last, self.last)


_SPOILT = {Tried(UNKNOWN, UNKNOWN): Refused(0, "", "")}
"""Somebody spoilt the file: that is told too."""

_SLOT = re.compile(rf"[0-9a-f]{{64}}|{UNKNOWN}|{RECOVERY}")
_VERSION = 2


def note(home: Home, slot: str | None, door: Door, at: datetime) -> None:
    """Write one refusal down. A disk that refuses this too changes nothing for the clerk."""
    moment = at.isoformat(timespec="seconds")
    tried, now = Tried(slot or UNKNOWN, door), Refused(1, moment, moment)
    with suppress(StoreError), _turn(home):
        known = dict(waiting(home))
        known[tried] = known[tried].and_then(now) if tried in known else now
        _write(home, known)


def waiting(home: Home) -> Mapping[Tried, Refused]:
    """The refusals that the journal does not tell yet.

    Raises `StoreError` for a file that this account may not read: that is not spoilt.
    """
    if not home.refused_tries.exists():
        return {}
    try:
        stored = json_files.read_file(home.refused_tries, limits.STATE)
        return _tries(stored) if "version" in stored else _logins(stored)
    except (ValueError, TypeError, KeyError, AttributeError):
        return _SPOILT


def forget(home: Home, told: Mapping[Tried, Refused]) -> None:
    """These are in the journal now; what was refused meanwhile waits for the next login."""
    with suppress(StoreError, OSError), _turn(home):
        left = {
            tried: now.since(told[tried]) if tried in told else now
            for tried, now in waiting(home).items()
            if now != told.get(tried)
        }
        if left:
            _write(home, left)
        else:
            home.refused_tries.unlink(missing_ok=True)


def _turn(home: Home) -> AbstractContextManager[None]:
    return turn(home.refused_tries.with_suffix(".lock"))


def _write(home: Home, known: Mapping[Tried, Refused]) -> None:
    tries = [{**tried._asdict(), **refused._asdict()} for tried, refused in known.items()]
    content = {"version": _VERSION, "tries": tries}
    write_whole(home.refused_tries, json.dumps(content).encode("ascii"))


def _tries(stored: dict[str, Any]) -> dict[Tried, Refused]:
    if stored["version"] != _VERSION or stored.keys() != {"version", "tries"}:
        raise ValueError(stored["version"])
    return dict(map(_try, stored["tries"]))


def _try(stored: dict[str, Any]) -> tuple[Tried, Refused]:
    if stored.keys() != {*Tried._fields, *Refused._fields}:
        raise ValueError(stored)
    tried = Tried(_slot(stored["slot"]), stored["door"])
    if tried.door not in get_args(Door) and tried not in _SPOILT:
        raise ValueError(tried.door)
    return tried, _refused(stored["times"], stored["first"], stored["last"])


def _logins(stored: dict[str, Any]) -> dict[Tried, Refused]:
    """Version 1, which had logins alone: slot → times, first, last."""
    return {Tried(_slot(name), "login"): _refused(*told) for name, told in stored.items()}


def _slot(name: str) -> str:
    if not _SLOT.fullmatch(name):
        raise ValueError(name)
    return name


def _refused(times: int, first: str, last: str) -> Refused:
    """All three go into the journal as they are, so nothing else may stand there."""
    if type(times) is not int or times < 0:
        raise ValueError(times)
    for moment in filter(None, (first, last)):
        if datetime.fromisoformat(moment).isoformat(timespec="seconds") != moment:
            raise ValueError(moment)
    return Refused(times, first, last)
