"""Disks that refuse or are full, clerks at once: what was acknowledged is there, once."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cnss_counter.storage.database import Store
from testkit.depositing import KEY, deposit, furnish, inspect


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "counter.db"
    furnish(path)
    return path


def test_the_inspection_sees_what_was_lost_and_what_was_changed(path: Path) -> None:
    store = Store.open(path, KEY)
    reference = deposit(store, "kept")
    store.close()
    broken = inspect(path, {"kept": reference, "forgotten": reference})
    assert (broken.lost, broken.changed) == (1, 0)
    assert inspect(path, {"kept": "another reference"}).changed == 1
    assert not broken.is_sound


def test_a_deposit_that_could_not_be_flushed_is_not_acknowledged(path: Path) -> None:
    assert _on_a_refusing_disk(path, "FULL") == "store.disk_error"


def test_the_usual_advice_of_synchronous_normal_would_have_acknowledged_it(path: Path) -> None:
    assert _on_a_refusing_disk(path, "NORMAL") == "acknowledged"


def test_a_deposit_refused_by_the_disk_is_made_again_under_the_same_number(path: Path) -> None:
    assert _on_a_refusing_disk(path, "FULL") == "store.disk_error"
    store = Store.open(path, KEY)
    reference = deposit(store, "a draft")
    assert deposit(store, "a draft") == reference
    store.close()
    assert inspect(path, {"a draft": reference}).is_sound


def test_a_full_disk_says_so_and_every_acknowledged_deposit_stays(path: Path) -> None:
    *lines, code = _run("tests.durability.full_disk", str(path), "400000").splitlines()
    acknowledged = dict(line.split() for line in lines)
    assert acknowledged
    assert code in ("store.disk_full", "store.disk_error")
    assert inspect(path, acknowledged).is_sound
    store = Store.open(path, KEY)
    acknowledged["after"] = deposit(store, "after")
    store.close()
    assert inspect(path, acknowledged).is_sound


def test_eight_threads_with_the_same_drafts_get_one_reference_for_each(path: Path) -> None:
    store = Store.open(path, KEY)
    answers: list[dict[str, str]] = [{} for _ in range(8)]

    def work(heard: dict[str, str]) -> None:
        for number in range(10):
            heard[f"draft.{number}"] = deposit(store, f"draft.{number}")

    threads = [threading.Thread(target=work, args=(heard,)) for heard in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert all(heard == answers[0] for heard in answers)
    assert len(set(answers[0].values())) == 10
    assert inspect(path, answers[0]).is_sound


def _on_a_refusing_disk(path: Path, synchronous: str) -> str:
    return _run("tests.durability.refusing_disk", str(path), synchronous).strip()


def _run(module: str, *arguments: str) -> str:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=root, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout
