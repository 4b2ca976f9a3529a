"""No text is ever read as markup: a person's name with brackets stays a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import cnss_counter

PACKAGE = Path(cnss_counter.__file__).parent
READS_MARKUP = {"Static", "Label", "OptionList", "notify", "Log", "RichLog", "Markdown"}
"""Whatever of Textual takes a text for markup unless it is told not to."""
NEVER = {"from_markup", "from_rich_text_markup"}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield f"{file.relative_to(PACKAGE)}:{node.lineno} {name}", node


def _is_plain(call: ast.Call) -> bool:
    told = [keyword.value for keyword in call.keywords if keyword.arg == "markup"]
    return any(isinstance(value, ast.Constant) and value.value is False for value in told)


def test_every_widget_that_would_read_markup_is_told_not_to() -> None:
    calls = [(place, call) for place, call in _calls() if place.split()[-1] in READS_MARKUP]
    assert calls
    assert [place for place, call in calls if not _is_plain(call)] == []


@pytest.mark.parametrize(
    "written", ["Static(said)", "Static(said, markup=True)", "Label(markup=said)"]
)
def test_the_control_a_widget_that_reads_markup_is_found_out(written: str) -> None:
    call = ast.parse(written, mode="eval").body
    assert isinstance(call, ast.Call)
    assert not _is_plain(call)


def test_nothing_is_made_from_markup() -> None:
    assert [place for place, _ in _calls() if place.split()[-1] in NEVER] == []
