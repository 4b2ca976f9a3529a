"""Whose files these are. A counter is of one account of the computer, and root is another one.

One errand done as root would leave files in a clerk's counter that the clerk cannot open: so
nobody works in the counter of another account (docs/decisions/0103). Windows gives rights its own
way, and nothing is asked there.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from cnss_counter.errors import StoreError

ROOT = 0


def require_own(folder: Path, account: int | None = None) -> None:
    """Raise `StoreError` (`home.of_another`) for a counter of another account than this one.

    Of a folder that is to be made, the nearest one above it that is there counts: under one of
    root's whoever may make it owns it. Raises `OSError` where it cannot be looked at.
    """
    if os.name != "posix":
        return
    mine = os.geteuid() if account is None else account
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    owner = there.stat().st_uid
    is_made_here = there != folder and owner == ROOT
    if owner != mine and not is_made_here:
        raise StoreError(
            "home.of_another",
            folder=str(folder),
            owner=account_name(owner),
            here=account_name(mine),
        )


def foreign(folder: Path) -> Iterator[Path]:
    """The files and folders in this one that are not of its owner's account."""
    if os.name != "posix":
        return
    owner = folder.stat().st_uid
    for place in everything_in(folder):
        if place.lstat().st_uid != owner:
            yield place


def everything_in(folder: Path) -> Iterator[Path]:
    """All that is in a folder, at any depth; what cannot be listed is left out."""
    for place, folders, files in os.walk(folder):
        for name in sorted(folders) + sorted(files):
            yield Path(place, name)


def given_back(folder: Path) -> str:
    """What root types to give all of a folder to the account that owns it."""
    of = folder.stat()
    return f"chown -R {account_name(of.st_uid)}:{of.st_gid} {shlex.quote(str(folder))}"


def lent_to(surroundings: Mapping[str, str] = os.environ) -> str | None:
    """The account that `sudo` lent this one to, and that sits at the terminal; None for nobody.

    `SUDO_UID` is written by sudo itself: whoever is let do one command cannot choose it.
    """
    told = surroundings.get("SUDO_UID", "")
    if os.name != "posix" or not told.isdecimal() or int(told) == os.geteuid():
        return None
    return account_name(int(told))


def account_name(number: int) -> str:
    """The name of an account, or its number where it has none."""
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
