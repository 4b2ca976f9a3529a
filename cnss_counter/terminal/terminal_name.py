"""Which terminal this is, as far as it says: a name by which an answer about it is kept.

Some leave a word to the programs they start; most answer when they are asked (XTVERSION). Over ssh
only the answer comes through. Two that say nothing have one name: that of their type (`TERM`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

ASK = "\x1b[>q"
"""XTVERSION: a terminal that does not know it is silent."""

ANSWER_BEGINS = "\x1bP>|"
ANSWER_ENDS = re.compile("\x1b\\\\|\x07|\x9c")
LONGEST_ANSWER = 200

_BY_ITS_WORD = (
    # The innermost first: whatever tmux was started from has left its word, too.
    ("TMUX", "tmux"),
    ("KITTY_WINDOW_ID", "kitty"),
    ("KONSOLE_VERSION", "konsole"),
    ("MLTERM", "mlterm"),
    ("VTE_VERSION", "vte"),
    ("WT_SESSION", "windows-terminal"),
)
_OF_A_TYPE = {"xterm-kitty": "kitty", "xterm-ghostty": "ghostty"}
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


def named_by_surroundings(surroundings: Mapping[str, str]) -> str:
    """Its name before it was asked; `unknown` where nothing is said."""
    for variable, name in _BY_ITS_WORD:
        if surroundings.get(variable):
            return name
    said = surroundings.get("TERM_PROGRAM") or surroundings.get("TERM") or ""
    return named_by_answer(said) or "unknown"


def named_by_answer(answer: str) -> str:
    """`kitty(0.26.5)` and `tmux 3.3a` without their versions; "" for what is no name."""
    found = _NAME.match(answer.lower())
    return _OF_A_TYPE.get(found[0], found[0]) if found else ""
