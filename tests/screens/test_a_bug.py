"""A bug ends the program; what it prints names a place in the program, and nobody."""

from __future__ import annotations

from datetime import datetime

import pytest

from cnss_counter.app import CounterApp
from cnss_counter.paths import Home
from tests.screens.conftest import LOG_IN
from tests.screens.play import played


def broken_clock() -> datetime:
    """Breaks with a person at hand, and quotes the person."""
    person = " ".join(("ALAMI", "Mohammed"))
    raise RuntimeError(f"broken by design: {person}")


async def test_the_report_of_a_bug_shows_no_variable_and_no_message(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Exception, match="broken by design"):
        async with played(CounterApp(home, is_training=True, clock=broken_clock)) as play:
            await play.type(*LOG_IN)
    said = capsys.readouterr()
    assert "broken_clock" in said.out + said.err
    assert "RuntimeError" in said.out + said.err
    assert "broken by design" not in said.out + said.err
    assert "ALAMI Mohammed" not in said.out + said.err
