"""A real private CUPS: what it says of each plight, and what a counter makes of it.

`make printing` runs this file; its name keeps it out of `make test`, which must pass where there
is no CUPS.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnss_counter.errors import AnswerIsNo
from cnss_counter.services.printing import cups
from cnss_counter.services.printing.printer import SystemPrinter
from cnss_counter.storage.files.print_jobs import PrintJob, PrintState
from tests.printing.private_cups import PrivateCups, private_cups
from tests.printing.recorded import (
    CANCELLED,
    DEAD,
    DELETED,
    FORGOTTEN,
    NO_PAPER,
    PAUSED,
    PRINTED,
    Plight,
)
from tests.refusals import refused

PATIENCE = 20.0
"""Seconds: a shared machine may be slow."""

CONTENT = b"%PDF-1.7 \x00\xff a page\n" * 1000


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateCups]:
    with private_cups(tmp_path / "cups") as system:
        for name, value in system.environment.items():
            monkeypatch.setenv(name, value)
        (programs := tmp_path / "bin").mkdir()
        for name in ("lp", "lpstat", "ipptool", "cancel"):  # and no viewer
            (programs / name).symlink_to(str(shutil.which(name)))
        with monkeypatch.context() as only_these:
            only_these.setenv("PATH", str(programs))
            yield system


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (paper := tmp_path / "paper.pdf").write_bytes(CONTENT)
    return paper


def until(job: PrintJob, wanted: PrintState) -> None:
    """Ask as the screens do, until it is so."""
    end = time.monotonic() + PATIENCE
    while (state := cups.state_of(job)) != wanted:
        assert time.monotonic() < end, (state, cups.said_of(job))


def says(job: PrintJob, plight: Plight) -> None:
    """What was recorded is what is said now, and is understood as written there."""
    until(job, plight.state)
    assert cups.said_of(job) == plight.said


def test_what_is_printed_is_what_was_sent_byte_for_byte(system: PrivateCups, paper: Path) -> None:
    job = SystemPrinter().send(paper)
    says(job, PRINTED)
    assert [page.read_bytes() for page in system.pages()] == [CONTENT]


def test_a_paused_queue_takes_the_paper_and_prints_nothing(
    system: PrivateCups, paper: Path
) -> None:
    system.pause()
    job = SystemPrinter().send(paper)
    says(job, PAUSED)
    assert system.pages() == []
    system.go_on()
    until(job, PRINTED.state)
    assert len(system.pages()) == 1


def test_without_paper_it_is_at_work_and_says_so(system: PrivateCups, paper: Path) -> None:
    system.plight("empty", holds=True)
    job = SystemPrinter().send(paper)
    says(job, NO_PAPER)
    system.plight("empty", holds=False)
    until(job, PRINTED.state)


def test_a_dead_device_has_it_held(system: PrivateCups, paper: Path) -> None:
    system.plight("dead", holds=True)
    says(SystemPrinter().send(paper), DEAD)


def test_what_was_taken_back_is_not_printed_though_lpstat_lists_it_as_completed(
    system: PrivateCups, paper: Path
) -> None:
    system.pause()
    printer = SystemPrinter()
    job = printer.send(paper)
    printer.cancel(job)
    says(job, CANCELLED)
    assert f"paper-{job.number} " in system.run("lpstat", "-W", "completed")
    system.go_on()
    assert system.pages() == []


def test_a_job_that_nobody_knows_any_more_is_not_called_printed(
    system: PrivateCups, paper: Path
) -> None:
    job = SystemPrinter().send(paper)
    until(job, PRINTED.state)
    system.run("cancel", "-a", "-x")
    says(job, FORGOTTEN)


def test_a_queue_that_is_deleted_takes_its_jobs_with_it(system: PrivateCups, paper: Path) -> None:
    system.pause()
    job = SystemPrinter().send(paper)
    says(job, PAUSED)
    system.run("lpadmin", "-x", "paper")
    says(job, DELETED)


def test_a_system_that_has_stopped_is_silent_and_not_called_gone(
    system: PrivateCups, paper: Path
) -> None:
    system.pause()
    job = SystemPrinter().send(paper)
    says(job, PAUSED)
    system.stop()
    assert cups.state_of(job) == cups.SILENT


def test_a_queue_that_refuses_is_no_printer(system: PrivateCups, paper: Path) -> None:
    system.run("cupsreject", "paper")
    with refused(AnswerIsNo, "printer.none"):
        SystemPrinter().send(paper)
