"""What a window that was killed had given to the printer does not stay in clear on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cnss_counter.paths import Home
from cnss_counter.storage.files.print_cleanup import (
    HALF_WRITTEN_FOR,
    PrintCleanup,
    sweep,
    sweep_the_day,
    take_away,
    waiting,
)
from cnss_counter.storage.files.print_jobs import PrintJob

PRINT_AND_DIE = """
import os, sys
from pathlib import Path
from cnss_counter.paths import Home
from cnss_counter.storage.files.print_cleanup import PrintCleanup
printed = PrintCleanup(Home(Path(sys.argv[1])))
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
    receipt, printed = paper_in(home.receipts), PrintCleanup(home)
    printed.begin(receipt)
    printed.begin(receipt)  # printed twice
    sweep(home)
    assert receipt.exists()
    printed.end()
    assert not receipt.exists()
    assert marks(home) == []


def test_what_the_printer_refused_and_what_nobody_printed_stay(home: Home) -> None:
    refused, waiting = paper_in(home.receipts), paper_in(home.receipts, "other.pdf")
    printed = PrintCleanup(home)
    printed.begin(refused)
    printed.hold(refused)
    printed.end()
    sweep(home)
    assert refused.exists()
    assert waiting.exists()


def test_what_the_printer_has_stays_after_its_window_until_it_came_out(home: Home) -> None:
    receipt, handed = paper_in(home.receipts), PrintCleanup(home)
    job = PrintJob("laser", 17, receipt.name)
    handed.begin(receipt)
    handed.sent(receipt, job)
    assert list(waiting(home)) == []  # this window watches it
    handed.end()
    sweep(home)
    assert receipt.exists()
    ((left, waits_for),) = waiting(home)
    assert (left.paper, waits_for) == (receipt, job)
    take_away(home, left.paper)
    left.forget()
    assert not receipt.exists()
    assert marks(home) == []


def test_what_came_out_leaves_with_its_person(home: Home) -> None:
    receipt, handed = paper_in(home.receipts), PrintCleanup(home)
    handed.begin(receipt)
    handed.sent(receipt, PrintJob("laser", 17, receipt.name))
    handed.came_out(receipt)
    handed.end()
    assert not receipt.exists()
    assert marks(home) == []


def test_a_mark_of_the_release_before_is_of_a_paper_that_nobody_waits_for(home: Home) -> None:
    receipt = paper_in(home.receipts)
    home.handed_over.mkdir()
    (home.handed_over / "deadbeef").write_bytes(receipt.name.encode().ljust(512))
    assert list(waiting(home)) == []
    sweep(home)
    assert not receipt.exists()


def test_at_the_close_of_the_day_no_paper_stays_that_names_a_person(home: Home) -> None:
    """But what a window has on its screen, and what names nobody."""
    left, sent, watched = (paper_in(home.receipts, f"R-{n}.pdf") for n in range(3))
    sheet = paper_in(home.receipts, "cloture-2025-09-01.pdf")
    gone, here = PrintCleanup(home), PrintCleanup(home)
    for handed, paper in ((gone, sent), (here, watched)):
        handed.begin(paper)
        handed.sent(paper, PrintJob("laser", 17, paper.name))
    gone.end()
    assert sweep_the_day(home) == (2, 1)
    assert [paper.exists() for paper in (left, sent, watched, sheet)] == [False, False, True, True]
    assert len(list(waiting(home))) == 1  # the printer has a copy of its own: it is asked again
    for mark in marks(home):
        os.utime(mark, (0, 0))
    sweep_the_day(home)
    assert list(waiting(home)) == []
    assert watched.exists()
    here.end()


def test_what_is_on_the_screen_of_another_window_is_left_to_it(home: Home) -> None:
    """Drawn there, not sent: neither a close, a login, nor a person who leaves takes it."""
    receipt, here, there = paper_in(home.receipts), PrintCleanup(home), PrintCleanup(home)
    here.hold(receipt)
    killed_after_printing(home, receipt)
    there.begin(receipt)
    sweep_the_day(home)
    sweep(home)
    there.end()
    assert receipt.exists()
    here.end()
    assert receipt.exists()  # nobody printed it
    assert marks(home) == []
    sweep_the_day(home)
    assert not receipt.exists()


