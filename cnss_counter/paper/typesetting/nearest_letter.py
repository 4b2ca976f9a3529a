"""What is drawn for a letter that no typeface at hand has: never a question mark or a box."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from cnss_counter.text.script import is_mark

SAME_LOOK = {"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2010": "-", "\u2011": "-", "\u2212": "–"}
"""Of the first typeface, which lacks them: a word is not set in another one for a hyphen."""


@lru_cache(maxsize=4096)
def nearest(letter: str, letters: frozenset[str]) -> str:
    """The letter itself, one of the same look, its base, or else its number: `[U+7530]`.

    A mark that cannot be drawn leaves its letter as it is. A control has no look, and orders
    what stands around it.
    """
    if letter in SAME_LOOK:
        return SAME_LOOK[letter]
    if letter in letters or unicodedata.category(letter) == "Cf":
        return letter
    if is_mark(letter):
        return ""
    for other in (unicodedata.normalize("NFKD", letter), _base(letter)):
        drawn = "".join(part for part in other if not is_mark(part))
        if drawn and all(part in letters for part in drawn):
            return drawn
    return f"[U+{ord(letter):04X}]"


def _base(letter: str) -> str:
    """The letter without what it is drawn with, by its name in Unicode; "" when it has none."""
    name, _, drawn_with = unicodedata.name(letter, "").partition(" WITH ")
    try:
        return unicodedata.lookup(name) if drawn_with else ""
    except KeyError:
        return ""
