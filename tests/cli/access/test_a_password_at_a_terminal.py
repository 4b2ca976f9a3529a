"""Whoever types a command at a terminal is asked for the password, and nobody reads it there."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import REAL_PASSWORD


def read_until(terminal: int, said: str) -> str:
    """What the terminal shows up to a text, or to its end."""
    shown = b""
    while said.encode() not in shown:
        try:
            shown += os.read(terminal, 1024)
        except OSError:  # the other end is closed
            break
    return shown.decode("utf-8", "replace")


def test_a_password_is_asked_for_and_not_shown(real_home: Path) -> None:
    terminal, end = pty.openpty()
    command = ("clerk", "list", "--home", real_home, "--clerk", "A17", "--password-stdin", "--json")
    started = subprocess.Popen(
        [sys.executable, "-m", "cnss_counter", *map(str, command)],
        stdin=end, stderr=end, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    os.close(end)
    assert "Mot de passe" in read_until(terminal, ": ")
    os.write(terminal, f"{REAL_PASSWORD}\n".encode())
    said, _ = started.communicate(timeout=60)
    assert (started.returncode, b"A17" in said) == (0, True)
    assert REAL_PASSWORD not in read_until(terminal, REAL_PASSWORD)
    os.close(terminal)
