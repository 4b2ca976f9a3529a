"""Is this counter well? One line for each thing it stands on; what takes a key, by who has one."""

from __future__ import annotations

import errno
import os
import shutil
import string
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TextIO

from cnss_counter import limits
from cnss_counter.clock import Clock, system_clock
from cnss_counter.errors import CounterError, DataFileError, StoreError
from cnss_counter.paper.typesetting.typeface import FACES, WEIGHTS, font_file
from cnss_counter.paths import Home, state_folder
from cnss_counter.services.custody import file_rights
from cnss_counter.services.custody.garbling_terminals import garbling
from cnss_counter.services.day import disk
from cnss_counter.services.law import sound_rules
from cnss_counter.storage.connections import (
    DATABASE_DAMAGED,
    refuse_old_sqlite,
    trial_settings,
)
from cnss_counter.storage.driver import SQLITE_VERSION
from cnss_counter.storage.files.homes import require_near, require_place
from cnss_counter.storage.files.network_folders import refuse_network
from cnss_counter.storage.files.owners import account_name, lent_to
from cnss_counter.storage.files.private_files import read_whole, store_error
from cnss_counter.storage.vault.anchor import Anchor
from cnss_counter.storage.vault.key_file import KeyFile
from cnss_counter.storage.vault.keyring import KEY_BYTES, SHEETS

Name = Literal[
    "law", "fonts", "terminal", "engine", "files", "database", "pages", "keys", "disk", "clock"
]
State = Literal["ok", "warning", "bad"]

COLUMNS, ROWS = 80, 24
"""The smallest terminal that every screen fits."""

