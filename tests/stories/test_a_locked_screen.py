"""The keys that end or stop a program in a terminal are keys like others on a locked screen."""

from __future__ import annotations

from pathlib import Path

from cnss_counter import wording
from cnss_counter.services.day import training
from tests.terminal.played_in_a_terminal import Played

FRENCH = wording.load("fr")
F12 = "\x1b[24~"
OF_THE_TERMINAL = "\x03\x1a\x1c\x19\x04\x11\x13\x0f\x16\x12\x17"
"""Ctrl+C, Z, \\, Y, D, Q, S, O, V, R, W: end, stop, hold, and the rest of a line's own."""


def test_no_key_of_the_terminal_ends_stops_or_holds_a_locked_counter(tmp_path: Path) -> None:
    clerk = training.clerk_account()
    with Played("cnss_counter", "training", "--home", str(tmp_path / "home")) as played:
        played.until(FRENCH("screens.login.title"))
        played.types(f"{clerk.code}\t{clerk.password}\r")
        played.until(FRENCH("screens.home.errands"))
        played.types(F12)
        played.until(FRENCH("screens.lock.title"))
        played.written = ""
        played.types(OF_THE_TERMINAL)
        played.types(f"{clerk.password}\r")
        played.until(FRENCH("screens.home.errands"))
        assert played.process.poll() is None


def test_the_control_they_end_a_program_that_leaves_the_terminal_as_it_is() -> None:
    with Played("base64", "-e", "-") as played:
        played.types(OF_THE_TERMINAL[0])
        assert played.ended() != 0
