"""`cnss-counter verify`, `keys` and `journal verify`, as head office and scripts call them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from time import sleep

import pymupdf
import pytest

from cnss_counter import limits
from testkit.clients import case_of
from testkit.reading import attached
from tests.cli.conftest import REAL_PASSWORD, WriteCase, command
from tests.cli.requests.test_deposit import deposit

CLERK = ("--clerk", "A17", "--password-stdin")


@pytest.fixture
def receipt(real_home: Path, tmp_path: Path) -> Path:
    """A receipt of a real counter."""
    return deposit_of(1, real_home, tmp_path)


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


def test_a_receipt_in_text_proves_its_code_and_not_its_words(
    receipt: Path, real_home: Path, tmp_path: Path
) -> None:
    printed, home = tmp_path / "again.txt", ("--home", real_home)
    asked = ("receipt", receipt.stem, "--format", "text", "-o", printed, *home, *CLERK)
    assert command(*asked, lines=(REAL_PASSWORD,)).status == 0
    text = printed.read_text("utf-8")
    assert "ALAMI" in text
    printed.write_text(text.replace("ALAMI", "FADILI"), "utf-8")
    found = command("verify", printed, *home, "--json")
    assert (found.status, found.document["outcome"]) == (1, "facts_genuine")
    assert (found.document["covers"], found.document["why"]) == ("code", "other_file")
    assert receipt.stem in command("verify", printed, *home).said


def test_more_keys_than_counters_can_have_end_with_two_and_one_line(
    receipt: Path, real_home: Path, tmp_path: Path
) -> None:
    (folder := tmp_path / "keys").mkdir()
    assert command("keys", "export", "-o", folder / "1.json", "--home", real_home).status == 0
    assert command("verify", receipt, "--keys", folder).status == 0, "the control"
    for number in range(limits.KEY_FILES):
        (folder / f"more-{number}.json").hardlink_to(folder / "1.json")
    said = command("verify", receipt, "--keys", folder)
    assert (said.status, said.refused.count("\n")) == (2, 1)
    assert str(folder) in said.refused


def deposit_of(client: int, home: Path, folder: Path) -> Path:
    case = folder / f"{client}.json"
    case.write_text(json.dumps(case_of(client)), encoding="utf-8")
    done = command("deposit", case, "--home", home, *CLERK, "--json", lines=(REAL_PASSWORD,))
    return Path(done.document["receipt"])


def test_a_number_that_two_copies_of_a_counter_gave_is_told_by_who_holds_both_papers(
    receipt: Path,
    real_counter: Path,
    real_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another account has no mark of the counter, and its copy is of before: no witness is left."""
    home, beside = ("--home", real_home), ("--beside", receipt)
    sleep(1)  # a receipt bears the second of its deposit
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "of another account"))
    copy = Path(shutil.copytree(real_counter, tmp_path / "copy"))
    other = deposit_of(3, copy, tmp_path)
    assert other.name == receipt.name
    for paper in (receipt, other):
        assert command("verify", paper, *home, "--json").document["outcome"] == "genuine"
    found = command("verify", other, *home, *beside, "--json")
    assert (found.status, found.document["beside"]) == (1, "one_number_twice")
    assert receipt.stem in command("verify", other, *home, *beside).said.splitlines()[-1]


def test_two_papers_of_one_counter_are_of_one_request_or_of_two_numbers(
    receipt: Path, real_home: Path, tmp_path: Path
) -> None:
    """The control; and beside what proves nothing, nothing is said."""
    home, beside = ("--home", real_home), ("--beside", receipt)
    again = tmp_path / "again.pdf"
    reference = ("receipt", receipt.stem, "-o", again, *home, *CLERK)
    assert command(*reference, lines=(REAL_PASSWORD,)).status == 0
    same = command("verify", again, *home, *beside, "--json")
    assert (same.status, same.document["beside"]) == (0, "one_request")
    other = deposit_of(3, real_home, tmp_path)
    found = command("verify", other, *home, *beside, "--json")
    assert (found.status, found.document["beside"]) == (0, "other_request")
    unknown = command("verify", other, "--home", tmp_path / "nowhere", *beside, "--json")
    assert (unknown.status, unknown.document["beside"]) == (1, None)


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


def test_a_paper_saved_again_beside_a_genuine_one_is_no_proof(
    receipt: Path, real_home: Path, tmp_path: Path
) -> None:
    """Its facts are the same request's; its page anybody may have written."""
    forged = tmp_path / "again.pdf"
    with pymupdf.open(receipt) as pages:  # type: ignore[no-untyped-call]
        pages.save(forged, garbage=4)
    for one, other, status in ((forged, receipt, 1), (receipt, forged, 1), (receipt, receipt, 0)):
        found = command("verify", one, "--beside", other, "--home", real_home, "--json")
        assert (found.status, found.document["beside"]) == (status, "one_request")


def test_a_practice_receipt_proves_something_in_training_alone(
    training_home: Path, real_home: Path, tmp_path: Path, write_case: WriteCase
) -> None:
    practised = deposit(training_home, write_case(case_of())).document["receipt"]
    keys = ("--keys", tmp_path / "k.json")
    assert command("keys", "export", "-o", keys[1], "--home", training_home).status == 0
    for home, status in ((training_home, 0), (real_home, 1), (tmp_path / "nowhere", 1)):
        found = command("verify", practised, *keys, "--home", home, "--json")
        assert (found.status, found.document["outcome"]) == (status, "genuine")
