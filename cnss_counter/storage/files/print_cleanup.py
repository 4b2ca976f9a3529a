"""Papers on their way to the printer: gone from the disk once they came out and their person left.

Each has a mark that its window locks, and that names the job to ask after. A mark whose window
went on before the job had ended stays, and is asked after again (`waiting`). What a window that
was killed had not given to the printer yet is swept at the next login.

Whoever may write this folder may write a mark. So it names one of the counter's own papers and a
job of this computer's printing system, or it is dropped: it has a paper swept that can be drawn
again, or a job asked after, and only what the printing system answers is written down.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cnss_counter import limits
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import json_files
from cnss_counter.storage.files.lock_files import ROOM, is_held, lock
from cnss_counter.storage.files.print_jobs import PrintJob
from cnss_counter.storage.files.private_files import PRIVATE_FILE, make_private_folder

HALF_WRITTEN_FOR = 3600.0
"""Seconds after which a file that is still being written (`files.write_whole`) was left so."""

ASKED_AFTER_FOR = 7 * 24 * 3600.0
"""Seconds after which a job is asked after no more: its printing system says nothing, ever."""

NAMES_NOBODY = ("cloture-", "notice-")
"""How the names begin of the papers that name no person: closing sheets and leaflets."""

_A_PAPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,127}\.pdf")
_A_QUEUE = re.compile(r"[^\s/#-][^\s/#]{0,126}")
"""What CUPS allows in a queue's name; and it never reads like an option."""

_LAST_JOB = 2**31 - 1
"""A job's number is a positive integer of 32 bits (RFC 8011, section 5.3.2)."""


@dataclass(slots=True)
class _Mark:
    """A file that this window locks. `is_wanted`: nobody knows yet that the paper came out.
    `is_asked_after`: the printing system has it.
    """

    file: Path
    descriptor: int
    is_wanted: bool = False
    is_asked_after: bool = False

    def write(self, paper: Path, job: PrintJob | None) -> None:
        self.is_asked_after = job is not None
        told = {"paper": paper.name, "job": job and (job.queue, job.number)}
        said = json.dumps(told, ensure_ascii=False).encode().ljust(ROOM)
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        os.write(self.descriptor, said)
        os.ftruncate(self.descriptor, len(said))


class LeftMark(NamedTuple):
    """A mark on the disk: the paper, and the job to ask after once the printer has it."""

    file: Path
    paper: Path
    job: PrintJob | None

    def forget(self) -> None:
        """Nothing more will be heard of it; the paper stays."""
        with suppress(OSError):
            self.file.unlink(missing_ok=True)


