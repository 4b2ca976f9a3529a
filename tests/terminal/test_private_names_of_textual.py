"""Every private name of Textual that the counter leans on: an upgrade without one breaks here."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.driver import Driver
from textual.timer import Timer
from textual.widgets import Input

import cnss_counter

PACKAGE = Path(cnss_counter.__file__).parent
OVERRIDDEN = {
    "App._fatal_error": "cnss_counter.terminal.bare_app",
    "App._handle_exception": "cnss_counter.terminal.typed_ahead",
    "App._on_exit_app": "cnss_counter.terminal.typed_ahead",
    "Input._WORD_START": "cnss_counter.terminal.arabic_input",
    "Input._cell_offset_to_index": "cnss_counter.terminal.arabic_input",
    "Input._on_paste": "cnss_counter.terminal.arabic_input",
}
USED = {
    "_disable_notifications": App, "_disable_tooltips": App, "_driver": App, "_exception": App,
    "_running": App, "_position_to_cell": Input, "_app": Driver,
    "_skip": Timer,
}  # fmt: skip
"""Attributes, and whose: they are set while such an object is made, or are on its class."""
NAMED_TUPLES = {"_replace", "_asdict", "_fields"}
SOURCES = sorted(PACKAGE.rglob("*.py"))
WRITTEN_BY_TEXTUAL = {
    "_abc_impl", "_computes", "_css_type_name", "_css_type_names", "_decorated_handlers",
    "_default_compact", "_default_value", "_default_virtual_size", "_inherit_bindings",
    "_inherit_component_classes",
    "_inherit_css", "_merged_bindings", "_reactives",
}  # fmt: skip
"""What Textual itself puts into each class made of one of its own."""


def _classes() -> Iterator[type]:
    """Every class of ours, where it is defined."""
    for found in pkgutil.walk_packages(cnss_counter.__path__, "cnss_counter."):
        if found.name != "cnss_counter.__main__":
            module = importlib.import_module(found.name)
            yield from (
                one for one in vars(module).values()
                if isinstance(one, type) and one.__module__ == found.name
            )  # fmt: skip


def _overridden() -> dict[str, str]:
    """Each private name that a class of ours takes from one of Textual's: by which module."""
    found: dict[str, str] = {}
    for ours in _classes():
        theirs = [base for base in ours.__mro__ if str(base.__module__).startswith("textual")]
        for name in vars(ours).keys() - WRITTEN_BY_TEXTUAL:
            if name.startswith("_") and not name.startswith("__"):
                owners = [base.__name__ for base in theirs if name in vars(base)]
                found |= {f"{owner}.{name}": ours.__module__ for owner in owners[:1]}
    return found


def test_what_is_overridden_is_written_down_and_stands_in_terminal() -> None:
    assert _overridden() == OVERRIDDEN
    assert {module.rpartition(".")[0] for module in OVERRIDDEN.values()} == {
        "cnss_counter.terminal"
    }


def _brought_by_us(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The names that our own sources define: functions, attributes set, fields."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.attr if isinstance(node, ast.Attribute) else node.id


def test_what_is_used_is_written_down_and_stands_in_terminal() -> None:
    """A private attribute that no source of ours brings is Textual's, in what is drawn by it."""
    trees = {file: list(ast.walk(ast.parse(file.read_text("utf-8")))) for file in SOURCES}
    ours = {name for nodes in trees.values() for name in _brought_by_us(nodes)} - USED.keys()
    found: dict[str, set[str]] = {}
    for file, nodes in trees.items():
        if any(isinstance(node, ast.ImportFrom) and _is_textual(node) for node in nodes):
            read = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
            private = {name for name in read if name.startswith("_") and not name.startswith("__")}
            for name in private - ours - NAMED_TUPLES - {key.split(".")[1] for key in OVERRIDDEN}:
                found.setdefault(name, set()).add(file.parent.name)
    assert found == {name: {"terminal"} for name in USED}


def _is_textual(node: ast.ImportFrom) -> bool:
    return (node.module or "").partition(".")[0] == "textual"


@pytest.mark.parametrize("name", [*USED, "_no_such_name"])
def test_what_is_used_is_still_there(name: str) -> None:
    """Set while such an object is made, or on its class; and the control, which is not."""
    owner = USED.get(name, App)
    source = inspect.getsource(owner)
    is_there = hasattr(owner, name) or re.search(rf"self\.{name}\b.* = ", source) is not None
    assert is_there is (name in USED)
