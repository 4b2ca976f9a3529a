"""A training counter to be played by its keys, with one person already known to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from datetime import date
from pathlib import Path, PurePath

import pytest

from cnss_counter import app
from cnss_counter.app import CounterApp
from cnss_counter.domain.deposit import Consent, Deposit
from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import AnswerIsNo
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file
from cnss_counter.services.session import Session
from cnss_counter.storage.files.print_jobs import JobOutcome, PrintJob, PrintState
from tests.empty_counter import empty_counter
from tests.screens.play import SMALL, Play, played

__all__ = ["empty_counter"]

ON = date(2025, 9, 1)
CLERK, SUPERVISOR = training.clerk_account(), training.supervisor_account()
SHEETS: list[str | PurePath] = [Path(app.__file__).parent / path for path in CounterApp.CSS_PATH]
"""The rules of the counter, for one that is wrong on purpose: Textual looks beside its module."""
LOG_IN = (CLERK.code, "enter", CLERK.password, "enter")


@contextmanager
def at_the_desk(home: Home) -> Iterator[Session]:
    """The session of the training clerk, to prepare a story or to look at its end."""
    clock = training.PlayedClock(ON)
    session = log_in(home, CLERK.code, CLERK.password, clock=clock, training=True)
    try:
        yield session
    finally:
        session.log_out()


def draft_of_client(session: Session, number: int) -> RequestDraft:
    """The request of one of the twelve clients."""
    client = next(client for client in training.clients() if client.number == number)
    return case_file.read(client.case, session.procedures).draft


def deposited(home: Home, number: int) -> Deposit:
    """One of the twelve clients has come, deposited, and left."""
    with at_the_desk(home) as session:
        draft = draft_of_client(session, number)
        stored = session.drafts.new(session.cleaned(draft))
        return session.deposit(stored.id, session.assess(draft), Consent("ar", session.now()))


@pytest.fixture
def home(empty_counter: Home, tmp_path: Path) -> Home:
    """A training counter where nobody has come yet."""
    home = Home(tmp_path / "home")
    shutil.copytree(empty_counter.folder, home.folder)
    return home


@pytest.fixture
def alami(home: Home) -> Deposit:
    """The first client's request, deposited before the story begins."""
    return deposited(home, 1)


class Printer:
    """Takes every paper, and prints it at once."""

    look_every = 0.0

    def __init__(self) -> None:
        self.papers: list[Path] = []

    def send(self, paper: Path) -> PrintJob:
        self.papers.append(paper)
        return PrintJob("queue", len(self.papers), paper.name)

    def look_up(self, job: PrintJob) -> PrintState:  # noqa: ARG002 – each the same
        return PrintState("completed")

    def cancel(self, job: PrintJob) -> None:
        """What came out cannot be taken back."""


class SlowPrinter(Printer):
    """Takes every paper; `state` is what it says of all of them, until a story changes it."""

    look_every = 0.05

    def __init__(self, outcome: JobOutcome = "waiting", detail: str = "queued") -> None:
        super().__init__()
        self.state = PrintState(outcome, detail)
        self.cancelled: list[PrintJob] = []

    def look_up(self, job: PrintJob) -> PrintState:
        return PrintState("cancelled") if job in self.cancelled else self.state

    def cancel(self, job: PrintJob) -> None:
        self.cancelled.append(job)


class NoPrinter(Printer):
    """Takes no paper: `printer.none`, or `printer.shown` where a window opens instead."""

    def __init__(self, code: str = "printer.none") -> None:
        super().__init__()
        self._code = code

    def send(self, paper: Path) -> PrintJob:
        raise AnswerIsNo(self._code, file=str(paper))


def training_counter(
    home: Home, printer: Printer | None = None, size: tuple[int, int] = SMALL
) -> AbstractAsyncContextManager[Play]:
    """The training counter on the first of September 2025, before anybody logs in."""
    clock = training.PlayedClock(ON)
    counter = CounterApp(home, is_training=True, clock=clock, printer=printer or Printer())
    return played(counter, size)
