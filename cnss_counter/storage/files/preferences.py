"""What this account was told once: its terminals, its backup folder. Read before any login."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from cnss_counter import limits
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import given_places, json_files
from cnss_counter.storage.files.private_files import write_whole
from cnss_counter.storage.stored import VERSION, Record

_VERSION = 2
"""The first one knew one answer for whatever terminal."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """`terminals` says, by the name of each that was looked at, who puts Arabic in order on it
    (`visual`, `terminal`, `off`); `bidi` is for all others.

    `backup_folder` is where backups go; empty for the home's own folder. `backups_kept` of
    this counter stay there, the newest.
    """

    bidi: str = "visual"
    backup_folder: str = ""
    backups_kept: int = 20
    terminals: Mapping[str, str] = field(default_factory=dict)

    def mode_of(self, terminal: str) -> str:
        return self.terminals.get(terminal, self.bidi)

    def with_terminal(self, terminal: str, bidi: str) -> Preferences:
        return replace(self, terminals={**self.terminals, terminal: bidi})


def read(home: Home) -> Preferences:
    """The preferences of a home; the usual ones before any was stored.

    Raises `StoreError` (`store.damaged`) when the file is not what this program wrote.
    """
    if not home.preferences.exists():
        return Preferences()
    try:
        return _preferences(Record(json_files.read_file(home.preferences, limits.STATE)))
    except ValueError as damage:
        raise StoreError("store.damaged", file=str(home.preferences)) from damage


def _preferences(said: Record) -> Preferences:
    """A number in quotes would stop the backup after it was made, and before it is journalled."""
    usual = Preferences()
    version = said.version(1, _VERSION)
    told = Preferences(
        bidi=said.text("bidi", usual.bidi),
        backup_folder=said.text("backup_folder", usual.backup_folder),
        backups_kept=said.whole("backups_kept", usual.backups_kept),
        terminals=said.texts("terminals") if version > 1 else {},
    )
    said.end()
    if not given_places.is_text(told.backup_folder):
        raise ValueError(told.backup_folder)
    return told


def write(home: Home, preferences: Preferences) -> None:
    """Store the preferences, whole or not at all."""
    told = {VERSION: _VERSION, **asdict(preferences)}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    write_whole(home.preferences, text.encode("utf-8"))
