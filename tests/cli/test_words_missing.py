"""A law without its words: every way to a deposit says so in one line, and writes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnss_counter.paths import Home
from cnss_counter.services.day import training
from testkit.clients import case_of, case_with
from tests.cli.conftest import Ended, WriteCase, command

CLERK = training.clerk_account()
KEY = "attachments.work_contract.label"
"""A paper of a procedure that nobody asks for here: the pack is refused whole."""


@pytest.fixture
def wordless(program: Path) -> Path:
    """A program whose Arabic has no name for one paper."""
    file = program / "data" / "wording" / "ar.toml"
    before, heading, after = file.read_text("utf-8").partition("[attachments.work_contract]\n")
    label, after = after.split("\n", 1)
    assert label.startswith("label = ")
    file.write_text(before + heading + after, "utf-8")
    return program


def deposit(home: Path, path: Path, program: Path) -> Ended:
    options = ("--home", home, "--clerk", CLERK.code, "--password-stdin", "--on", "2025-09-01")
    return command("deposit", path, *options, lines=(CLERK.password,), program=program)


def state_of(home: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in home.rglob("*") if file.is_file()}


def assert_refused(ended: Ended) -> None:
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert ended.refused.startswith(f"wording/ar.toml, {KEY} :")


def test_no_deposit_is_made_and_nothing_is_written(
    training_home: Path, write_case: WriteCase, wordless: Path
) -> None:
    before = state_of(training_home)
    assert_refused(deposit(training_home, write_case(case_of()), wordless))
    assert state_of(training_home) == before


def test_the_control_with_all_its_words_makes_the_deposit(
    training_home: Path, write_case: WriteCase, program: Path
) -> None:
    ended = deposit(training_home, write_case(case_of()), program)
    assert (ended.status, ended.refused) == (0, "")
    assert len(list(Home(training_home).receipts.glob("*.pdf"))) == 1


@pytest.mark.parametrize("errand", [("--home",), ("training", "--home")])
def test_neither_counter_opens(tmp_path: Path, wordless: Path, errand: tuple[str, ...]) -> None:
    assert_refused(command(*errand, tmp_path / "home", program=wordless))
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("errand", ["test", "list"])
def test_the_jurist_is_told(wordless: Path, errand: str) -> None:
    assert_refused(command("rules", errand, program=wordless))


def test_a_case_is_judged_in_words_or_refused(wordless: Path, write_case: WriteCase) -> None:
    assert_refused(command("check", write_case(case_of()), program=wordless))


def test_a_case_judged_for_a_script_needs_no_word(wordless: Path, write_case: WriteCase) -> None:
    ended = command("check", write_case(case_of()), "--json", program=wordless)
    assert (ended.status, ended.refused) == (0, "")
    assert ended.document["errors"] == []


def test_a_case_that_cannot_be_written_down_is_refused_in_one_line_without_its_sentence(
    program: Path, write_case: WriteCase
) -> None:
    file = program / "data" / "wording" / "fr.toml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("not_a_date =")), "utf-8")
    path = write_case(case_with(activity_ceased_on="hier"))
    for options in ((), ("--json",)):
        ended = command("check", path, *options, program=program)
        assert (ended.status, ended.refused.count("\n")) == (2, 1)
        assert ended.refused.startswith("wording/fr.toml, findings.not_a_date :")


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_broken_law_judges_no_case(
    program: Path, write_case: WriteCase, options: tuple[str, ...]
) -> None:
    file = program / "data" / "parameters" / "legal_age.toml"
    file.write_text(file.read_text("utf-8").replace("value = 60", "value = -60"), "utf-8")
    ended = command("check", write_case(case_of()), *options, program=program)
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert ended.refused.startswith("parameters/legal_age.toml, values.1.value :")


def test_the_doctor_names_the_key(tmp_path: Path, wordless: Path) -> None:
    ended = command("doctor", "--home", tmp_path / "home", program=wordless)
    (line,) = (line for line in ended.said.splitlines() if KEY in line)
    assert "wording/ar.toml" in line
    assert ended.status == 1


def test_an_error_without_words_still_names_its_file_and_key(program: Path) -> None:
    file = program / "data" / "wording" / "fr.toml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("data_file_")), "utf-8")
    ended = command("rules", "test", program=program)
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert "wording/fr.toml" in ended.refused
    assert "errors.data_file_" in ended.refused


@pytest.mark.parametrize("name", ["fr", "ar"])
def test_a_language_that_cannot_be_read_is_named(program: Path, name: str) -> None:
    (program / "data" / "wording" / f"{name}.toml").write_bytes(b"\xff")
    ended = command("rules", "test", program=program)
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert f"wording/{name}.toml" in ended.refused


ASK = """
import sys
from cnss_counter.services.law import sound_rules
sound_rules.require()
print("cnss_counter.wording" in sys.modules)
"""


def words_were_read(program: Path) -> bool:
    """Whether a start of the program, where Python may keep its modules, read the words."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=program,
        env=kept,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout == "True\n"


def test_words_are_read_once_and_again_when_one_of_them_changes(program: Path) -> None:
    assert words_were_read(program)
    assert not words_were_read(program)
    with (program / "data" / "wording" / "ar.toml").open("a", encoding="utf-8") as file:
        file.write("# a word of the translator\n")
    assert words_were_read(program)
