"""Slots as `keys.json` holds them: each value is looked at before anything is made of it."""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from typing import Any, get_args

from cnss_counter.storage.vault.slots import Kind, PasswordCost, Slot

_HIGHEST_COST = PasswordCost(memory=1024 * 1024, passes=64, lanes=16)
"""More than this nobody ever asked for: a slot that says so would stop the computer."""

_LEAST_MEMORY = 8
"""KiB for each lane, by argon2's own rule."""

_BYTES = {"salt": (16,), "nonce": (12,), "public": (0, 32)}
_BASE64 = (*_BYTES, "sealed", "key", "next_key")
_TEXTS = ("id", "kind", "until", "witness", "next_witness")


def read(stored: dict[str, Any]) -> Slot:
    """One slot of the file.

    Raises `ValueError`, `TypeError`, `KeyError` or `AttributeError` for what this program would
    not have written there.
    """
    slot = Slot(**{**stored, "cost": PasswordCost(**stored["cost"])})
    for name in _TEXTS:
        getattr(slot, name).encode("ascii")
    for name in _BASE64:
        length = len(b64decode(getattr(slot, name), validate=True))
        if length not in _BYTES.get(name, (length,)):
            raise ValueError(name)
    if slot.kind not in get_args(Kind) or not _is_possible(slot.cost):
        raise ValueError(slot.id)
    if slot.until and datetime.fromisoformat(slot.until).tzinfo is None:
        raise ValueError(slot.id)
    return slot


def _is_possible(cost: PasswordCost) -> bool:
    memory, passes, lanes = cost.memory, cost.passes, cost.lanes
    if not all(type(number) is int for number in (memory, passes, lanes)):
        return False
    return (
        1 <= passes <= _HIGHEST_COST.passes
        and 1 <= lanes <= _HIGHEST_COST.lanes
        and _LEAST_MEMORY * lanes <= memory <= _HIGHEST_COST.memory
    )
