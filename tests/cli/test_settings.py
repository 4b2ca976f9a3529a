"""`cnss-counter settings`: read and told on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import REAL_CLERK, REAL_PASSWORD, Ended, command


def settings(home: Path, *options: str) -> Ended:
    return command(
        "settings", "--home", home, "--clerk", REAL_CLERK.code, "--password-stdin",
        *options, lines=(REAL_PASSWORD,),
    )  # fmt: skip


def test_what_was_told_is_there_the_next_time(real_home: Path) -> None:
    assert settings(real_home, "--json").document == {"cndp": None, "retention_months": None}
    told = settings(real_home, "--cndp", "A-PO-7/2026", "--retention-months", "60", "--json")
    assert told.document == {"cndp": "A-PO-7/2026", "retention_months": 60}
    settings(real_home, "--retention-months", "none")
    again = settings(real_home, "--json").document
    assert again == {"cndp": "A-PO-7/2026", "retention_months": None}


@pytest.mark.parametrize("typed", ["0", "-3", "1201", "many", "٦"])
def test_no_other_duration_is_taken(real_home: Path, typed: str) -> None:
    ended = settings(real_home, "--retention-months", typed)
    assert ended.status == 2
    assert "--retention-months" in ended.refused
