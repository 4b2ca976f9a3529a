"""`cnss-counter backup`, `restore` and `resume`, from one machine to another."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import REAL_PASSWORD, case, command

CLERK = ("--clerk", "A17", "--password-stdin")


def test_a_counter_is_backed_up_and_put_back_with_its_next_number(
    real_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case()), encoding="utf-8")
    at_home = ("--home", real_home)
    done = command("deposit", file, *at_home, *CLERK, "--json", lines=(REAL_PASSWORD,))
    made = command("backup", tmp_path / "usb", *at_home, *CLERK, "--json", lines=(REAL_PASSWORD,))
    assert (made.status, made.document["deposits"]) == (0, 1)
    new = ("--home", tmp_path / "new")
    restored = command(
        "restore", made.document["backup"], *new, *CLERK, "--json",
        "--machine-key", real_home / "machine.key",
        "--last-number", done.document["reference"], lines=(REAL_PASSWORD,),
    )  # fmt: skip
    assert restored.status == 0, restored.refused
    assert restored.document["skipped"] == 0
    again = command(
        "restore", made.document["backup"], *new, *CLERK,
        "--machine-key", real_home / "machine.key", "--last-number", "1", lines=(REAL_PASSWORD,),
    )  # fmt: skip
    assert (again.status, again.refused.count("\n")) == (2, 1)
    resumed = command(
        "resume", *new, *CLERK, "--last-number", "9", "--json", lines=(REAL_PASSWORD,)
    )
    assert resumed.document["skipped"] == 8
    walked = command("journal", "verify", *new, *CLERK, "--all", lines=(REAL_PASSWORD,))
    assert walked.status == 0


def test_a_backup_without_its_last_number_is_not_restored(real_home: Path, tmp_path: Path) -> None:
    said = command(
        "restore", tmp_path / "any.backup", "--home", tmp_path / "new", *CLERK,
        lines=(REAL_PASSWORD,),
    )  # fmt: skip
    assert said.status == 2
    assert "--last-number" in said.refused
    missing = command(
        "restore", tmp_path / "any.backup", "--home", tmp_path / "new", *CLERK,
        "--machine-key", real_home / "machine.key", "--last-number", "1", lines=(REAL_PASSWORD,),
    )  # fmt: skip
    assert (missing.status, missing.refused.count("\n")) == (2, 1)
