"""The power fails in the middle of a field: the next start of that clerk offers it again."""

from __future__ import annotations

import sys
from pathlib import Path

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from testkit.player import LOG_IN
from testkit.pseudo_terminal import PseudoTerminal
from tests.stories.conftest import AT_HOME, session_of

FRENCH = wording.load("fr")
TITLE = FRENCH("screens.after_a_stop.title")
FORM = FRENCH.label("last_name_ar")
"""Which no screen before it says."""
TO_THE_LAST_NAME = ("F4", "123456789", "Enter", "Enter")


def start(folder: Path) -> PseudoTerminal:
    program = (sys.executable, "-m", "cnss_counter", "training", "--home", folder)
    return PseudoTerminal((*program, "--on", "2025-09-01"))


def kept_name(folder: Path) -> str:
    with session_of(folder) as session:
        return "".join(stored.draft.answer("last_name") for stored in session.drafts.all())


def test_a_field_half_typed_when_the_program_is_killed_is_offered_again(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    training.prepare(Home(folder))
    with start(folder) as terminal:
        terminal.wait_to_show(training.clerk_account().password)
        terminal.press(*LOG_IN, *TO_THE_LAST_NAME)
        terminal.wait_to_show(FORM)
        terminal.press("Enter", "Enter", "Enter", "Enter", "Enter", "BENSAID EL")
        kept = "what is typed in a field is kept"  # no key leaves the field
        terminal.wait_until(lambda: kept_name(folder) == "BENSAID EL", kept)
    with start(folder) as terminal:  # the first one was killed on leaving the block
        terminal.wait_to_show(training.clerk_account().password)
        terminal.press(*LOG_IN)
        terminal.wait_to_show(TITLE)
        terminal.wait_to_show("BENSAID EL")
        terminal.wait_to_show(FRENCH("screens.steps.request"))
        terminal.press("Enter")
        terminal.wait_to_show(FORM)
        terminal.wait_to_show("BENSAID EL")
        terminal.press("F2")
        terminal.wait_to_show(AT_HOME)
        terminal.press("End", "Up", "Enter", "Down", "Enter")  # closed, though a draft waits
        assert terminal.wait_ended() == 0
