"""Canonical JSON: one text, and so one hash, for one content, whatever the dict's order."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from fractions import Fraction
from typing import Any


def to_json(content: Any) -> str:
    """JSON with sorted keys and no space; dates in ISO 8601, fractions as `1/3`."""
    return _ENCODER.encode(content)


def sha256(domain: str, content: Any) -> str:
    """The hash of a content, in hex. `domain` keeps hashes of different things apart."""
    return hashlib.sha256(f"{domain}\n{to_json(content)}".encode()).hexdigest()


def _as_text(value: object) -> object:
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in a record")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_as_text
)
