"""The window is closed, or the line to the agency's server is cut: nobody stays logged in."""

from __future__ import annotations

from pathlib import Path

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.services import training
from cnss_counter.storage import sittings
from tests.widgets.played_in_a_terminal import Played

FRENCH = wording.load("fr")


def test_a_counter_whose_window_is_closed_ends_with_its_sitting(tmp_path: Path) -> None:
    home, clerk = Home(tmp_path / "home"), training.clerk_account()
    with Played("cnss_counter", "training", "--home", str(home.folder)) as played:
        played.until(FRENCH("screens.login.title"))
        played.types(f"{clerk.code}\t{clerk.password}\r")
        played.until(FRENCH("screens.home.errands"))
        played.hang_up()
        assert played.process.wait(30) is not None
    assert len(list(sittings.cut_short(home, clerk.code))) == 1, "nobody holds the mark any more"
