"""The shape of the house, read from its source: what a reader can hold in the head at once."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "cnss_counter"
MODULES = sorted(HOUSE.rglob("*.py"))


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def imports_of(tree: ast.AST, modules: Collection[str]) -> set[str]:
    """Which of these modules is imported anywhere below, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names & {*modules} or {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & {*modules}


# No module needs itself


def imports_among(files: Iterable[Path]) -> Mapping[str, set[str]]:
    """Which of these modules imports which other; a package is its `__init__`."""
    named = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for file in files
    }
    return {name: imports_of(parsed(file), named) - {name} for name, file in named.items()}


def test_no_module_leads_back_to_itself() -> None:
    graph = imports_among(MODULES)
    assert sum(map(len, graph.values())) > 1000
    TopologicalSorter(graph).prepare()


def test_the_control_two_that_import_each_other_are_found() -> None:
    inside = ast.parse("def later():\n    from house.two import there")
    two = "house.two"
    graph = {"house.one": imports_of(inside, {two}), two: {"house.one"}}
    with pytest.raises(CycleError):
        TopologicalSorter(graph).prepare()


# Nothing grows too long

LONGEST_CLASS, LONGEST_FUNCTION, FULLEST_FOLDER = 150, 50, 15


def too_long(tree: ast.AST) -> set[str]:
    """The classes and functions of a source that have more lines than they may."""
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno
        >= (LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION)
    }


def test_nothing_grows_too_long_to_be_seen_at_once() -> None:
    assert len(MODULES) > 300
    found = {str(file.relative_to(ROOT)): too_long(parsed(file)) for file in MODULES}
    assert {file: names for file, names in found.items() if names} == {}


def test_the_control_one_line_too_many_is_found() -> None:
    body = "    pass\n" * (LONGEST_FUNCTION - 1)
    assert too_long(ast.parse(f"def whole():\n{body}")) == set()
    assert too_long(ast.parse(f"def longer():\n{body}    pass\n")) == {"longer"}
    members = "    pass\n" * LONGEST_CLASS
    assert too_long(ast.parse(f"class Longer:\n{members}")) == {"Longer"}


def test_no_folder_has_more_modules_than_a_reader_can_look_over() -> None:
    folders = {file.parent for file in MODULES}
    assert len(folders) > 30
    counted = {str(folder.relative_to(ROOT)): len([*folder.glob("[!_]*.py")]) for folder in folders}
    assert {folder: n for folder, n in counted.items() if n > FULLEST_FOLDER} == {}


# What is imported late is heavy, and it is known why

HEAVY = {
    *("argon2", "cryptography", "pyrage"),  # a password, a signature
    *("fontpkg", "uharfbuzz", "segno", "barcode", "base45", "pypdfium2"),  # a paper
    *("arabic_reshaper", "bidi"),  # the first Arabic line
    *(
        "platformdirs",
        "tomllib",
        "decimal",
        "fractions",
        "pathlib",
    ),  # whoever says where, or how much
    *("ctypes", "subprocess", "shutil", "select", "resource", "pwd"),  # one system, one moment
    *("logging", "threading", "traceback", "rich"),  # a bug
}
"""Modules of others that somebody who waits for a first screen, or for `check`, does without."""
LATE = {
    "cnss_counter.app": "a command that draws no screen",
    "cnss_counter.cli": "click, and the words of a command: the application starts without",
    "cnss_counter.journeys.day.training": "the training counter alone",
    "cnss_counter.law": "the files of the law, where they are not compiled yet",
    "cnss_counter.paper": "fpdf2 and the fonts, for a first paper",
    "cnss_counter.screens.access.terminal_check": "a terminal that nobody has looked at yet",
    "cnss_counter.services.custody.garbling_terminals": "kitty, tmux, and the card of a terminal",
    "cnss_counter.services.access.login": "what a clerk needs who has logged in",
    "cnss_counter.services.access.setup": "the store, which a training counter already has",
    "cnss_counter.services.access.private_process": "a bug",
    "cnss_counter.services.day": "the training counter alone",
    "cnss_counter.services.law": "the words, where a verdict is asked for as JSON",
    "cnss_counter.services.printing": "papers, on a thread",
    "cnss_counter.storage.files": "a file to be written, by whoever writes one",
    "cnss_counter.storage.vault.keyring": "the store, which a training counter already has",
    "cnss_counter.text": "the first Arabic line",
    "cnss_counter.wording": "the words, where an answer is JSON",
}
"""Modules of our own that are imported inside functions, and who does without them."""


def late_imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What is imported inside functions: the module, and the name taken from it."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom) and node.module is not None:
                    yield from ((node.module, alias.name) for alias in node.names)
                elif isinstance(node, ast.Import):
                    yield from ((alias.name, "") for alias in node.names)


def _is_listed(module: str, name: str) -> bool:
    if not module.startswith("cnss_counter"):
        return module.partition(".")[0] in HEAVY
    full = f"{module}.{name}"
    return any(full == late or full.startswith(f"{late}.") for late in LATE)


def test_what_is_imported_late_is_listed() -> None:
    found = {(file, one) for file in MODULES for one in late_imports(parsed(file))}
    assert {
        f"{file.relative_to(ROOT)}: {one}" for file, one in found if not _is_listed(*one)
    } == set()


def test_what_is_listed_is_imported_late_somewhere() -> None:
    found = {one for file in MODULES for one in late_imports(parsed(file))}
    tops = {module.partition(".")[0] for module, _ in found}
    assert tops >= HEAVY
    names = {f"{module}.{name}" for module, name in found}
    unused = {late for late in LATE if not any(f"{one}.".startswith(f"{late}.") for one in names)}
    assert unused == set()
