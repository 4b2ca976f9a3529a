"""A paper goes to the printer, and what is said of it is what the printing system says."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from shlex import quote
from typing import Protocol

import pytest

from cnss_counter.errors import AnswerIsNo
from cnss_counter.services.printing.printer import SystemPrinter
from cnss_counter.storage.files.print_jobs import PrintJob, PrintState
from tests.printing.recorded import OF_THE_STANDARD, REAL, Plight
from tests.refusals import refused

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")

PATIENCE = 10.0
"""Seconds: half of what a program is waited for."""
UNKNOWN = PrintState("unknown", "silent")
TAKEN = "request id is laser-2-17 (1 file(s))"


class Install(Protocol):
    """Makes a program that says and ends as told, and notes what it was called with."""

    def __call__(self, name: str, ends: int = 0, said: str = "") -> None: ...


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    (noted := tmp_path / "noted").touch()
    return noted


@pytest.fixture
def install(tmp_path: Path, noted: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """The only programs on this computer."""
    (programs := tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(programs))

    def make(name: str, ends: int = 0, said: str = "") -> None:
        (words := tmp_path / f"{name}.said").write_text(f"{said}\n")
        program = programs / name
        program.write_text(
            f'#!/bin/sh\necho "{name} $*" >> {quote(str(noted))}\n'
            "while read -r line; do printf '%s\\n' \"$line\"; done"
            f" < {quote(str(words))}\nexit {ends}\n"
        )
        program.chmod(0o700)

    return make


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (paper := tmp_path / "paper.pdf").write_bytes(b"%PDF")
    return paper


def test_what_the_print_queue_took_is_not_shown_as_well(
    install: Install, noted: Path, paper: Path
) -> None:
    install("lp", said=TAKEN)
    install("xdg-open")
    assert SystemPrinter().send(paper) == PrintJob("laser-2", 17, "paper.pdf")
    assert noted.read_text() == f"lp -o sides=one-sided -t paper.pdf {paper}\n"


@pytest.mark.parametrize("viewer", ["xdg-open", "open"])
@pytest.mark.parametrize("has_lp", [False, True], ids=["no printer", "no queue"])
def test_a_viewer_is_no_printer(
    install: Install, noted: Path, paper: Path, viewer: str, has_lp: bool
) -> None:
    """It ends well once the window opens; the receipt was then taken away, printed or not."""
    if has_lp:
        install("lp", ends=1)
    install(viewer)
    with refused(AnswerIsNo, "printer.shown") as detail:
        SystemPrinter().send(paper)
    assert detail == {"file": str(paper)}
    assert noted.read_text().endswith(f"{viewer} {paper}\n")


def test_a_window_that_stays_open_keeps_nobody_waiting(
    install: Install, paper: Path, tmp_path: Path
) -> None:
    install("xdg-open")
    os.mkfifo(window := tmp_path / "window")
    opener = tmp_path / "bin" / "xdg-open"
    opener.write_text(f"#!/bin/sh\n(read -r closed < {quote(str(window))}) &\n")
    before = time.monotonic()
    with refused(AnswerIsNo, "printer.shown"):
        SystemPrinter().send(paper)
    assert time.monotonic() - before < PATIENCE
    window.write_text("closed\n")


def test_nothing_takes_it(install: Install, paper: Path) -> None:
    install("lp", ends=1)
    install("xdg-open", ends=4)
    with refused(AnswerIsNo, "printer.none"):
        SystemPrinter().send(paper)


def test_under_an_account_that_sudo_lent_no_viewer_opens(
    install: Install, paper: Path, noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would show all that the account may read to whoever sits there."""
    install("lp", ends=1)
    install("xdg-open")
    monkeypatch.setenv("SUDO_UID", str(os.geteuid() + 1))
    with refused(AnswerIsNo, "printer.none_lent"):
        SystemPrinter().send(paper)
    assert "xdg-open" not in noted.read_text()
    monkeypatch.setenv("SUDO_UID", str(os.geteuid()))
    with refused(AnswerIsNo, "printer.shown"):
        SystemPrinter().send(paper)
    assert "xdg-open" in noted.read_text()


@pytest.mark.parametrize("name", [*REAL, *OF_THE_STANDARD])
def test_what_is_known_is_what_the_printing_system_says(install: Install, name: str) -> None:
    plight: Plight = {**REAL, **OF_THE_STANDARD}[name]
    install("lpstat", said="/run/s")
    install("ipptool", said=plight.said)
    assert SystemPrinter().look_up(PrintJob("paper", 1, "paper.pdf")) == plight.state


def test_an_answer_without_end_is_none(install: Install) -> None:
    install("lpstat", said="/run/s")
    install("ipptool", said="job-state," + "x" * 140_000)
    assert SystemPrinter().look_up(PrintJob("paper", 1, "paper.pdf")) == UNKNOWN


def test_a_socket_stands_in_the_place_of_the_host(install: Install, noted: Path) -> None:
    install("ipptool")
    for server in ("/run/cups/cups.sock", "printers.agency:631"):
        install("lpstat", said=server)
        SystemPrinter().look_up(PrintJob("étage-2", 5, "paper.pdf"))
    lines = noted.read_text().splitlines()
    assert [line.split()[6] for line in lines if line.startswith("ipptool")] == [
        "ipp://%2Frun%2Fcups%2Fcups.sock/printers/%C3%A9tage-2",
        "ipp://printers.agency:631/printers/%C3%A9tage-2",
    ]


def test_where_no_printing_system_is_named_nobody_is_asked(install: Install, noted: Path) -> None:
    install("ipptool", said=REAL["printed"].said)
    assert SystemPrinter().look_up(PrintJob("laser", 5, "paper.pdf")) == UNKNOWN
    assert noted.read_text() == ""


def test_without_a_program_that_asks_nothing_is_called_printed(
    install: Install, paper: Path
) -> None:
    install("lp", said=TAKEN)
    install("lpstat", said="/run/cups.sock")
    assert SystemPrinter().look_up(SystemPrinter().send(paper)) == UNKNOWN


def test_a_queue_that_tells_no_number_cannot_be_asked(install: Install, paper: Path) -> None:
    install("lp", said="Taken.")
    install("lpstat", said="/run/cups.sock")
    install("ipptool", said=REAL["printed"].said)
    assert SystemPrinter().look_up(SystemPrinter().send(paper)) == UNKNOWN


def test_a_job_is_taken_back_by_its_name(install: Install, noted: Path) -> None:
    install("cancel")
    SystemPrinter().cancel(PrintJob("laser-2", 17, "paper.pdf"))
    SystemPrinter().cancel(PrintJob("", 0, "paper.pdf"))
    assert noted.read_text() == "cancel laser-2-17\n"
