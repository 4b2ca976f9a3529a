"""Clerks' codes and passwords: what may be chosen, by NIST SP 800-63B (a single factor)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from cnss_counter import limits
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import BadInputError
from cnss_counter.paths import data_folder
from cnss_counter.text.numbers import digits_meant

SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 128
_LEAST_OF_ITS_OWN = 6
"""Characters that must be left when all that is easily guessed is taken out."""

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")
_REPEATED = re.compile(r"(.{1,8}?)\1{2,}")
_RUN_LENGTH = 4


def clerk_code(typed: str) -> str:
    """A clerk's code as it is kept: no spaces, capitals, the digits of any keyboard ASCII."""
    return "".join(unicodedata.normalize("NFKC", digits_meant(typed)).split()).upper()


def require_clerk_code(typed: str) -> str:
    """A code for a new clerk: 2 to 20 Latin letters, digits or hyphens, else `BadInputError`."""
    code = clerk_code(typed)
    if not _CODE.fullmatch(code):
        raise BadInputError("account.code", field="clerk")
    return code


def require_good_password(password: str, clerk: Clerk, agency: Agency) -> None:
    """Raise `BadInputError` with the one rule that the password breaks.

    Length and ease of guessing are all that counts: no capital, digit or sign is required.
    """
    normal = unicodedata.normalize("NFKC", password)
    if len(normal) < SHORTEST_PASSWORD:
        raise BadInputError("password.too_short", least=str(SHORTEST_PASSWORD))
    if len(normal) > LONGEST_PASSWORD:
        raise BadInputError("password.too_long", most=str(LONGEST_PASSWORD))
    if not normal.isprintable():
        raise BadInputError("password.not_printable")
    folded = _letters(normal)
    own = (clerk.code, *clerk.name.split(), agency.code, agency.city)
    own = (*own, *agency.name_fr.split(), *agency.name_ar.split())
    without_own = _without(folded, map(_letters, own))
    if len(_without_patterns(without_own)) >= _LEAST_OF_ITS_OWN:
        without_common = _without(without_own, blocklist())
        if len(_without_patterns(without_common)) >= _LEAST_OF_ITS_OWN:
            return
        raise BadInputError("password.too_common")
    if len(_without_patterns(folded)) < _LEAST_OF_ITS_OWN:
        raise BadInputError("password.pattern")
    raise BadInputError("password.own_name")


def blocklist() -> list[str]:
    """What people choose everywhere, folded as the password is."""
    text = limits.read(data_folder() / "reference" / "password_blocklist.txt", limits.LAW).decode()
    lines = (line.strip() for line in text.splitlines())
    return [_letters(line) for line in lines if line and not line.startswith("#")]


def _letters(text: str) -> str:
    """Folded for comparison: no case, no accent, no space or sign between the letters."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in bare if letter.isalnum())


def _without(text: str, words: Iterable[str]) -> str:
    for word in sorted(filter(None, words), key=len, reverse=True):
        if len(word) > 1:
            text = text.replace(word, "")
    return text


def _without_patterns(text: str) -> str:
    """Leave one part of what repeats, and nothing of what counts up or down (`4567`, `dcba`)."""
    return _without_runs(_REPEATED.sub(r"\1", text))


def _without_runs(text: str) -> str:
    kept: list[str] = []
    run: list[str] = []
    direction = 0
    for letter in text:
        step = ord(letter) - ord(run[-1]) if run else 0
        if run and (step not in (1, -1) or (direction and step != direction)):
            kept.extend(run if len(run) < _RUN_LENGTH else "")
            run, step = [], 0
        run.append(letter)
        direction = step
    kept.extend(run if len(run) < _RUN_LENGTH else "")
    return "".join(kept)
