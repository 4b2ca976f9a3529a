"""A clerk's time at the counter, marked by a file that is locked until it ends.

The system frees the lock when a process dies, whatever killed it. A mark that nobody locks is a
sitting that was cut short; it says which draft was on the screen, and names nobody.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cnss_counter import limits
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.lock_files import ROOM, is_held, lock
from cnss_counter.storage.files.private_files import (
    PRIVATE_FILE,
    flush_folder,
    make_private_folder,
    told_as_store_errors,
)
from cnss_counter.storage.stored import Record


class CutShort(NamedTuple):
    """A sitting that did not end. `draft` is the id of what was on the screen at `step`.

    `draft` is "" when nothing was, and None when the mark does not tell: the power may have
    failed before it was on the disk.
    """

    mark: Path
    since: datetime
    draft: str | None
    step: str

    def forget(self) -> None:
        """The clerk has been asked."""
        with suppress(OSError):
            self.mark.unlink(missing_ok=True)


class SessionMark:
    """From login to logout of one clerk in one window."""

    def __init__(self, mark: Path, descriptor: int, since: datetime) -> None:
        self._mark = mark
        self._descriptor = descriptor
        self._since = since

    @classmethod
    def begin(cls, home: Home, clerk: str, now: datetime) -> SessionMark:
        """Mark that this clerk sits here. A disk that refuses is no reason not to serve."""
        folder = home.session_marks
        mark = folder / f"{clerk}.{secrets.token_hex(4)}"
        try:
            make_private_folder(folder)
            with told_as_store_errors(folder):
                beside = mark.with_name(f".{mark.name}")
                descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
                lock(descriptor)
                session_mark = cls(mark, descriptor, now)
                session_mark._write({})
                os.fsync(descriptor)
                beside.rename(mark)
                flush_folder(folder)
        except StoreError:
            return cls(mark, -1, now)
        return session_mark

    def note(self, draft: str, step: str) -> None:
        """What is on the screen from now on; "" for nothing. Costs no flush, so no time."""
        self._write({"draft": draft, "step": step})

    def end(self) -> None:
        """The clerk left in the usual way: there is nothing to ask next time."""
        with suppress(OSError):
            self._mark.unlink(missing_ok=True)
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _write(self, what: dict[str, str]) -> None:
        if self._descriptor < 0:
            return
        said = json.dumps({"since": self._since.isoformat(), **what}).encode().ljust(ROOM)
        with suppress(OSError):
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, said)


def cut_short(home: Home, clerk: str) -> Iterator[CutShort]:
    """The sittings of this clerk that did not end, the newest first."""
    marks = (mark for mark in home.session_marks.glob(f"{clerk}.*") if not is_held(mark))
    with suppress(OSError):
        for mark in sorted(marks, key=lambda mark: mark.stat().st_mtime, reverse=True):
            yield _read(mark)


def on_screen(home: Home) -> frozenset[str]:
    """The drafts that some window has on its screen now. A mark that cannot be read tells none."""
    with suppress(OSError):
        held = [mark for mark in home.session_marks.glob("*.*") if is_held(mark)]
        return frozenset(_read(mark).draft or "" for mark in held) - {""}
    return frozenset()


def _read(mark: Path) -> CutShort:
    try:
        return _told(mark, Record(json_files.read_file(mark, limits.MARK)))
    except (StoreError, ValueError):
        return CutShort(mark, datetime.fromtimestamp(mark.stat().st_mtime).astimezone(), None, "")


def _told(mark: Path, said: Record) -> CutShort:
    since = said.moment("since")
    draft = said.text("draft") if "draft" in said.said else None
    told = CutShort(mark, since, draft, said.text("step", ""))
    said.end()
    return told
