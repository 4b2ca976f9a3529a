"""Where a text stops being TOML: its line, for a sentence of our own.

The parser speaks English, and of characters; a jurist is told the line.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_LINE = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")


class TomlMistake(NamedTuple):
    """The rule that is broken, and the line on which that was seen; "" for what has no line."""

    rule: Literal["not_utf8", "not_toml", "endless"]
    line: str


def toml_mistake(error: ValueError | RecursionError, content: bytes) -> TomlMistake:
    """What the parser said of a content, as a rule and a line.

    A number of too many digits and brackets without end have no line: they stop the parser
    itself.
    """
    if isinstance(error, UnicodeDecodeError):
        return TomlMistake("not_utf8", str(content.count(b"\n", 0, error.start) + 1))
    if at := _LINE.search(str(error)):
        return TomlMistake("not_toml", at[1])
    if "at end of document" in str(error):
        return TomlMistake("not_toml", str(len(content.splitlines())))
    return TomlMistake("endless", "")
