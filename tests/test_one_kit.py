"""One kit for whatever tries the counter: tests and tools stand on it, and not on each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from testkit.clients import answers_of

ROOT = Path(__file__).parent.parent
MAY_USE = {
    "testkit": {"testkit"},
    "campaigns": {"testkit", "campaigns"},
    "tools": {"testkit", "tools"},
    "benchmarks": {"testkit", "benchmarks"},
    "tests": {"testkit", "tests", "campaigns"},  # the campaigns are themselves tested
}


def _files(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted((ROOT / folder).rglob("*.py")):
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)


@pytest.mark.parametrize("folder", MAY_USE)
def test_nobody_stands_on_what_is_beside_it(folder: str) -> None:
    files = list(_files(folder))
    assert len(files) > 5
    beside = set(MAY_USE) - MAY_USE[folder]
    assert [str(file) for file, tree in files if beside & set(_imported(tree))] == []


def _rebuilds(tree: ast.Module) -> Iterator[int]:
    """The lines on which the first client's answers are written out again."""
    answers = answers_of()
    his = {answers[field] for field in ("last_name", "first_name", "birth_date", "identity_number")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            said = {value.value for value in node.values if isinstance(value, ast.Constant)}
            if len(his & said) > 2:
                yield node.lineno


def test_the_first_client_is_built_in_one_place() -> None:
    """His answers come from his file; who needs another person changes an answer of his."""
    rebuilt = [
        f"{file.relative_to(ROOT)}:{line}"
        for folder in MAY_USE
        for file, tree in _files(folder)
        for line in _rebuilds(tree)
    ]
    assert rebuilt == []


def test_the_control_sees_him_where_he_is_rebuilt() -> None:
    assert list(_rebuilds(ast.parse(f"ALAMI = {answers_of()!r}"))) == [1]
