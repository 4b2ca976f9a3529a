"""A document that names a file names one that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    file
    for file in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if file.name != "CHANGELOG.md"  # it tells of versions that are gone
]
NAMED = re.compile(r"`((?:[a-z_0-9]+/)+[a-z_0-9]+\.(?:py|toml|tcss))`")
PLACES = ("", "cnss_counter", "data", "tests")
"""From where a document names a file."""


def missing(text: str) -> set[str]:
    return {
        name
        for name in NAMED.findall(text)
        if not any((ROOT / place / name).exists() for place in PLACES)
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_what_it_names_is_there(document: Path) -> None:
    replaced = "**Status** replaced" in (text := document.read_text("utf-8"))
    assert replaced or missing(text) == set()


def test_the_control_a_file_that_is_gone_is_missed() -> None:
    told = "See `services/session.py`, `tests/test_readme.py` and `services/desk.py`."
    assert missing(told) == {"services/desk.py"}
