"""A neighbour frozen in the middle of writing is named to whoever waits, and not overtaken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.storage.files import lock_files
from cnss_counter.storage.files.lock_files import Holder, long_waits_told, turn
from cnss_counter.wording.long_wait import long_wait_words

HOLDS = """
import sys
from pathlib import Path
from cnss_counter.storage.files.lock_files import turn
with turn(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def neighbour(lock_file: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that has the turn, and is frozen with it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, lock_file],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n"
        program.send_signal(signal.SIGSTOP)
        try:
            yield program
        finally:
            program.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is frozen there by a signal")
def test_a_frozen_neighbour_is_named_and_then_the_turn_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_files, "LONG_WAIT", 0.05)
    lock_file, told, came = tmp_path / "counter.db.lock", threading.Event(), threading.Event()
    said: list[Holder] = []

    def wait() -> None:
        def tell(holder: Holder) -> None:
            said.append(holder)
            told.set()

        with long_waits_told(tell), turn(lock_file):
            came.set()

    with neighbour(lock_file) as frozen:
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert told.wait(60)
        assert not came.is_set()
        frozen.kill()
        assert came.wait(60)
        waiting.join()
    assert [holder.process for holder in said] == [frozen.pid]
    assert str(frozen.pid) in long_wait_words(said[0], wording.load("fr"))


def test_a_turn_that_comes_soon_is_not_spoken_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: whoever has it at once, and whoever waits for less than is long."""
    monkeypatch.setattr(lock_files, "LONG_WAIT", threading.TIMEOUT_MAX)
    said: list[Holder] = []
    with long_waits_told(said.append), turn(tmp_path / "one.lock"):
        pass
    first = threading.Event()

    def hold() -> None:
        with turn(tmp_path / "two.lock"):
            first.set()

    holding = threading.Thread(target=hold)
    holding.start()
    assert first.wait(60)
    with long_waits_told(said.append), turn(tmp_path / "two.lock"):
        pass
    holding.join()
    assert said == []


@pytest.mark.parametrize(
    "content",
    [
        b"", b"x" * 64, b'["a", 1]', b"[1e999, 0]", b"[]", b"[1, 1e12]", b"[1, 1e300]",
        b"[1, -1e11]", b"[1, NaN]", b"[-7, 1.0]", b"[0, 1.0]", b"[4294967296, 1.0]",
        b"[true, 1.0]", b"[1.5, 1.0]", b'[1, "1"]',
    ],
)  # fmt: skip
def test_a_lock_that_does_not_say_whose_it_is_holds_all_the_same(
    tmp_path: Path, content: bytes
) -> None:
    lock_file = tmp_path / "counter.db.lock"
    lock_file.write_bytes(content)
    assert lock_files._holder(lock_file) == Holder(0, 0.0)
    assert long_wait_words(Holder(0, 0.0), wording.load("ar"))
    with turn(lock_file):
        assert lock_files._holder(lock_file).process == os.getpid()
    assert lock_files._holder(lock_file) == Holder(0, 0.0)
