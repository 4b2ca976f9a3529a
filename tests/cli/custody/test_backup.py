"""`cnss-counter backup`, `restore` and `resume`, from one machine to another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from cnss_counter.paths import Home
from cnss_counter.storage.vault.anchor import Anchor
from testkit.clients import case_of, case_with
from tests.cli.conftest import REAL_PASSWORD, Ended, WriteCase, command

CLERK = ("--clerk", "A17", "--password-stdin")


def test_a_counter_is_backed_up_and_put_back_with_its_next_number(
    real_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case_of()), encoding="utf-8")
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


def test_an_older_database_goes_on_after_the_receipts_and_says_so(
    real_home: Path, write_case: WriteCase, state_folder: Path
) -> None:
    """By hand: `0` is typed as somebody in a hurry does, then database and anchor are put back."""
    home, told = Home(real_home), ("--home", real_home, *CLERK)

    def deposited(number: int) -> Ended:
        file = write_case(case_with(immatriculation_number=f"22345678{number}"))
        return command("deposit", file, *told, "--json", lines=(REAL_PASSWORD,))

    deposited(1)
    then = {file: file.read_bytes() for file in (home.database, Anchor.beside(home.database).path)}
    taken = deposited(2).document
    paper = Path(taken["receipt"]).read_bytes()
    home.database.write_bytes(then[home.database])
    refused = deposited(3)
    assert (refused.status, refused.refused.count("\n")) == (2, 1)
    assert "--last-number 0" not in refused.refused
    resumed = command("resume", *told, "--last-number", "0", "--json", lines=(REAL_PASSWORD,))
    year = int(taken["reference"].split("-")[3])
    assert resumed.document == {
        "year": year, "known": 1, "last": 2, "witness": "receipts", "skipped": 1,
    }  # fmt: skip
    for file, content in then.items():
        file.write_bytes(content)
    shutil.rmtree(state_folder)  # the mark outside the home would refuse
    third = deposited(3)
    assert (third.status, third.refused.count("\n")) == (0, 1)
    assert "receipts/" in third.refused
    assert third.document["reference"].split("-")[4] == "000003"
    assert deposited(4).refused == ""
    assert Path(taken["receipt"]).read_bytes() == paper


def test_resume_says_in_words_who_knew_the_number(real_home: Path) -> None:
    told = ("--home", real_home, *CLERK)
    said = [
        command("resume", *told, "--last-number", number, lines=(REAL_PASSWORD,)).said
        for number in ("9", "4")
    ]
    assert "le numéro donné." in said[0]
    assert "le dernier que la base connaît" in said[1]
    assert all("après 9" in line for line in said)
