"""What a window that was killed had given to the printer does not stay in clear on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cnss_counter.paths import Home
from cnss_counter.storage.papers_handed_over import HALF_WRITTEN_FOR, PapersHandedOver, sweep

PRINT_AND_DIE = """
import os, sys
from pathlib import Path
from cnss_counter.paths import Home
from cnss_counter.storage.papers_handed_over import PapersHandedOver
printed = PapersHandedOver(Home(Path(sys.argv[1])))
for paper in sys.argv[2:]:
    printed.begin(Path(paper))
os._exit(9)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.receipts.mkdir(parents=True)
    return home


def paper_in(folder: Path, name: str = "RCS-041-1-2025-000001-00.pdf") -> Path:
    paper = folder / name
    paper.write_bytes(b"%PDF ALAMI")
    return paper


def killed_after_printing(home: Home, *papers: Path) -> None:
    subprocess.run([sys.executable, "-c", PRINT_AND_DIE, home.folder, *papers], check=False)


def marks(home: Home) -> list[Path]:
    return list(home.handed_over.iterdir())


def test_what_a_kill_leaves_is_swept_at_the_next_login(home: Home) -> None:
    receipt, code = paper_in(home.receipts), paper_in(home.folder, home.code_sheet.name)
    killed_after_printing(home, receipt, code)
    assert receipt.exists()  # the control: nothing else takes them away
    assert code.exists()
    sweep(home)
    assert not receipt.exists()
    assert not code.exists()
    assert marks(home) == []


def test_a_window_that_lives_keeps_its_paper_until_its_person_leaves(home: Home) -> None:
    receipt, printed = paper_in(home.receipts), PapersHandedOver(home)
    printed.begin(receipt)
    printed.begin(receipt)  # printed twice
    sweep(home)
    assert receipt.exists()
    printed.end()
    assert not receipt.exists()
    assert marks(home) == []


def test_what_the_printer_refused_and_what_nobody_printed_stay(home: Home) -> None:
    refused, waiting = paper_in(home.receipts), paper_in(home.receipts, "other.pdf")
    printed = PapersHandedOver(home)
    printed.begin(refused)
    printed.refused(refused)
    printed.end()
    sweep(home)
    assert refused.exists()
    assert waiting.exists()


def test_a_mark_names_no_file_outside_the_counter(home: Home, tmp_path: Path) -> None:
    asked_for = paper_in(tmp_path, "as-asked.pdf")
    killed_after_printing(home, asked_for)
    (home.handed_over / "deadbeef").write_bytes(b"../../as-asked.pdf\0\xff")
    sweep(home)
    assert asked_for.exists()
    assert home.receipts.exists()


def test_half_a_paper_goes_once_nobody_can_be_writing_it(home: Home) -> None:
    left = paper_in(home.receipts, ".RCS-041-1-2025-000001-00.pdf.0a1b2c3d")
    fresh = paper_in(home.receipts, ".RCS-041-1-2025-000002-00.pdf.0a1b2c3d")
    long_ago = time.time() - HALF_WRITTEN_FOR - 1
    os.utime(left, (long_ago, long_ago))
    sweep(home)
    assert not left.exists()
    assert fresh.exists()


def test_a_disk_that_refuses_a_mark_still_prints(home: Home) -> None:
    receipt, printed = paper_in(home.receipts), PapersHandedOver(home)
    home.handed_over.write_bytes(b"no folder")
    printed.begin(receipt)
    printed.end()
    sweep(home)
