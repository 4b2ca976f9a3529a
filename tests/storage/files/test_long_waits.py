"""A neighbour frozen in the middle of writing is named to whoever waits, and not overtaken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.errors import StoreError
from cnss_counter.storage.files import lock_files
from cnss_counter.storage.files.lock_files import Holder, long_waits_told, turn
from cnss_counter.storage.files.occupancy import occupied
from cnss_counter.wording.long_wait import long_wait_words
from tests.refusals import refused

HOLDS = """
import sys
from pathlib import Path
from cnss_counter.storage.files.lock_files import turn
from cnss_counter.storage.files.occupancy import Occupied
file = Path(sys.argv[1])
with turn(file) if file.suffix == ".lock" else Occupied(file).alone():
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def neighbour(file: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that has the turn, or a database alone, and is frozen with it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, file],
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
@pytest.mark.parametrize(
    ("name", "had"),
    [
        ("counter.db.lock", turn),
        ("mark.lock", partial(turn, patience=threading.TIMEOUT_MAX)),
        ("counter.db", occupied),
    ],
    ids=["turn", "turn for a while", "share"],
)
def test_a_frozen_neighbour_is_named_and_then_the_turn_comes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    had: Callable[[Path], AbstractContextManager[object]],
) -> None:
    """Somebody who writes, and somebody who gives the database another key."""
    monkeypatch.setattr(lock_files, "LONG_WAIT", 0.05)
    file, told, came = tmp_path / name, threading.Event(), threading.Event()
    said: list[Holder] = []

    def wait() -> None:
        def tell(holder: Holder) -> None:
            said.append(holder)
            told.set()

        with long_waits_told(tell), had(file):
            came.set()

    with neighbour(file) as frozen:
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


def test_whoever_shares_a_database_waits_for_nobody_who_shares_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a wait of any length would be told, and this one would never end."""
    monkeypatch.setattr(lock_files, "LONG_WAIT", 0.0)
    said: list[Holder] = []
    with long_waits_told(said.append), occupied(tmp_path / "one.db"), occupied(tmp_path / "one.db"):
        pass
    assert said == []


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is frozen there by a signal")
def test_whoever_does_not_wait_for_ever_goes_away_without_the_turn(tmp_path: Path) -> None:
    lock_file = tmp_path / "counter.lock"
    with (
        neighbour(lock_file),
        refused(StoreError, "store.busy") as detail,
        turn(lock_file, patience=0.05),
    ):
        pass
    assert detail == {"file": str(lock_file)}
    with turn(lock_file, patience=0.0):  # the control: nobody has it any more
        pass


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
