"""`cnss-counter verify`, `keys` and `journal verify`, as head office and scripts call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from testkit.clients import case_of
from tests.cli.conftest import REAL_PASSWORD, command

CLERK = ("--clerk", "A17", "--password-stdin")


@pytest.fixture
def receipt(real_home: Path, tmp_path: Path) -> Path:
    """A receipt of a real counter."""
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case_of()), encoding="utf-8")
    done = command("deposit", file, "--home", real_home, *CLERK, "--json", lines=(REAL_PASSWORD,))
    return Path(done.document["receipt"])


def test_a_receipt_is_verified_with_the_keys_that_were_exported(
    receipt: Path, real_home: Path, tmp_path: Path
) -> None:
    exported = command("keys", "export", "-o", tmp_path / "k.json", "--home", real_home)
    assert exported.status == 0
    nowhere = ("--home", tmp_path / "nowhere")
    unknown = command("verify", receipt, "--json", *nowhere)
    assert (unknown.status, unknown.document["outcome"]) == (1, "unknown_key")
    found = command("verify", receipt, "--keys", tmp_path / "k.json", "--json", *nowhere)
    assert found.status == 0
    assert found.document["outcome"] == "genuine"
    assert found.document["reference"] == receipt.stem
    said = command("verify", receipt, "--home", real_home)
    assert receipt.stem in said.said


def test_what_is_no_receipt_ends_with_two_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("pain, lait\n")
    said = command("verify", tmp_path / "list.txt")
    assert said.status == 2
    assert said.refused.count("\n") == 1
    assert "list.txt" in said.refused
    missing = command("verify", tmp_path / "missing.pdf")
    assert (missing.status, missing.refused.count("\n")) == (2, 1)


def test_the_key_is_replaced_and_the_journal_still_holds(receipt: Path, real_home: Path) -> None:
    home = ("--home", real_home)
    replaced = command("keys", "replace", *home, *CLERK, "--json", lines=(REAL_PASSWORD,))
    assert len(replaced.document["key"]) == 4
    assert command("verify", receipt, *home).status == 0
    walked = command("journal", "verify", *home, *CLERK, "--all", "--json", lines=(REAL_PASSWORD,))
    assert (walked.status, walked.document["holds"]) == (0, True)
    again = command("journal", "verify", *home, *CLERK, "--json", lines=(REAL_PASSWORD,))
    assert again.document["since"] == walked.document["entries"]
    said = command("journal", "verify", *home, *CLERK, lines=(REAL_PASSWORD,))
    assert said.status == 0
    assert said.refused == ""
