"""A procedure is one data file and its words: judged, deposited, printed, found; no Python.

The attestation is invented, and no other part of the program has heard of it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cnss_counter.services.day import training
from tests.cli.conftest import Ended, WriteCase, command

GIVEN = Path(__file__).with_name("attestation")
CASES = GIVEN / "cases.toml"
CLERK = training.clerk_account()
TITLES = ("Attestation d’affiliation", "شهادة الانخراط")
SAID_OF_IT = ("Attestation\n", "شهادة\n", "Usage de l’attestation", "Voyage", "سفر")
CASE = {
    "procedure": "attestation",
    "answers": {
        "identity_number": "CD765432",
        "last_name": "BENNANI",
        "first_name": "Salma",
        "birth_date": "1961-03-10",
        "attestation_purpose": "travel",
        "attestation_copies": 1,
    },
    "attachments": {
        "request_form": "seen",
        "identity_document": "copy_kept",
        "travel_ticket": "absent",
    },
    "irrevocability_consent": True,
}


@pytest.fixture
def with_attestation(program: Path) -> Path:
    """The program with one file more among its procedures, and a few words more in two files."""
    shutil.copy(GIVEN / "attestation.toml", program / "data" / "procedures")
    for language in ("fr", "ar"):
        file = program / "data" / "wording" / f"{language}.toml"
        text = file.read_text(encoding="utf-8")
        more = (GIVEN / f"words.{language}.toml").read_text(encoding="utf-8")
        for table in more.split("\n\n"):
            heading, lines = table.split("\n", 1)
            if f"{heading}\n" in text:
                text = text.replace(f"{heading}\n", f"{heading}\n{lines.rstrip()}\n", 1)
            else:
                text += f"\n{table.rstrip()}\n"
        file.write_text(text, encoding="utf-8")
    return program


def as_clerk(home: Path) -> tuple[str | Path, ...]:
    return ("--home", home, "--clerk", CLERK.code, "--password-stdin")


def deposit(home: Path, path: Path, program: Path) -> Ended:
    return command(
        *("deposit", path, *as_clerk(home), "--on", "2025-09-01", "--json"),
        lines=(CLERK.password,),
        program=program,
    )


def test_without_its_file_nobody_knows_of_it(
    training_home: Path, write_case: WriteCase, program: Path
) -> None:
    ended = deposit(training_home, write_case(CASE), program)
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert "procedure" in ended.refused


def test_its_cases_are_judged_by_the_conditions_of_its_file(with_attestation: Path) -> None:
    ended = command("rules", "test", CASES, "--json", program=with_attestation)
    assert (ended.status, ended.refused) == (0, "")


def test_it_is_deposited_printed_and_found_again(
    training_home: Path, write_case: WriteCase, with_attestation: Path, tmp_path: Path
) -> None:
    checked = command(
        *("check", write_case(CASE), "--on", "2025-09-01", "--json"), program=with_attestation
    )
    asked = {paper["id"]: paper["required"] for paper in checked.document["attachments"]}
    assert asked == {"request_form": True, "identity_document": True, "travel_ticket": True}
    ended = deposit(training_home, write_case(CASE), with_attestation)
    assert (ended.status, ended.refused) == (0, "")
    made = ended.document
    assert made["reference"].startswith("ATT-000-1-2025-000001-")
    assert made["provisional"], "the ticket is still to be brought"
    assert Path(made["receipt"]).read_bytes().startswith(b"%PDF-")
    printed = tmp_path / "receipt.txt"
    again = command(
        *("receipt", made["reference"], "-o", printed, "--format", "text"),
        *as_clerk(training_home),
        lines=(CLERK.password,),
        program=with_attestation,
    )
    assert (again.status, again.refused) == (0, "")
    text = printed.read_text(encoding="utf-8")
    for said in (*TITLES, "999-9-99", "Copie du titre de voyage"):
        assert said in text
    assert_found(training_home, with_attestation, tmp_path, made["reference"])


def assert_found(home: Path, program: Path, folder: Path, reference: str) -> None:
    """By the number of the identity paper: the answers in words of both languages, the request."""
    supervisor = training.supervisor_account()
    ended = command(
        *("person", "export", "CD765432", "-o", folder / "held.json", "--home", home),
        *("--clerk", supervisor.code, "--password-stdin", "--json"),
        lines=(supervisor.password,),
        program=program,
    )
    assert (ended.status, ended.refused) == (0, "")
    held = json.loads((folder / "held.json").read_text(encoding="utf-8"))
    assert [request["reference"] for request in held["requests"]] == [reference]
    (page,) = folder.glob("held*.txt")
    said = page.read_text(encoding="utf-8")
    assert [word for word in SAID_OF_IT if word not in said] == []


def test_a_request_outlives_its_procedure_and_says_what_is_gone(
    training_home: Path, write_case: WriteCase, with_attestation: Path, tmp_path: Path
) -> None:
    """The file is taken away, and its words: in one line, whatever asks for them."""
    reference = deposit(training_home, write_case(CASE), with_attestation).document["reference"]
    drawn = ("receipt", reference, "-o", tmp_path / "again.pdf", *as_clerk(training_home))
    judged = ("rules", "replay", reference, *as_clerk(training_home))
    for arguments, gone in (
        (drawn, "wording/fr.toml, attachments.travel_ticket"),
        (judged, "procedures/attestation.toml"),
    ):
        ended = command(*arguments, lines=(CLERK.password,))
        assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
        assert ended.refused.startswith(gone)