_BEGINNING = 16
_PAGE = 4096
_CHUNK = 1_000_000
"""Bytes."""
_READABLE = frozenset(string.printable.encode("ascii"))


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One thing: `health.names.<name>`, `health.states.<state>` and the sentence of `key`."""

    name: Name
    state: State
    key: str
    values: Mapping[str, str] = field(default_factory=dict)


def examine(
    home: Home,
    *,
    clock: Clock = system_clock,
    terminal: TextIO | None = None,
    damaged_pages: Callable[[], str] | None = None,
) -> tuple[HealthLine, ...]:
    """Examine everything that can be examined without a password. Never raises.

    With a password, `damaged_pages` names those of the database that are not as they were written.
    """
    looks: dict[Name, Callable[[], HealthLine]] = {
        "law": lambda: _law(clock().date()),
        "fonts": _fonts,
        "terminal": lambda: _terminal(terminal or sys.stdout),
        "engine": _engine,
        "files": lambda: _files(home),
        "database": lambda: _database(home),
        **({} if damaged_pages is None else {"pages": lambda: _pages(damaged_pages())}),
        "keys": lambda: _keys(home),
        "disk": lambda: _disk(home),
        "clock": lambda: _clock(home, clock()),
    }
    return tuple(_looked_at(name, look, home) for name, look in looks.items())


def _looked_at(name: Name, look: Callable[[], HealthLine], home: Home) -> HealthLine:
    """What cannot be looked at is told like what is wrong: the lines behind it are wanted too."""
    try:
        return look()
    except CounterError as refusal:
        return HealthLine(name, "bad", f"errors.{refusal.code}", refusal.detail)
    except OSError as refusal:
        told = store_error(refusal, home.folder)
        return HealthLine(name, "bad", f"errors.{told.code}", told.detail)
    except Exception as bug:  # noqa: BLE001 – a doctor who falls ill helps nobody
        return HealthLine(name, "bad", "health.not_examined", {"bug": type(bug).__name__})


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
        for weight, face in product(WEIGHTS, FACES):
            font_file(weight, face)
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
    if garbled := garbling():
        return HealthLine("terminal", "warning", f"health.terminal_garbling.{garbled}")
    return HealthLine("terminal", "ok", "health.terminal_fits", values)


def _engine() -> HealthLine:
    """A trial file, encrypted and deleted: the versions, and every setting as it is read back.

    A temporary folder that takes no file says nothing of the engine, and a counter needs none.
    """
    refuse_old_sqlite(SQLITE_VERSION)
    try:
        with TemporaryDirectory() as folder:
            settings = trial_settings(Path(folder) / "trial.db")
    except OSError:
        return HealthLine("engine", "warning", "health.engine_not_tried")
    except StoreError as refusal:
        if "file" not in refusal.detail:
            raise
        return HealthLine("engine", "warning", "health.engine_not_tried")
    said = " ".join(f"{name}={value}" for name, value in settings.items())
    return HealthLine("engine", "ok", "health.engine_read_back", {"settings": said})


def _files(home: Home) -> HealthLine:
    """Whose they are, and who may open them. Whoever looks from another account is told so."""
    require_near(home)
    if not os.path.lexists(home.folder):
        return _not_set_up("files", home)
    if wrong := home.folder.is_dir() and file_rights.first_wrong(home):
        return HealthLine("files", "bad", wrong.key, wrong.values)
    try:
        require_place(home)
    except StoreError as refusal:
        state: State = "warning" if refusal.code == "home.of_another" else "bad"
        return HealthLine("files", state, f"errors.{refusal.code}", refusal.detail)
    if (outside := state_folder()) is None or not _is_writable(outside):
        named = {"file": str(outside or "~")}
        return HealthLine("files", "warning", "errors.store.mark_unwritable", named)
    owner = account_name(home.folder.stat().st_uid)
    if sitting := lent_to():
        values = {"owner": owner, "sitting": sitting}
        return HealthLine("files", "ok", "health.files_apart", values)
    return HealthLine("files", "ok", "health.files_of_whoever_sits", {"owner": owner})


def _database(home: Home) -> HealthLine:
    if not home.database.exists():
        return _not_set_up("database", home)
    with limits.opened(home.database) as content:
        if limits.has_holes(content):
            raise StoreError(DATABASE_DAMAGED, file=str(home.database))
        beginning = content.read(_BEGINNING)
        is_something_else = _is_something_else(beginning, os.fstat(content.fileno()).st_size)
        while not is_something_else and content.read(_CHUNK):
            pass  # a disk that fails refuses where it fails
    named = {"file": str(home.database)}
    if is_something_else:
        return HealthLine("database", "bad", "health.database_not_encrypted", named)
    anchor = Anchor.beside(home.database)
    if not anchor.exists() or anchor.read() is None:
        return HealthLine("database", "bad", "health.anchor_missing", {"file": str(anchor.path)})
    version = ".".join(map(str, SQLITE_VERSION))
    size = f"{home.database.stat().st_size / 1_000_000:.1f}"
    return HealthLine(
        "database", "ok", "health.database_closed", {"version": version, "size": size}
    )


def _pages(damaged: str) -> HealthLine:
    if damaged:
        return HealthLine("pages", "bad", "journal.rules.page", {"subject": damaged})
    return HealthLine("pages", "ok", "health.pages_whole")


def _is_something_else(beginning: bytes, size: int) -> bool:
    """Whether a file is no encrypted database: those are whole pages, and begin by chance.

    An unencrypted one, a page of text or a PDF put in its place begin with readable characters.
    """
    is_readable = all(byte in _READABLE for byte in beginning.rstrip(b"\0"))
    return not size or size % _PAGE != 0 or is_readable or beginning.startswith(b"%PDF")


def _keys(home: Home) -> HealthLine:
    if not home.keyring.exists() and not home.database.exists():
        return _not_set_up("keys", home)
    slots = list(KeyFile(home.keyring).read().slots)
    if not slots:
        raise StoreError("store.damaged", file=str(home.keyring))
    if len(read_whole(home.machine_secret, limits.MARK)) != KEY_BYTES:
        raise StoreError("store.damaged", file=str(home.machine_secret))
    clerks = [slot for slot in slots if slot not in SHEETS]
    has_sheet = len(clerks) < len(slots)
    key = "health.keys_and_sheet" if has_sheet else "health.keys_sealed"
    return HealthLine("keys", "ok", key, {"count": str(len(clerks))})


def _disk(home: Home) -> HealthLine:
    folder = _nearest(home.folder)
    refuse_network(folder)
    if not os.access(folder, os.W_OK):
        code = errno.EROFS if _is_read_only(folder) else errno.EACCES
        raise store_error(OSError(code, "", str(folder)), folder)
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


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def _is_writable(folder: Path) -> bool:
    """Whether a folder, or the one in which it is to be made, takes files; /proc has no room."""
    place = _nearest(folder)
    is_open = place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    return is_open and bool(shutil.disk_usage(place).total)


def _is_read_only(folder: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _not_set_up(name: Name, home: Home) -> HealthLine:
    return HealthLine(name, "warning", "health.not_set_up", {"folder": str(home.folder)})
