"""An errand as a screen offers it: a line that somebody above has made from the register."""

from __future__ import annotations

from typing import NamedTuple


class ErrandLine(NamedTuple):
    """`name` is the errand's, `words` the key of its sentence, `key` that of its key or empty."""

    name: str
    words: str = ""
    key: str = ""
