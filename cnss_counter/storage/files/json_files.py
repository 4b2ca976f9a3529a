"""JSON as this program writes it: whoever has an editor may have spoilt it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Any

from cnss_counter import limits
from cnss_counter.storage.files.private_files import told_as_store_errors

MOST_DEPTH = 50
"""Brackets in one another; a deposit has five. Python reads a thousand, with which whoever goes
through them ends."""

_HALF = re.compile(r"\\u[dD]")
"""How half of a pair is written, which is no letter; a whole pair begins so too."""


def read_file(file: Path, most: int) -> Any:
    """What a file of so many bytes at most says; `ValueError` as `read`, and for one of more.

    Raises `StoreError` when it cannot be read: what this account may not read is not spoilt.
    """
    with told_as_store_errors(file):
        return read(limits.read(file, most))


def read(written: bytes | str) -> Any:
    """What a file or a row says; `ValueError` for all that this program would not have written.

    That is what is no JSON, and what Python reads all the same: `NaN`, numbers without end,
    brackets nested `MOST_DEPTH` deep, and halves of letters, which no file holds.
    """
    text = written if isinstance(written, str) else written.decode("utf-8-sig")
    try:
        found = _DECODER.decode(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if text.count("[") + text.count("{") >= MOST_DEPTH:
        _require_shallow(found)
    if _HALF.search(text):
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _require_shallow(found: Any) -> None:
    layer = [found]
    for _ in range(MOST_DEPTH):
        layer = [inner for one in layer for inner in _inside(one)]
    if layer:
        raise ValueError("nested too deep")


def _inside(found: Any) -> Iterable[Any]:
    if isinstance(found, dict):
        return found.values()
    return found if isinstance(found, list) else ()


def _number(written: str) -> float:
    number = float(written)
    if not isfinite(number):
        raise ValueError(written)
    return number


_DECODER = json.JSONDecoder(parse_constant=_number, parse_float=_number)
"""Made once: fifty persons are read at each key of a search."""
