"""What a home says it is: set up or not, real or training. Read before anybody logs in.

Anybody who may write the folder may have written this: it spares a try in the wrong home, and
allows nothing. What counts is the row that the journal vouches for (`unlocking`).
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, get_args

from cnss_counter import limits
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files.network_folders import refuse_network
from cnss_counter.storage.files.owners import require_own
from cnss_counter.storage.files.private_files import (
    flush_folder,
    make_folder,
    make_private_folder,
    read_whole,
    sweep,
    told_as_store_errors,
    write_whole,
)
from cnss_counter.text import toml_text

Kind = Literal["real", "training"]
_CHANCE_BYTES = 4
FURTHEST = 480
"""Bytes of the path to a home. SQLite opens nothing by a path of more than 512, and a home is made
beside its place, under a longer name."""


def describe(home: Home, *, is_training: bool) -> None:
    """Write down which kind of counter this home holds."""
    line = line_of("training" if is_training else "real")
    write_whole(home.description, f"format = 1\n{line}\n".encode("ascii"))


def line_of(kind: Kind) -> str:
    """The line by which a home says its kind."""
    return f'kind = "{kind}"'


def kind(home: Home) -> Kind:
    """Which kind of counter this home says it is; `StoreError` when none, or it cannot be told."""
    require_place(home)
    if not home.is_set_up:
        raise StoreError("home.not_set_up", folder=str(home.folder))
    if not home.description.exists():
        lines = {each: line_of(each) for each in get_args(Kind)}
        raise StoreError("home.not_described", file=str(home.description), **lines)
    try:
        described = toml_text.read(read_whole(home.description, limits.MARK).decode())["kind"]
    except (ValueError, KeyError) as damage:
        raise StoreError("store.damaged", file=str(home.description)) from damage
    if described not in get_args(Kind):
        raise StoreError("store.damaged", file=str(home.description))
    return described  # type: ignore[no-any-return]  # it is one of the two


def require_kind(home: Home, *, is_training: bool) -> None:
    """Raise `StoreError` unless the home is set up and says that it is of this kind.

    A training counter never opens a real home, nor a real counter a training one. Neither is
    ever opened on a network share.
    """
    refuse_network(home.folder)
    found = kind(home)
    if (found == "training") is not is_training:
        raise StoreError(f"home.is_{found}", folder=str(home.folder))


def require_place(home: Home) -> None:
    """Raise `StoreError` unless this account may have a counter here, whether there is one or not.

    `home.not_a_folder`: a file, or a link that leads nowhere; `home.of_another`: another
    account's; `home.too_far_down`: no database can be opened so far down.
    """
    require_near(home)
    with told_as_store_errors(home.folder):
        if os.path.lexists(home.folder) and not home.folder.is_dir():
            raise StoreError("home.not_a_folder", folder=str(home.folder))
        require_own(home.folder)


def require_near(home: Home) -> None:
    """Raise `StoreError` (`home.too_far_down`) for a path by which no database can be opened."""
    length = len(os.fsencode(os.path.realpath(home.folder)))
    if length > FURTHEST:
        raise StoreError(
            "home.too_far_down", folder=str(home.folder), length=str(length), most=str(FURTHEST)
        )


@contextmanager
def made_whole(home: Home) -> Iterator[Home]:
    """A home to be furnished beside its place; it is moved there when the block ends well.

    A power cut leaves the whole home or none. What refused tries left in the place goes along.
    Raises `StoreError` (as `require_place`, `home.not_empty`, network share, unwritable).
    """
    require_place(home)
    folder = Path(os.path.realpath(home.folder))
    refuse_network(folder)
    with told_as_store_errors(folder):
        was_there = folder.exists()
        if was_there and not all(map(_is_of_tries, folder.iterdir())):
            raise StoreError("home.not_empty", folder=str(folder))
    make_folder(folder.parent)
    sweep(folder.parent, f".{folder.name}.{'[0-9a-f]' * 2 * _CHANCE_BYTES}")
    beside = Home(folder.with_name(f".{folder.name}.{secrets.token_hex(_CHANCE_BYTES)}"))
    try:
        _make_beside(beside.folder, folder)
        yield beside
        _take_tries_along(home, beside)
        with told_as_store_errors(folder):
            if folder.exists():
                _remove_tries(folder)
                folder.rmdir()
            beside.folder.rename(folder)
            flush_folder(folder.parent)
    except BaseException:
        if not home.refused_tries.exists():
            _leave_as_it_was(folder, was_there=was_there)
        raise
    finally:
        shutil.rmtree(beside.folder, ignore_errors=True)


def _make_beside(beside: Path, folder: Path) -> None:
    try:
        make_private_folder(beside)
    except StoreError as refusal:  # it names what nobody chose
        raise StoreError(refusal.code, **refusal.detail | {"file": str(folder.parent)}) from refusal


def _is_of_tries(file: Path) -> bool:
    """Whether this is what `throttle` and `refused_tries` keep, a lock of theirs, or a draft of it.

    A draft is left by a program that was killed while it wrote (`private_files.write_whole`).
    """
    kept = r"(?:throttle|refused)(?:\.[0-9]+)?\.(?:json|lock)"
    return re.fullmatch(rf"{kept}|\.{kept}\.[0-9a-f]+", file.name) is not None


def _take_tries_along(home: Home, beside: Home) -> None:
    kept = ((home.throttle, beside.throttle), (home.refused_tries, beside.refused_tries))
    for file, to in kept:
        if file.exists():
            write_whole(to, read_whole(file, limits.STATE))


def _leave_as_it_was(folder: Path, *, was_there: bool) -> None:
    """Nobody was refused, so there is nothing to remember."""
    with suppress(OSError):
        _remove_tries(folder)
        if not was_there:
            folder.rmdir()


def _remove_tries(folder: Path) -> None:
    for file in filter(_is_of_tries, list(folder.iterdir())):
        file.unlink()
