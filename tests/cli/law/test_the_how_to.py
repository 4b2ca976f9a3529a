"""The page that tells a jurist how to change the law, followed word for word."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cnss_counter.paths import data_folder
from cnss_counter.services.day import training
from cnss_counter.services.law.case_table import cases_folder
from cnss_counter.text import logical
from tests.cli.conftest import Ended, command

PAGE = data_folder().parent / "docs" / "how_to" / "changer_la_loi.md"
BLOCKS = [
    re.sub(r"(?m)^  ", "", block)
    for block in re.findall(r"```\w*\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
]


def block(beginning: str, place: int = 0) -> str:
    """A block of the page by what it begins with."""
    return [one for one in BLOCKS if one.startswith(beginning)][place]


def add(file: Path, text: str, below: str = "") -> None:
    written = file.read_text("utf-8")
    whole = written.replace(below, below + text, 1) if below else f"{written}\n{text}"
    file.write_text(whole, encoding="utf-8")


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """The jurist's copy, changed as the second step says."""
    law = Path(shutil.copytree(data_folder(), tmp_path / "ma_loi"))
    shutil.copytree(cases_folder(), law / "cases", dirs_exist_ok=True)
    add(law / "parameters" / "legal_age.toml", block("[[values]]"))
    for place, language in enumerate(("fr", "ar")):
        name = block('"Loi 30-27', place)
        add(law / "wording" / f"{language}.toml", name, below="[references]\n")
    return law


def test_the_changed_law_is_read_and_tells_which_cases_move(law: Path) -> None:
    listed = command("rules", "list", "--with", law, "--lang", "fr").said
    assert "01/01/1970 – … · 63\N{NO-BREAK SPACE}ans" in listed
    moved = command("rules", "test", "--with", law, "--lang", "fr")
    assert moved.status == 1
    said = [logical(line).strip() for line in moved.said.splitlines()]
    shown = [logical(line).strip() for line in block("✗").splitlines()]
    start = said.index(shown[0])
    assert said[start : start + len(shown)] == shown


def test_the_case_of_the_page_is_met_by_its_law_and_by_no_other(law: Path) -> None:
    file = law / "cases" / "mes_cas.toml"
    file.write_text(block("[base]"), encoding="utf-8")
    assert command("rules", "test", "--with", law, file).status == 0
    assert command("rules", "test", file).status == 1


def test_the_edges_are_drafted_and_signed_as_the_page_says(law: Path) -> None:
    file = law / "cases" / "boundaries.toml"
    first = command("rules", "boundaries", "--with", law, "-o", file, "--lang", "fr", "--json")
    text = file.read_text("utf-8")
    unsigned, signature = block("signed_by", 0).strip(), block("signed_by", 1).strip()
    before, after = text.split("(63 ans depuis le 1er janvier 1970)", 1)
    signed = after.replace(unsigned, signature, 1)
    file.write_text(f"{before}(63 ans depuis le 1er janvier 1970){signed}", encoding="utf-8")
    again = command("rules", "boundaries", "--with", law, "-o", file, "--lang", "fr", "--json")
    assert again.document["signed"] == first.document["signed"] + 1
    assert again.document["drafted"] == first.document["drafted"] - 1
    assert command("rules", "test", "--with", law, file).status == 0


@pytest.fixture
def law_by_retirement(tmp_path: Path) -> Path:
    """The copy with the values of whoever retires from a day on, and the words they ask for."""
    law = Path(shutil.copytree(data_folder(), tmp_path / "ma_loi"))
    for place, parameter in enumerate(("pension_minimum_days", "pension_monthly_amount"), 1):
        add(law / "parameters" / f"{parameter}.toml", block("[[values]]", place))
    (law / "contested" / "retired_from_2027.toml").write_text(block("question"), "utf-8")
    tables = ("findings", "screens.why.points", "receipt.to_verify")
    for place, language in enumerate(("fr", "ar")):
        file = law / "wording" / f"{language}.toml"
        for number, table in enumerate(tables):
            said = block("retired_from_2027", 2 * number + place)
            add(file, said, below=f"\n[{table}]\n")
        add(file, block('"Loi 31-27', place), below="\n[references]\n")
    return law


def test_a_law_for_who_retires_from_a_day_on_is_a_point_of_one_reading(
    law_by_retirement: Path,
) -> None:
    listed = command("rules", "list", "--with", law_by_retirement, "--lang", "fr")
    assert (listed.status, listed.refused) == (0, "")
    assert "Loi n° 31-27" in listed.said.replace("\N{NO-BREAK SPACE}", " ")
    file = law_by_retirement / "departs.toml"
    file.write_text(block("# Partis"), encoding="utf-8")
    assert command("rules", "test", "--with", law_by_retirement, file).status == 0
    assert command("rules", "test", file).status == 1


def test_a_word_of_the_page_that_is_left_out_is_asked_for(law_by_retirement: Path) -> None:
    for language in ("fr", "ar"):
        file = law_by_retirement / "wording" / f"{language}.toml"
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"(?m)^retired_from_2027_at_work = .*\n", "", text), "utf-8")
    refused = command("rules", "list", "--with", law_by_retirement).refused
    assert "findings.retired_from_2027_at_work" in refused


def test_the_case_of_the_page_is_deposited_at_a_training_counter_and_moves(
    law: Path, training_home: Path, tmp_path: Path
) -> None:
    case = tmp_path / "CASE.json"
    case.write_text(block("{"), encoding="utf-8")
    clerk = training.clerk_account()

    def at_the_desk(*words: str | Path) -> Ended:
        options = ("--home", training_home, "--clerk", clerk.code, "--password-stdin")
        return command(*words, *options, lines=(clerk.password,))

    line = block("cnss-counter deposit").split()
    assert line[line.index("--clerk") + 1] == clerk.code
    deposited = at_the_desk("deposit", case, "--on", line[-1], "--json").document
    (move,) = at_the_desk("rules", "replay", "--with", law, "--json").document
    assert move["reference"] == deposited["reference"]
    assert (move["before"]["outcome"], move["after"]["outcome"]) == ("favourable", "unfavourable")
