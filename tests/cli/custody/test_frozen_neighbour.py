"""A command that waits for a frozen window says for whom, whatever it was asked."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import REAL_CLERK, REAL_PASSWORD
from tests.storage.files.test_long_waits import neighbour

PATIENCE = 30.0
"""Seconds; whoever waits is told after three."""
AS_CLERK = ("--clerk", REAL_CLERK.code, "--password-stdin")


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is frozen there by a signal")
@pytest.mark.parametrize("lock", ["counter.db.lock", "counter.db"])
@pytest.mark.parametrize("errand", ["doctor", "settings"])
def test_whoever_waits_for_a_frozen_window_is_told_its_number(
    real_home: Path, errand: str, lock: str
) -> None:
    """`settings` is the control: its password is required, and that of `doctor` is not."""
    asked = [sys.executable, "-m", "cnss_counter", errand, "--home", str(real_home), *AS_CLERK]
    with (
        neighbour(real_home / lock) as frozen,
        subprocess.Popen(
            asked, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
            text=True,
        ) as command,
    ):  # fmt: skip
        assert command.stdin is not None
        assert command.stderr is not None
        command.stdin.write(f"{REAL_PASSWORD}\n")
        command.stdin.close()
        patience = threading.Timer(PATIENCE, command.kill)
        patience.start()
        said = command.stderr.readline()
        patience.cancel()
        command.kill()
    assert str(frozen.pid) in said
