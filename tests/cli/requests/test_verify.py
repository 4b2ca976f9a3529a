"""`cnss-counter verify`, `keys` and `journal verify`, as head office and scripts call them."""

from __future__ import annotations

import json
from pathlib import Path

import pymupdf
import pytest

from testkit.clients import case_of
from testkit.reading import attached
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
    assert found.document["covers"] == "page"
    assert (found.document["why"], found.document["replaced_by"]) == (None, None)
    assert found.document["facts"]["reference"] == receipt.stem
    said = command("verify", receipt, "--home", real_home)
    assert receipt.stem in said.said


def test_a_receipt_saved_again_is_to_be_compared_line_by_line(
    receipt: Path, real_home: Path, tmp_path: Path
) -> None:
    """Whoever holds the paper reads the sealed words, and looks whether the paper has them."""
    with pymupdf.open(receipt) as pages:  # type: ignore[no-untyped-call]
        pages.save(tmp_path / "again.pdf", garbage=4)
    home = ("--home", real_home)
    found = command("verify", tmp_path / "again.pdf", *home, "--json")
    assert found.status == 1
    assert (found.document["outcome"], found.document["covers"]) == ("facts_genuine", "code")
    assert found.document["why"] == "other_file"
    facts = found.document["facts"]
    assert (facts["version"], facts["copy"], facts["is_provisional"]) == (1, 0, False)
    said = command("verify", tmp_path / "again.pdf", *home)
    assert said.status == 1
    lines = [line.strip() for line in said.said.splitlines()]
    for written in (receipt.stem, "ALAMI Mohammed", "original", "041-1"):
        assert written in lines


def test_a_scanned_code_says_which_print_it_is_of(
    receipt: Path, real_home: Path, tmp_path: Path
) -> None:
    (tmp_path / "scan.txt").write_text(attached(receipt.read_bytes(), "receipt.json")["sealed"])
    found = command("verify", tmp_path / "scan.txt", "--home", real_home, "--json")
    assert (found.status, found.document["outcome"]) == (0, "genuine")
    assert (found.document["covers"], found.document["why"]) == ("code", "code_only")
    said = command("verify", tmp_path / "scan.txt", "--home", real_home).said
    assert "original" in said
    assert "ALAMI" not in said, "the code names nobody"


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
