"""Every campaign, short: nothing breaks, and what is wrong on purpose does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from campaigns.frame import NAMES, Findings, said_and_right

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_breaks_and_the_control_does(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "campaigns", name, "--short"],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    told: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (told, done.stderr)
    assert {"seed", "tried"} <= set.intersection(*map(set, told))


def test_every_campaign_is_in_the_list() -> None:
    modules = {file.stem for file in (ROOT / "campaigns").glob("*.py")}
    shared = {"__init__", "__main__", "frame"}
    assert modules - shared == set(NAMES)


def test_a_campaign_that_tried_nothing_is_not_sound() -> None:
    assert not Findings({"acknowledged": 0}, {"lost": 0}).is_sound
    assert not Findings({"acknowledged": 9}, {"lost": 1}).is_sound
    assert Findings({"acknowledged": 9}, {"lost": 0}).is_sound


@pytest.mark.parametrize(
    ("tried", "lost", "is_right"), [(0, 0, False), (9, 0, False), (0, 1, True), (9, 1, True)]
)
def test_a_control_is_right_only_when_something_broke(
    tried: int, lost: int, is_right: bool
) -> None:
    def look() -> Findings:
        return Findings({"acknowledged": tried}, {"lost": lost})

    assert said_and_right({}, look, is_control=True) is is_right
