"""A sitting that ended leaves nothing; one that was cut short tells what was on the screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cnss_counter.paths import Home
from cnss_counter.storage.files.session_marks import SessionMark, cut_short, on_screen
from tests.storage.conftest import NOON

SIT_DOWN_AND_DIE = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from cnss_counter.paths import Home
from cnss_counter.storage.files.session_marks import SessionMark
sitting = SessionMark.begin(Home(Path(sys.argv[1])), "A17", datetime(2025, 9, 1, 12, tzinfo=UTC))
for note in sys.argv[2:]:
    sitting.note(note, "confirm" if note else "")
os._exit(9)
"""


def killed(home: Home, *notes: str) -> None:
    """A process that sat down, noted what was on the screen, and was killed."""
    subprocess.run(
        [sys.executable, "-c", SIT_DOWN_AND_DIE, home.folder, *notes], check=False, timeout=60
    )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_sitting_that_ended_is_forgotten(home: Home) -> None:
    session_mark = SessionMark.begin(home, "A17", NOON)
    session_mark.note("a-draft", "request")
    session_mark.end()
    assert list(cut_short(home, "A17")) == []


def test_a_clerk_who_still_sits_elsewhere_was_not_cut_short(home: Home) -> None:
    session_mark = SessionMark.begin(home, "A17", NOON)
    assert list(cut_short(home, "A17")) == []
    session_mark.end()


def test_a_sitting_that_was_killed_tells_its_last_note(home: Home) -> None:
    killed(home, "a-long-draft-id", "draft-2")
    (stop,) = cut_short(home, "A17")
    assert (stop.draft, stop.step, stop.since) == ("draft-2", "confirm", NOON)
    assert list(cut_short(home, "S02")) == []
    stop.forget()
    assert list(cut_short(home, "A17")) == []


def test_nothing_on_the_screen_is_told_from_nothing_noted_yet(home: Home) -> None:
    killed(home, "draft-1", "")
    (nothing_open,) = cut_short(home, "A17")
    assert nothing_open.draft == ""
    nothing_open.forget()
    killed(home)
    (nothing_noted,) = cut_short(home, "A17")
    assert nothing_noted.draft is None


def test_a_damaged_mark_is_a_stop_that_does_not_tell(home: Home) -> None:
    killed(home, "draft-1")
    (stop,) = cut_short(home, "A17")
    stop.mark.write_bytes(bytes(512))
    (damaged,) = cut_short(home, "A17")
    assert damaged.draft is None


def test_a_folder_that_cannot_be_made_stops_nobody(home: Home) -> None:
    home.session_marks.write_text("in the way", encoding="utf-8")
    session_mark = SessionMark.begin(home, "A17", NOON)
    session_mark.note("a-draft", "request")
    session_mark.end()


def test_a_draft_is_on_a_screen_while_its_window_lives(home: Home) -> None:
    session_mark = SessionMark.begin(home, "A17", NOON)
    assert on_screen(home) == frozenset()
    session_mark.note("a-draft", "request")
    killed(home, "of-a-window-that-died")
    assert on_screen(home) == {"a-draft"}
    session_mark.end()
    assert on_screen(home) == frozenset()
