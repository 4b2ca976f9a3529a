"""TOML as a person writes it: whoever has an editor may have written it to stop the program."""

from __future__ import annotations

import re
from typing import Any

MOST_PARTS = 8
"""Of a dotted key; the deepest of ours has three. A table is made of each, at a kilobyte, and
`tomllib` walks all of them again at each key below."""

_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_ENDLESS = re.compile(
    rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MOST_PARTS}}}"
    r"|\b0[box][0-9A-Fa-f_]{100}",
    re.MULTILINE,
)
"""A key of too many parts, or a number that Python reads in no time and never says again."""


def read(text: str) -> dict[str, Any]:
    """What a text in TOML says; `ValueError` for all that is none, or nested without end.

    The caller has looked at how long it is (`limits`).
    """
    import tomllib  # a fifth of what the first screen's words would cost, and seldom needed there

    if _ENDLESS.search(text):
        raise ValueError("a key or a number without end")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
