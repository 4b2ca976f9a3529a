"""Whether a counter's files are its owner's, and nobody else's: the first thing that is not so."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISLNK
from typing import NamedTuple

from cnss_counter.paths import Home
from cnss_counter.storage.files.owners import everything_in, foreign, given_back

_OTHERS = 0o077


class Wrong(NamedTuple):
    """A sentence (`health.files_…`) and its values, `command` what mends it all, typed as it is."""

    key: str
    values: dict[str, str]


def first_wrong(home: Home) -> Wrong | None:
    """What is wrong with the rights of a home that is there. Raises `OSError`.

    A command is the owner's to type, but where files are another account's: that takes root.
    """
    if os.name != "posix":
        return None
    if strange := list(foreign(home.folder)):
        return _told("health.files_of_another", strange, given_back(home.folder))
    for key, is_wrong in (("health.files_shut", _is_shut), ("health.files_open", _is_open)):
        if places := list(_those(home.folder, is_wrong)):
            return _told(key, places, _mended(home.folder, places))
    return None


def _told(key: str, places: list[Path], command: str) -> Wrong:
    return Wrong(key, {"file": str(places[0]), "count": str(len(places)), "command": command})


def _mended(folder: Path, places: list[Path]) -> str:
    """One place gets the rights it lacks; of several, each in the folder its own."""
    if len(places) > 1:
        return f"chmod -R u+rwX,go= {shlex.quote(str(folder))}"
    (place,) = places
    return f"chmod {'700' if place.is_dir() else '600'} {shlex.quote(str(place))}"


def _those(folder: Path, is_wrong: Callable[[int], bool]) -> Iterator[Path]:
    for place in (folder, *everything_in(folder)):
        mode = place.lstat().st_mode
        if not S_ISLNK(mode) and is_wrong(mode):
            yield place


def _is_shut(mode: int) -> bool:
    needed = 0o700 if S_ISDIR(mode) else 0o600
    return mode & needed != needed


def _is_open(mode: int) -> bool:
    return bool(mode & _OTHERS)
