"""The ticket: one picture for a printer that knows no Arabic."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnss_counter.receipt.thermal import compose, draw, picture
from tests.receipt import samples
from tests.receipt.ink import meetings
from tests.receipt.reading import codes

START_OF_PICTURE = b"\x1dv0"
CUT = b"\x1dV"
WIDTH_OF_80_MM_PAPER = 576
REFUSED = """
from cnss_counter.errors import CounterError
from cnss_counter.receipt.thermal import draw
from tests.receipt.samples import receipt
try:
    draw(receipt())
except CounterError as error:
    print(error.code)
"""


@pytest.mark.parametrize("kind", samples.KINDS)
def test_nothing_on_a_ticket_lies_on_anything(kind: str) -> None:
    assert meetings(compose(samples.KINDS[kind]()).blocks) == []


@pytest.mark.parametrize("kind", ["ordinary", "everything"])
def test_a_ticket_is_as_wide_as_the_paper_and_its_code_scans(kind: str) -> None:
    content = samples.KINDS[kind]()
    ticket = picture(content)
    assert ticket.mode == "1"
    assert ticket.width == WIDTH_OF_80_MM_PAPER
    assert [text for _, text in codes(ticket.convert("L"))] == [content.sealed]


def test_the_commands_are_one_picture_and_a_cut() -> None:
    commands = draw(samples.receipt())
    assert START_OF_PICTURE in commands
    assert CUT in commands[commands.rindex(START_OF_PICTURE) :]
    assert commands == draw(samples.receipt())


def test_without_the_extra_the_ticket_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "escpos.py").write_text("raise ImportError('not installed')\n")
    refusal = subprocess.run(
        [sys.executable, "-c", REFUSED],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert refusal.stdout.strip() == "thermal.missing"
