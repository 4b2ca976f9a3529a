"""What a screen offers to be done: an errand from the register, or a key pressed by its line."""

from __future__ import annotations

from typing import NamedTuple


class ErrandLine(NamedTuple):
    """`name` is the errand's, `words` the key of its sentence, `key` that of its key or empty."""

    name: str
    words: str = ""
    key: str = ""


class PressKey(NamedTuple):
    """What a key does on the screen below, chosen by its line."""

    id: str
