"""JSON as this program writes it: whoever has an editor may have spoilt it."""

from __future__ import annotations

import json
from math import isfinite
from pathlib import Path
from typing import Any

from cnss_counter import limits
from cnss_counter.storage.files.private_files import told_as_store_errors


def read_file(file: Path, most: int) -> Any:
    """What a file of so many bytes at most says; `ValueError` as `read`, and for one of more.

    Raises `StoreError` when it cannot be read: what this account may not read is not spoilt.
    """
    with told_as_store_errors(file):
        return read(limits.read(file, most))


def read(written: bytes | str) -> Any:
    """What a file or a row says; `ValueError` for all that this program would not have written.

    That is what is no JSON, and what Python reads all the same: `NaN`, numbers without end,
    and brackets nested so deep that reading them never comes back.
    """
    try:
        if isinstance(written, str):
            return _DECODER.decode(written)
        return json.loads(written, parse_constant=_number, parse_float=_number)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _number(written: str) -> float:
    number = float(written)
    if not isfinite(number):
        raise ValueError(written)
    return number


_DECODER = json.JSONDecoder(parse_constant=_number, parse_float=_number)
"""Made once: fifty persons are read at each key of a search."""
