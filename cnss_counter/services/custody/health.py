"""Is this counter well? One line for each thing it stands on, before anybody logs in."""

from __future__ import annotations

import os
import shutil
import string
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TextIO

from cnss_counter.clock import Clock, system_clock
from cnss_counter.errors import CounterError, DataFileError, StoreError
from cnss_counter.paper.typesetting.typeface import font_file
from cnss_counter.paths import Home
from cnss_counter.services.day import disk
from cnss_counter.services.law import sound_rules
from cnss_counter.storage.connections import refuse_old_sqlite, trial_settings
from cnss_counter.storage.driver import SQLITE_VERSION
from cnss_counter.storage.files.network_folders import refuse_network
from cnss_counter.storage.vault.anchor import Anchor
from cnss_counter.storage.vault.key_file import KeyFile
from cnss_counter.storage.vault.keyring import KEY_BYTES, SHEETS

State = Literal["ok", "warning", "bad"]

COLUMNS, ROWS = 80, 24
"""The smallest terminal that every screen fits."""

_BEGINNING = 16
_PAGE = 4096
_READABLE = frozenset(string.printable.encode("ascii"))


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One thing: `health.names.<name>`, `health.states.<state>` and the sentence of `key`."""

    name: Literal["law", "fonts", "terminal", "engine", "database", "keys", "disk", "clock"]
    state: State
    key: str
    values: Mapping[str, str] = field(default_factory=dict)


def examine(
    home: Home, *, clock: Clock = system_clock, terminal: TextIO | None = None
) -> tuple[HealthLine, ...]:
    """Examine everything that can be examined without a password. Never raises."""
    return (
        _law(clock().date()),
        _fonts(),
        _terminal(terminal or sys.stdout),
        _engine(),
        _database(home),
        _keys(home),
        _disk(home),
        _clock(home, clock()),
    )


def _law(on: date) -> HealthLine:

    try:
        parameters = sound_rules.load().parameters
    except DataFileError as broken:
        return HealthLine("law", "bad", f"errors.{broken.code}", broken.detail)
    if late := parameters.to_review(on):
        names = ", ".join(parameter.id for parameter in late)
        return HealthLine("law", "warning", "health.law_to_review", {"parameters": names})
    count = sum(len(parameter.values) for parameter in parameters.by_id.values())
    return HealthLine("law", "ok", "health.law_read", {"count": str(count)})


def _fonts() -> HealthLine:

    try:
        font_file("regular"), font_file("semibold")
    except CounterError as missing:
        return HealthLine("fonts", "bad", "health.fonts_missing", missing.detail)
    return HealthLine("fonts", "ok", "health.fonts_found")


def _terminal(terminal: TextIO) -> HealthLine:
    if not terminal.isatty():
        return HealthLine("terminal", "warning", "health.terminal_absent")
    size = shutil.get_terminal_size()
    values = {"columns": str(size.columns), "rows": str(size.lines)}
    encoding = terminal.encoding or "?"
    if encoding.lower().replace("-", "") != "utf8":
        return HealthLine("terminal", "bad", "health.terminal_not_utf8", {"encoding": encoding})
    if size.columns < COLUMNS or size.lines < ROWS:
        return HealthLine("terminal", "warning", "health.terminal_small", values)
    return HealthLine("terminal", "ok", "health.terminal_fits", values)


def _engine() -> HealthLine:
    """A trial file, encrypted and deleted: the versions, and every setting as it is read back."""
    try:
        with TemporaryDirectory() as folder:
            settings = trial_settings(Path(folder) / "trial.db")
    except (StoreError, OSError) as refusal:
        detail = refusal.detail if isinstance(refusal, StoreError) else {"file": "trial.db"}
        code = refusal.code if isinstance(refusal, StoreError) else "store.unwritable"
        return HealthLine("engine", "bad", f"errors.{code}", detail)
    said = " ".join(f"{name}={value}" for name, value in settings.items())
    return HealthLine("engine", "ok", "health.engine_read_back", {"settings": said})


def _database(home: Home) -> HealthLine:

    try:
        refuse_old_sqlite(SQLITE_VERSION)
        if not home.database.exists():
            return _not_set_up("database", home)
        with home.database.open("rb") as content:
            beginning = content.read(_BEGINNING)
    except StoreError as refusal:
        return HealthLine("database", "bad", f"errors.{refusal.code}", refusal.detail)
    except OSError:
        return _unwritable("database", home.database)
    named = {"file": str(home.database)}
    if _is_something_else(beginning, home.database.stat().st_size):
        return HealthLine("database", "bad", "health.database_not_encrypted", named)
    for file in _open_to_others(home):
        values = {"file": str(file), "mode": "700" if file.is_dir() else "600"}
        return HealthLine("database", "bad", "health.database_open_to_others", values)
    anchor = Anchor(home.database)
    if not anchor.exists() or anchor.read() is None:
        return HealthLine("database", "bad", "health.anchor_missing", {"file": str(anchor.path)})
    version = ".".join(map(str, SQLITE_VERSION))
    size = f"{home.database.stat().st_size / 1_000_000:.1f}"
    return HealthLine(
        "database", "ok", "health.database_closed", {"version": version, "size": size}
    )


def _is_something_else(beginning: bytes, size: int) -> bool:
    """Whether a file is no encrypted database: those are whole pages, and begin by chance.

    An unencrypted one, a page of text or a PDF put in its place begin with readable characters.
    """
    is_readable = all(byte in _READABLE for byte in beginning.rstrip(b"\0"))
    return not size or size % _PAGE != 0 or is_readable or beginning.startswith(b"%PDF")


def _keys(home: Home) -> HealthLine:
    if not home.keyring.exists() and not home.database.exists():
        return _not_set_up("keys", home)
    try:
        slots = list(KeyFile(home.keyring).read().slots)
        damaged = home.keyring if not slots else None
        damaged = damaged or (home.machine_secret if not _is_secret(home) else None)
    except (OSError, StoreError):
        damaged = home.keyring
    if damaged is not None:
        return HealthLine("keys", "bad", "errors.store.damaged", {"file": str(damaged)})
    clerks = [slot for slot in slots if slot not in SHEETS]
    has_sheet = len(clerks) < len(slots)
    key = "health.keys_and_sheet" if has_sheet else "health.keys_sealed"
    return HealthLine("keys", "ok", key, {"count": str(len(clerks))})


def _disk(home: Home) -> HealthLine:
    folder = next(place for place in (home.folder, *home.folder.parents) if place.exists())
    if not os.access(folder, os.W_OK):
        return _unwritable("disk", folder)
    try:
        refuse_network(home.folder)
    except StoreError as refusal:
        return HealthLine("disk", "bad", f"errors.{refusal.code}", refusal.detail)
    total, _, free = shutil.disk_usage(folder)
    if not total:  # /proc and the like
        folder_named = {"folder": str(home.folder)}
        return HealthLine("disk", "bad", "errors.home.impossible", folder_named)
    values = {"free": str(free // 1_000_000), "least": str(disk.LOW // 1_000_000)}
    if free < disk.LOW:
        state: State = "bad" if free < disk.TOO_LITTLE else "warning"
        return HealthLine("disk", state, "health.disk_low", values)
    return HealthLine("disk", "ok", "health.disk_free", values)


def _clock(home: Home, now: datetime) -> HealthLine:
    values = {"moment": f"{now:%Y-%m-%d %H:%M %z}"}
    written = home.database.stat().st_mtime if home.database.exists() else 0.0
    if now.timestamp() < written - 120:
        return HealthLine("clock", "warning", "health.clock_behind", values)
    return HealthLine("clock", "ok", "health.clock_plausible", values)


def _is_secret(home: Home) -> bool:

    return len(home.machine_secret.read_bytes()) == KEY_BYTES


def _open_to_others(home: Home) -> Iterator[Path]:
    if os.name != "posix":
        return
    for file in (home.folder, *home.folder.iterdir()):
        if file.stat().st_mode & 0o077:
            yield file


def _not_set_up(name: Literal["database", "keys"], home: Home) -> HealthLine:
    return HealthLine(name, "warning", "health.not_set_up", {"folder": str(home.folder)})


def _unwritable(name: Literal["database", "disk"], file: Path) -> HealthLine:
    return HealthLine(name, "bad", "errors.store.unwritable", {"file": str(file)})
