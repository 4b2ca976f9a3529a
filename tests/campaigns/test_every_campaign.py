"""Every campaign, short: nothing breaks, and what is wrong on purpose does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from campaigns.frame import NAMES, Findings, load, said_and_right
from cnss_counter.errors import StoreError
from testkit.waiting import Depositing, rush

ROOT = Path(__file__).parents[2]
SEED = "2026"
"""The same each time: new ones are for the long campaigns, which say theirs."""


@pytest.mark.parametrize("name", NAMES)
def test_nothing_breaks_and_the_control_does(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "campaigns", name, "--short", "--seed", SEED],
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
    ("broken", "is_right"),
    [
        ({"lost": 0, "doubled": 0}, False),
        ({"lost": 1, "doubled": 0}, True),
        ({"lost": 0, "doubled": 1}, False),
        ({"lost": 1, "doubled": 1}, False),
    ],
)
def test_a_control_is_right_only_when_what_it_is_there_for_broke_and_nothing_else(
    broken: dict[str, int], is_right: bool
) -> None:
    def look() -> Findings:
        return Findings({"acknowledged": 9}, broken)

    assert said_and_right({}, look, frozenset({"lost"})) is is_right


def test_a_control_breaks_only_what_its_campaign_looks_for() -> None:
    for name in NAMES:
        assert load(name).CONTROL_BREAKS, name


def test_a_deposit_refused_for_any_other_reason_than_a_taken_database_ends_the_rush(
    tmp_path: Path,
) -> None:
    """What made a control void: none of its deposits could be written down at all."""

    def sit_down(_: Path) -> Depositing:
        def depositing(_draft: str) -> str:
            raise StoreError("store.disk_full", file="counter.db")

        return depositing

    with pytest.raises(ChildProcessError):
        rush(tmp_path / "counter.db", 1, sit_down)
