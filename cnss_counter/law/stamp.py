"""Whether a compiled rule pack is of the files at hand, told without reading either."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from cnss_counter import __version__

if TYPE_CHECKING:
    from pathlib import Path

Stamp = tuple[tuple[str, int, int], ...]
"""The name, the time of change in nanoseconds and the size of each file, in order."""

PLACE = f"{str(__spec__.cached).removesuffix('.pyc')}.pack"
"""Beside this module's compiled form, and so under the name of the same Python."""


PARTS_OF_THE_LAW = frozenset({"contested", "parameters", "procedures", "reference"})


def stamp(folder: str | Path, parts: frozenset[str] = PARTS_OF_THE_LAW) -> Stamp:
    """The state of the files of the law, without reading them; empty when they are not there."""
    try:
        return tuple(
            sorted(
                (f"{part.name}/{entry.name}", entry.stat().st_mtime_ns, entry.stat().st_size)
                for part in os.scandir(folder)
                if part.name in parts
                for entry in os.scandir(part)
            )
        )
    except OSError:
        return ()


def first_line(files: Stamp) -> str:
    """What a pack compiled from these files, by this program, begins with."""
    return f"{__version__} {files!r}\n"


def is_of(place: str, files: Stamp) -> bool:
    """Whether the pack kept there was checked and compiled from just these files."""
    try:
        with open(place, encoding="utf-8") as file:
            return bool(files) and file.readline() == first_line(files)
    except (OSError, ValueError):
        return False


def keep(place: str, files: Stamp, content: str = "") -> None:
    """Keep what was made from these files; quietly not, where Python keeps nothing of its own."""
    if sys.dont_write_bytecode or not files:
        return
    draft = f"{place}.{os.getpid()}"
    try:
        with open(draft, "w", encoding="utf-8") as file:
            file.write(first_line(files) + content)
        os.replace(draft, place)
    except OSError:
        return
