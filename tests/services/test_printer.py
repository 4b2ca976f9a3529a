"""A paper goes to the printer; what only a viewer shows was printed by nobody yet."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cnss_counter.errors import AnswerIsNo
from cnss_counter.services.printer import print_out
from tests.refusals import refused

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Programs that end as told, and note the paper they got: the only ones on this computer."""
    (programs := tmp_path / "bin").mkdir()
    noted = tmp_path / "noted"
    noted.touch()
    monkeypatch.setenv("PATH", str(programs))

    def make(**status: int) -> Path:
        for name, ends in status.items():
            program = programs / name.replace("_", "-")
            program.write_text(f"#!/bin/sh\necho {program.name} $1 >> {noted}\nexit {ends}\n")
            program.chmod(0o700)
        return noted

    return make


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (paper := tmp_path / "receipt.pdf").write_bytes(b"%PDF")
    return paper


def test_what_the_print_queue_took_is_not_shown_as_well(install: Install, paper: Path) -> None:
    noted = install(lp=0, xdg_open=0)
    print_out(paper)
    assert noted.read_text() == f"lp {paper}\n"


@pytest.mark.parametrize("viewer", ["xdg_open", "open"])
@pytest.mark.parametrize("printers", [{}, {"lp": 1}], ids=["no printer", "an empty queue"])
def test_a_viewer_is_no_printer(
    install: Install, paper: Path, viewer: str, printers: dict[str, int]
) -> None:
    """It ends well once the window opens; the receipt was then taken away, printed or not."""
    noted = install(**printers, **{viewer: 0})
    with refused(AnswerIsNo, "printer.shown") as detail:
        print_out(paper)
    assert detail == {"file": str(paper)}
    assert noted.read_text().endswith(f"{viewer.replace('_', '-')} {paper}\n")


def test_nothing_takes_it(install: Install, paper: Path) -> None:
    install(lp=1, xdg_open=4)
    with refused(AnswerIsNo, "printer.none"):
        print_out(paper)
