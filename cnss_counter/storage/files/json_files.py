"""JSON as this program writes it: whoever has an editor may have spoilt it."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any


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
