"""Slots as `keys.json` holds them: each value is looked at before anything is made of it."""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from typing import get_args

from cnss_counter.storage.stored import Record
from cnss_counter.storage.vault.slots import Kind, PasswordCost, Slot

_HIGHEST_COST = PasswordCost(memory=128 * 1024, passes=12, lanes=4)
"""Twice the memory and four times the work of ours: a slot that says more, in a backup that
somebody made, would take the computer's memory before any password is known to be wrong."""

_LEAST_MEMORY = 8
"""KiB for each lane, by argon2's own rule."""

_BYTES = {"salt": (16,), "nonce": (12,), "public": (0, 32)}
_BASE64 = (*_BYTES, "sealed", "key", "next_key")
_TEXTS = ("id", "until", "witness", "next_witness")


def read(said: Record) -> Slot:
    """One slot of the file; `ValueError` for what this program would not have written there.

    One of the first format has no key pair.
    """
    slot = Slot(
        id=said.text("id"),
        salt=said.text("salt"),
        nonce=said.text("nonce"),
        sealed=said.text("sealed"),
        cost=said.part("cost", _cost),
        kind=said.word("kind", get_args(Kind), "password"),
        until=said.text("until", ""),
        public=said.text("public", ""),
        key=said.text("key", ""),
        witness=said.text("witness", ""),
        next_key=said.text("next_key", ""),
        next_witness=said.text("next_witness", ""),
    )
    for name in _TEXTS:
        getattr(slot, name).encode("ascii")
    for name in _BASE64:
        length = len(b64decode(getattr(slot, name), validate=True))
        if length not in _BYTES.get(name, (length,)):
            raise ValueError(name)
    if not _is_possible(slot.cost):
        raise ValueError(slot.id)
    if slot.until and datetime.fromisoformat(slot.until).tzinfo is None:
        raise ValueError(slot.id)
    return slot


def _cost(said: Record) -> PasswordCost:
    return PasswordCost(said.whole("memory"), said.whole("passes"), said.whole("lanes"))


def _is_possible(cost: PasswordCost) -> bool:
    memory, passes, lanes = cost.memory, cost.passes, cost.lanes
    return (
        1 <= passes <= _HIGHEST_COST.passes
        and 1 <= lanes <= _HIGHEST_COST.lanes
        and _LEAST_MEMORY * lanes <= memory <= _HIGHEST_COST.memory
    )
