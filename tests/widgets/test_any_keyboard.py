"""What no keyboard should send, and some do."""

from __future__ import annotations

import sys
from pathlib import Path

from cnss_counter.paths import Home
from cnss_counter.services import training
from tests.stories.player import LOG_IN
from tools.pseudo_terminal import PseudoTerminal


def test_bytes_that_are_no_text_are_seen_and_end_nothing(tmp_path: Path) -> None:
    training.prepare(Home(tmp_path / "home"))
    start = (sys.executable, "-m", "cnss_counter", "training", "--home", tmp_path / "home")
    with PseudoTerminal(start) as terminal:
        terminal.wait_to_show(training.clerk_account().password)
        terminal.press(*LOG_IN, "F3")
        terminal.wait_to_show("Rechercher")
        terminal.send(b"Beno\xeft \xff\xed\xa0\x80")  # Latin-1, nothing, half a surrogate
        terminal.press("ALAMI")
        terminal.wait_to_show("Beno\ufffdt")
        terminal.wait_to_show("ALAMI")
