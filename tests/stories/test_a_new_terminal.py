"""A terminal that nobody has looked at yet shows its card once; one that garbles is named."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from cnss_counter.storage.files import preferences
from cnss_counter.text import display
from testkit.player import LOG_IN
from testkit.pseudo_terminal import PseudoTerminal

FRENCH = wording.load("fr")
CARD, HOME = FRENCH("screens.test_card.title"), FRENCH("screens.home.title")
ARABIC = FRENCH("screens.login.organisation_ar")
UNKNOWN = {"CNSS_COUNTER_BIDI": ""}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    training.prepare(home := Home(tmp_path / "home"))
    return home


@contextmanager
def at_the_login(home: Home, says: str = "", **environment: str) -> Iterator[PseudoTerminal]:
    start = (sys.executable, "-m", "cnss_counter", "training", "--home", home.folder)
    with PseudoTerminal(start, environment=UNKNOWN | environment, says=says) as terminal:
        terminal.wait_to_show(training.clerk_account().password)
        yield terminal


def test_each_terminal_is_looked_at_once_and_keeps_its_own_answer(home: Home) -> None:
    with at_the_login(home, "XTerm(379)") as terminal:
        terminal.press(*LOG_IN)
        terminal.wait_to_show(CARD)
        terminal.press("Enter")
        terminal.wait_to_show(HOME)
    with at_the_login(home, "PuTTY 0.78") as terminal:
        terminal.press(*LOG_IN)
        terminal.wait_to_show(CARD)
        terminal.press("Down", "Enter")
        terminal.wait_to_show(HOME)
    assert preferences.read(home).terminals == {"xterm": "visual", "putty": "terminal"}
    for name, login in (("XTerm(390)", display(ARABIC)), ("PuTTY 0.81", ARABIC)):
        with at_the_login(home, name) as terminal:
            terminal.wait_to_show(login)
            terminal.press(*LOG_IN)
            terminal.wait_to_show(HOME)
            assert CARD not in terminal.painted


def test_the_control_what_a_terminal_answers_is_typed_nowhere(home: Home) -> None:
    with at_the_login(home, "kitty(0.26.5)" + "x" * 60) as terminal:
        terminal.wait_quiet()
        assert "26.5" not in terminal.text
        terminal.press(*LOG_IN)
        terminal.wait_to_show(CARD)


def test_whoever_leaves_the_card_is_not_asked_again(home: Home) -> None:
    with at_the_login(home) as terminal:
        terminal.press(*LOG_IN)
        terminal.wait_to_show(CARD)
        terminal.press("Esc")
        terminal.wait_to_show(HOME)
    assert preferences.read(home).terminals == {"xterm-256color": "visual"}


def test_where_the_environment_has_the_word_nobody_is_asked(home: Home) -> None:
    with at_the_login(home, "XTerm(379)", CNSS_COUNTER_BIDI="terminal") as terminal:
        terminal.press(*LOG_IN)
        terminal.wait_to_show(HOME)
        assert CARD not in terminal.painted


def test_kitty_is_named_at_the_login_with_what_mends_it(home: Home, tmp_path: Path) -> None:
    kitty = {"TERM": "xterm-kitty", "XDG_CONFIG_HOME": str(tmp_path)}
    with at_the_login(home, **kitty) as terminal:
        terminal.wait_to_show("force_ltr yes")
    (tmp_path / "kitty").mkdir()
    (tmp_path / "kitty" / "kitty.conf").write_text("force_ltr yes\n", encoding="utf-8")
    with at_the_login(home, **kitty) as terminal:
        terminal.wait_quiet()
        assert "force_ltr" not in terminal.text
    with at_the_login(home) as terminal:
        terminal.wait_quiet()
        assert "force_ltr" not in terminal.text, "the control"


def test_kitty_that_is_known_by_its_answer_alone_is_named_on_the_card(home: Home) -> None:
    with at_the_login(home, "kitty(0.26.5)", HOME=str(home.folder)) as terminal:
        terminal.press(*LOG_IN)
        terminal.wait_to_show(CARD)
        terminal.wait_to_show("force_ltr yes")
