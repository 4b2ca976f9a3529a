"""Papers on their way to the printer: gone from the disk when their person has left.

Each has a mark that its window locks. What a killed window leaves is swept at the next login. A
paper that the printer refused has no mark: it stays where the screen said, to be opened there.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import PRIVATE_FILE, make_private_folder
from cnss_counter.storage.held_marks import ROOM, is_held, lock

HALF_WRITTEN_FOR = 3600.0
"""Seconds after which a file that is still being written (`files.write_whole`) was left so."""


class PapersHandedOver:
    """The papers of one person at one window. `end` is said when the person leaves."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._marks: dict[Path, tuple[Path, int]] = {}

    def begin(self, paper: Path) -> None:
        """Said before the printer has it. A disk that refuses a mark is no reason not to print."""
        if paper in self._marks:
            return
        mark = self._home.handed_over / secrets.token_hex(4)
        with suppress(OSError, StoreError):
            make_private_folder(mark.parent)
            beside = mark.with_name(f".{mark.name}")
            descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
            self._marks[paper] = (mark, descriptor)
            lock(descriptor)
            os.write(descriptor, paper.name.encode().ljust(ROOM))
            beside.rename(mark)

    def refused(self, paper: Path) -> None:
        """The printer did not take it: it stays."""
        if paper in self._marks:
            mark, descriptor = self._marks.pop(paper)
            os.close(descriptor)
            with suppress(OSError):
                mark.unlink(missing_ok=True)

    def end(self) -> None:
        """Nothing of this person stays for the next; what the disk holds on to is swept later."""
        for paper in tuple(self._marks):
            mark, descriptor = self._marks.pop(paper)
            os.close(descriptor)
            with suppress(OSError):
                paper.unlink(missing_ok=True)
                mark.unlink(missing_ok=True)


def sweep(home: Home) -> None:
    """Take away what a window that was killed had handed over, and what it was writing."""
    for mark in home.handed_over.glob("[!.]*"):
        if not is_held(mark):
            with suppress(OSError):
                _paper_of(home, mark).unlink(missing_ok=True)
                mark.unlink(missing_ok=True)
    for draft in (*home.receipts.glob(".*.pdf.*"), *home.folder.glob(".code.pdf.*")):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > HALF_WRITTEN_FOR:
                draft.unlink(missing_ok=True)


def _paper_of(home: Home, mark: Path) -> Path:
    """A mark names a file of the counter's own, and no other place."""
    said = filter(str.isprintable, mark.read_bytes().decode("utf-8", "replace").strip())
    name = Path("".join(said)).name
    return home.code_sheet if name == home.code_sheet.name else home.receipts / name
