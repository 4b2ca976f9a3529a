"""References, dates, amounts, shares and telephone numbers that no sentence may turn around.

Every UAX #9 engine shows `ملف 310-1-32` as `32-1-310 ملف`: after an Arabic letter digits become
Arabic numbers (W2), the hyphen between them a neutral, and the groups run right to left. So each
such run is set apart, as higher-level protocols may (HL3), between controls that are never
written.
"""

from __future__ import annotations

import re
import unicodedata

_BEFORE, _AFTER = "\u2066\u202d", "\u202c\u2069"  # LRI LRO … PDF PDI: LRI alone leaves ٣١٠-١
_POP_ISOLATE = "\u2069"

_REFERENCE = r"""
    (?<![A-Za-z\d])
    (?: (?<!\w) [-+−±] (?=\d) )?           # a signed number
    (?: [A-Za-z]+ [-/._] )*                # RCS-041-…
    \d [A-Za-z\d]*
    (?:
        [-‐‑–/.:,_@] [A-Za-z\d]+           # 310-1-32  12/05/2024  10:30  2021–2023
      | [ \u00a0\u202f] \d [A-Za-z\d]*     # 080 203 33 33  1 250,50
    )*
    (?: [\u00a0\u202f]? [%٪] )?             # 33,33%
    """


def references(text: str) -> list[tuple[int, int]]:
    """Where in `text` an order must be kept that UAX #9 would not keep: starts and ends."""
    if not any(map(str.isdecimal, text)):
        return []
    return [
        match.span()
        for match in re.finditer(_REFERENCE, text, re.VERBOSE)
        if not match[0].isdecimal() and not _is_kept_by_latin(match)
    ]


def with_isolates(text: str) -> tuple[str, list[int]]:
    """`text` with its references set apart, and where each of its characters now stands."""
    pieces: list[str] = []
    places: list[int] = []
    done = length = 0
    for start, end in references(text):
        pieces += (text[done:start], _BEFORE, text[start:end], _AFTER)
        places += range(length, length + start - done)
        length += start - done + len(_BEFORE)
        places += range(length, length + end - start)
        length += end - start + len(_AFTER)
        done = end
    pieces.append(text[done:])
    places += range(length, length + len(text) - done)
    return "".join(pieces), places


def _is_kept_by_latin(match: re.Match[str]) -> bool:
    """Whether the letter before is Latin: European digits then take its direction (W7).

    Set apart, the number would leave its word: `RIB 007 810` must stay one.
    """
    if not match[0].isascii():
        return False
    for character in reversed(match.string[: match.start()]):
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL") or character == _POP_ISOLATE:
            return kind == "L"
    return False