class PrintCleanup:
    """The papers of one person at one window. `end` is said when the person leaves."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._marks: dict[Path, _Mark] = {}

    def begin(self, paper: Path) -> None:
        """Said before the printer has it. A disk that refuses a mark is no reason not to print."""
        if paper in self._marks:
            return
        file = self._home.handed_over / secrets.token_hex(4)
        with suppress(OSError, StoreError):
            make_private_folder(file.parent)
            beside = file.with_name(f".{file.name}")
            mark = _Mark(file, os.open(beside, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
            self._marks[paper] = mark
            lock(mark.descriptor)
            mark.write(paper, None)
            beside.rename(file)

    def sent(self, paper: Path, job: PrintJob) -> None:
        """The printing system has it: it stays until that system says that it came out."""
        if mark := self._marks.get(paper):
            mark.is_wanted = True
            with suppress(OSError):
                mark.write(paper, job)

    def hold(self, paper: Path) -> None:
        """It was drawn and is on the screen, or the printer did not take it: no other window
        sweeps it, and it stays when its person leaves.
        """
        self.begin(paper)
        if mark := self._marks.get(paper):
            mark.is_wanted = True
            with suppress(OSError):
                mark.write(paper, None)

    def came_out(self, paper: Path) -> None:
        """Nobody needs the file any more, once its person has left."""
        if mark := self._marks.get(paper):
            mark.is_wanted = False

    def resume(self, paper: Path) -> PrintJob | None:
        """The job that an earlier visit left with this paper, watched by this window from now on.

        Where another window watches it still, both may ask after it.
        """
        for left in _marks(self._home):
            if left.paper == paper and left.job is not None:
                if not is_held(left.file):
                    left.forget()
                    self.begin(paper)
                    self.sent(paper, left.job)
                return left.job
        return None

    def end(self) -> None:
        """Nothing of this person stays for the next, but what has not come out yet."""
        for paper in tuple(self._marks):
            mark = self._marks.pop(paper)
            os.close(mark.descriptor)
            if mark.is_wanted and mark.is_asked_after:
                continue
            if not mark.is_wanted:
                take_away(self._home, paper)
            with suppress(OSError):
                mark.file.unlink(missing_ok=True)


def take_away(home: Home, paper: Path) -> None:
    """A paper is wanted no more by its person; one on the screen of another window stays."""
    if paper not in _watched(home):
        with suppress(OSError):
            paper.unlink(missing_ok=True)


def waiting(home: Home) -> Iterator[tuple[LeftMark, PrintJob]]:
    """The papers that the printer has and no window watches any more."""
    for left in _marks(home):
        if left.job is not None and not is_held(left.file):
            yield left, left.job


def sweep(home: Home) -> None:
    """Take away what a window that was killed was about to print, and what it was writing."""
    for left in _marks(home):
        if left.job is None and not is_held(left.file):
            take_away(home, left.paper)
            left.forget()
    for draft in (*home.receipts.glob(".*.pdf.*"), *home.folder.glob(".code.pdf.*")):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > HALF_WRITTEN_FOR:
                draft.unlink(missing_ok=True)


class SweptDay(NamedTuple):
    """How many papers that name a person were taken away at the close, and how many are left."""

    swept: int
    left: int


def sweep_the_day(home: Home) -> SweptDay:
    """At the close of the day: no paper stays that names a person and is on nobody's screen.

    Each can be drawn again; the printing system has a copy of its own of what waits there.
    """
    for left, _ in waiting(home):
        with suppress(OSError):
            if time.time() - left.file.stat().st_mtime > ASKED_AFTER_FOR:
                left.forget()
    watched, swept, left_there = _watched(home), 0, 0
    for paper in _name_somebody(home):
        left_there += 1
        if paper not in watched:
            with suppress(OSError):
                paper.unlink()
                swept += 1
    return SweptDay(swept, left_there - swept)


def keep_the_day(home: Home) -> SweptDay:
    """At a close that nobody can draw them again after, maybe: they all stay."""
    return SweptDay(0, sum(1 for _ in _name_somebody(home)))


def _name_somebody(home: Home) -> Iterator[Path]:
    for paper in home.receipts.glob("[!.]*"):  # what begins with a dot is being written
        if not paper.name.startswith(NAMES_NOBODY):
            yield paper


def _watched(home: Home) -> set[Path]:
    """The papers on the screen of a window that lives."""
    return {left.paper for left in _marks(home) if is_held(left.file)}


def _marks(home: Home) -> Iterator[LeftMark]:
    """The marks that can be understood; one that cannot, and that no window holds, is dropped."""
    for file in home.handed_over.glob("[!.]*"):
        with suppress(OSError):
            said = _said(file)
            if (left := _read(home, file, said)) is not None:
                yield left
            elif not is_held(file):
                file.unlink(missing_ok=True)


def _said(file: Path) -> str:
    """What a mark says; nothing, where it says more than any of ours."""
    try:
        return limits.read(file, limits.MARK).decode("utf-8", "replace")
    except limits.TooLargeError:
        return ""


def _read(home: Home, file: Path, said: str) -> LeftMark | None:
    """What a mark says, if one of ours can have said it; a bare name is no job's."""
    name, job = said.strip(), None
    if name.startswith("{"):
        try:
            told = json_files.read(said)
            name, job = told["paper"], _job(told["paper"], told["job"])
        except (ValueError, KeyError, TypeError):
            return None
    if name == home.code_sheet.name:
        return LeftMark(file, home.code_sheet, job)
    if not isinstance(name, str) or not _A_PAPER.fullmatch(name):
        return None
    return LeftMark(file, home.receipts / name, job)


def _job(paper: str, told: Any) -> PrintJob | None:
    """Raises `TypeError` or `ValueError` for what names no job; number 0, with no queue, is one
    that nobody can ask after.
    """
    if told is None:
        return None
    queue, number = told
    is_told = _A_QUEUE.fullmatch(queue) and queue.isprintable() and 0 < number <= _LAST_JOB
    if type(number) is not int or not (is_told or (queue, number) == ("", 0)):
        raise ValueError(number)
    return PrintJob(queue, number, paper)
