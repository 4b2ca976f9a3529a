"""Sentences compiled beside the program's own `.pyc` files, as Python does with modules.

To parse the tables of the first screen costs a twentieth of a start. The compiled ones (packed as
Python packs the constants of a module) are void for any other file, time, size or release.
"""

from __future__ import annotations

import marshal
import os
import sys
from typing import TYPE_CHECKING, Any

from cnss_counter import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Packed = dict[str, bytes]
"""The tables of one file by their names, each to be unpacked when it is asked for."""

Stamp = tuple[str, int, int]

_PLACE = str(__spec__.cached).removesuffix(".pyc")


def place_of(file: Path) -> str:
    """Beside this module's compiled form, and so under the name of the same Python."""
    return f"{_PLACE}.{file.stem}"


def stamp(file: Path) -> Stamp:
    """This release, and the file's time of change in nanoseconds and its size."""
    state = os.stat(file)
    return __version__, state.st_mtime_ns, state.st_size


def read(place: str, made_from: Stamp) -> Packed | None:
    """The tables compiled from just this file; None when there are none, or they are damaged."""
    try:
        with open(place, "rb") as file:
            said, tables = marshal.load(file)  # noqa: S302 – as safe as the modules beside it
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return tables if said == made_from else None


def write(place: str, made_from: Stamp, tables: Iterable[tuple[str, Any]]) -> Packed | None:
    """Keep the tables for the next start; None where Python may not keep its own either.

    There they are not even asked for, because to parse all of them at each start is dearer than
    to parse the few that are needed.
    """
    if sys.dont_write_bytecode or not os.access(os.path.dirname(place), os.W_OK):
        return None
    packed = {name: marshal.dumps(table) for name, table in tables}
    draft = f"{place}.{os.getpid()}"
    try:
        with open(draft, "wb") as file:
            marshal.dump((made_from, packed), file)
        os.replace(draft, place)
    except OSError:
        return None
    return packed


def unpacked(table: bytes) -> Any:
    return marshal.loads(table)  # noqa: S302 – the same
