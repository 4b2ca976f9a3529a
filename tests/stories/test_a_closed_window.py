"""The window is closed, or the line to the agency's server is cut: nobody stays logged in."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from cnss_counter.storage.files import session_marks
from tests.stories.conftest import session_of
from tests.terminal.played_in_a_terminal import Played

FRENCH = wording.load("fr")
F4 = "\x1bOS"
FORM = FRENCH.label("last_name_ar")
"""Which no screen before it says."""


@pytest.mark.parametrize("is_told", [True, False], ids=["with SIGHUP", "without a word"])
def test_a_counter_whose_window_is_closed_ends_with_its_sitting(
    tmp_path: Path, *, is_told: bool
) -> None:
    home, clerk = Home(tmp_path / "home"), training.clerk_account()
    arguments = ("training", "--home", str(home.folder))
    with Played("cnss_counter", *arguments, is_told=is_told) as played:
        played.until(FRENCH("screens.login.title"))
        played.types(f"{clerk.code}\t{clerk.password}\r")
        played.until(FRENCH("screens.home.errands"))
        played.types(f"{F4}123456789\r\r")
        played.until(FORM)
        played.hangup()
        assert played.ended() == 128 + signal.SIGHUP
    assert len(list(session_marks.cut_short(home, clerk.code))) == 1, (
        "nobody holds the mark any more"
    )
    with session_of(home.folder) as session:
        assert [
            stored.draft.answer("immatriculation_number") for stored in session.drafts.all()
        ] == ["123456789"]
