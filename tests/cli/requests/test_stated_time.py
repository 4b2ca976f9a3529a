"""`deposit --time`: a word beside the computer's clock, by command as at the screens."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from cnss_counter.clock import system_clock
from cnss_counter.domain.reference_number import parse
from testkit.clients import case_of
from tests.cli.conftest import REAL_CLERK, REAL_PASSWORD, Ended, WriteCase, command

A_MINUTE = timedelta(minutes=1)
"""A time that is typed has no seconds, and is not to lie before the login."""


def _deposit(home: Path, path: Path, *more: str) -> Ended:
    options = ("--home", home, "--clerk", REAL_CLERK.code, "--password-stdin", "--json")
    return command("deposit", path, *options, *more, lines=(REAL_PASSWORD, REAL_PASSWORD))


@pytest.mark.parametrize("days", [-3, 4, 9])
def test_nobody_alone_says_another_time_than_a_clock_that_is_right(
    real_home: Path, write_case: WriteCase, days: int
) -> None:
    path = write_case(case_of())
    word = ("--supervisor", REAL_CLERK.code, "--reason", "lu sur ma montre", "--time")
    now = system_clock()
    other = _deposit(real_home, path, *word, f"{now + timedelta(days=days):%Y-%m-%d %H:%M}")
    assert (other.status, other.said) == (2, "")
    assert other.refused.startswith("--time")
    assert other.refused.count("\n") == 1
    same = _deposit(real_home, path, *word, f"{system_clock() + A_MINUTE:%Y-%m-%d %H:%M}")
    assert same.status == 0
    number = parse(same.document["reference"])
    assert number is not None
    assert number.sequence == 1  # none was taken by what was refused


def test_a_time_without_its_supervisor_is_one_clear_line(
    real_home: Path, write_case: WriteCase
) -> None:
    ended = _deposit(real_home, write_case(case_of()), "--time", "2026-11-30 10:00")
    assert (ended.status, ended.said) == (2, "")
    assert ended.refused.startswith("--supervisor")
    assert ended.refused.count("\n") == 1


UNDER_A_DEAD_BATTERY = """
import sys
from datetime import datetime
from cnss_counter import clock
clock.system_clock = lambda: datetime(1950, 1, 1, 9).astimezone()
from cnss_counter.__main__ import main
sys.exit(main())
"""


def test_a_case_is_judged_on_the_day_that_was_said(real_home: Path, write_case: WriteCase) -> None:
    """The computer says 1950, when the person of the case was not born."""
    asked = [
        "deposit", write_case(case_of()), "--home", real_home, "--clerk", REAL_CLERK.code,
        "--password-stdin", "--json", "--supervisor", REAL_CLERK.code, "--reason", "ma montre",
    ]  # fmt: skip
    now = f"{system_clock() + A_MINUTE:%Y-%m-%d %H:%M}"
    ended = subprocess.run(
        [sys.executable, "-c", UNDER_A_DEAD_BATTERY, *map(str, asked), "--time", now],
        input=f"{REAL_PASSWORD}\n{REAL_PASSWORD}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["reference"].startswith(f"RCS-041-1-{now[:4]}-")
