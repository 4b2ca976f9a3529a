"""The page that tells a jurist how to change the law, followed word for word."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cnss_counter.paths import data_folder
from cnss_counter.services.law.case_table import cases_folder
from cnss_counter.text import logical
from tests.cli.conftest import command

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