def test_the_close_leaves_what_another_window_is_writing(home: Home) -> None:
    draft = paper_in(home.receipts, ".RCS-041-1-2025-000001-00.pdf.0a1b2c3d")
    sweep_the_day(home)
    assert draft.exists()


def test_a_mark_names_no_file_outside_the_counter(home: Home, tmp_path: Path) -> None:
    asked_for = paper_in(tmp_path, "as-asked.pdf")
    killed_after_printing(home, asked_for)
    (home.handed_over / "deadbeef").write_bytes(b"../../as-asked.pdf\0\xff")
    sweep(home)
    assert asked_for.exists()
    assert home.receipts.exists()


SENT = '{"paper": "R.pdf", "job": %s}'


@pytest.mark.parametrize(
    "said",
    [
        SENT % '["s", "q", 1, "x"]',
        SENT % '["q", 1e400]',
        SENT % '["q", 1.5]',
        SENT % '["q", true]',
        SENT % '["q", "1"]',
        SENT % '["q", 0]',
        SENT % '["q", -1]',
        SENT % '["q", 2147483648]',
        SENT % '["q"]',
        SENT % '"q1"',
        SENT % "7",
        SENT % '["", 1]',
        SENT % '["-a", 1]',
        SENT % '["a b", 1]',
        SENT % '["../jobs", 1]',
        SENT % '["\\ud800", 1]',
        SENT % '["q\\u0000", 1]',
        SENT % '[["q"], 1]',
        SENT % ("9" * 3000),
        '{"paper": "../R.pdf", "job": ["q", 1]}',
        '{"paper": "..", "job": ["q", 1]}',
        '{"paper": "", "job": ["q", 1]}',
        '{"paper": "R\\u0000.pdf", "job": ["q", 1]}',
        '{"paper": 7, "job": ["q", 1]}',
        '{"paper": "R.pdf"}',
        "{",
        '{"a":' * 500,
        "",
        "R",
    ],
    ids=lambda said: said[:60],
)
def test_a_spoilt_mark_is_dropped_and_has_nothing_asked_after_nor_taken_away(
    home: Home, said: str
) -> None:
    paper = paper_in(home.receipts, "R.pdf")
    home.handed_over.mkdir()
    (home.handed_over / "abcd").write_text(said)
    assert list(waiting(home)) == []
    sweep(home)
    assert marks(home) == []
    assert paper.exists()


def test_the_control_a_mark_of_ours_is_believed(home: Home) -> None:
    home.handed_over.mkdir()
    (home.handed_over / "abcd").write_text(SENT % '["q", 1]')
    ((left, job),) = waiting(home)
    assert (left.paper, job) == (home.receipts / "R.pdf", PrintJob("q", 1, "R.pdf"))


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe has a name there")
def test_a_mark_that_is_no_file_keeps_nobody_waiting(home: Home) -> None:
    (home.handed_over / "folder").mkdir(parents=True)
    os.mkfifo(home.handed_over / "pipe")
    assert list(waiting(home)) == []
    sweep(home)


def test_half_a_paper_goes_once_nobody_can_be_writing_it(home: Home) -> None:
    left = paper_in(home.receipts, ".RCS-041-1-2025-000001-00.pdf.0a1b2c3d")
    fresh = paper_in(home.receipts, ".RCS-041-1-2025-000002-00.pdf.0a1b2c3d")
    long_ago = time.time() - HALF_WRITTEN_FOR - 1
    os.utime(left, (long_ago, long_ago))
    sweep(home)
    assert not left.exists()
    assert fresh.exists()


def test_a_disk_that_refuses_a_mark_still_prints(home: Home) -> None:
    receipt, printed = paper_in(home.receipts), PrintCleanup(home)
    home.handed_over.write_bytes(b"no folder")
    printed.begin(receipt)
    printed.end()
    sweep(home)
