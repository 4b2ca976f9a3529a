"""The shape of the house, read from its source: no journey needs itself, nothing grows too long."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
JOURNEYS = ROOT / "cnss_counter" / "journeys"


def imports_of(source: str) -> set[str]:
    """Every module imported anywhere in a source, inside functions too, as Python names it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def imports_among(files: Iterable[Path]) -> Mapping[str, set[str]]:
    """Which of these modules imports which other."""
    named = {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in files}
    return {
        name: (imports_of(file.read_text("utf-8")) & named.keys()) - {name}
        for name, file in named.items()
    }


def test_no_journey_leads_back_to_itself() -> None:
    graph = imports_among(JOURNEYS.rglob("*.py"))
    assert any(graph.values())
    TopologicalSorter(graph).prepare()


def test_the_control_two_that_import_each_other_are_found() -> None:
    inside = "def later():\n    from house.two import there"
    graph = {"house.one": imports_of(inside), "house.two": imports_of("import house.one")}
    with pytest.raises(CycleError):
        TopologicalSorter(graph).prepare()


LONGEST_CLASS, LONGEST_FUNCTION = 150, 50
UPPER_FLOORS = ("app.py", "journeys", "screens", "forms", "terminal")
LONGER_STILL = {"RequestScreen"}
"""Whose missing idea is being looked for."""


def too_long(source: str) -> set[str]:
    """The classes and functions of a source that have more lines than they may."""
    return {
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno
        >= (LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION)
    }


@pytest.mark.parametrize("floor", UPPER_FLOORS)
def test_nothing_above_the_services_grows_too_long_to_be_seen_at_once(floor: str) -> None:
    place = ROOT / "cnss_counter" / floor
    files = [place] if place.is_file() else list(place.rglob("*.py"))
    assert files
    found = set().union(*(too_long(file.read_text("utf-8")) for file in files))
    assert found <= LONGER_STILL


def test_the_control_one_line_too_many_is_found() -> None:
    body = "    pass\n" * (LONGEST_FUNCTION - 1)
    assert too_long(f"def whole():\n{body}") == set()
    assert too_long(f"def longer():\n{body}    pass\n") == {"longer"}
    members = "    pass\n" * LONGEST_CLASS
    assert too_long(f"class Longer:\n{members}") == {"Longer"}
