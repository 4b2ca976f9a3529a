"""What this computer was told once: its terminal, its backup folder. Read before any login."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import given_places
from cnss_counter.storage.files.private_files import read_whole, write_whole


@dataclass(frozen=True, slots=True)
class Preferences:
    """`bidi` says who puts Arabic in order on this terminal (`visual`, `terminal`, `off`).

    `backup_folder` is where backups go; empty for the home's own folder. `backups_kept` of
    this counter stay there, the newest.
    """

    bidi: str = "visual"
    backup_folder: str = ""
    backups_kept: int = 20


def read(home: Home) -> Preferences:
    """The preferences of a home; the usual ones before any was stored.

    Raises `StoreError` (`store.damaged`) when the file is not what this program wrote.
    """
    if not home.preferences.exists():
        return Preferences()
    try:
        told = Preferences(**json.loads(read_whole(home.preferences)))
        _require_kinds(told)
    except (ValueError, TypeError, RecursionError) as damage:
        raise StoreError("store.damaged", file=str(home.preferences)) from damage
    return told


def _require_kinds(told: Preferences) -> None:
    """A number in quotes would stop the backup after it was made, and before it is journalled."""
    if type(told.backups_kept) is not int or not isinstance(told.bidi, str):
        raise TypeError
    if not isinstance(told.backup_folder, str) or not given_places.is_text(told.backup_folder):
        raise TypeError


def write(home: Home, preferences: Preferences) -> None:
    """Store the preferences, whole or not at all."""
    text = json.dumps(asdict(preferences), ensure_ascii=False, indent=1)
    write_whole(home.preferences, text.encode("utf-8"))
