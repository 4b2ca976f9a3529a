"""A migration that was released does tomorrow what it did on its day."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from cnss_counter.storage.tables import schema

DRIVER = "cnss_counter.storage.driver"


def imported(source: str) -> Iterator[str]:
    """The modules that a source imports, wherever the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def of_the_program(source: str) -> set[str]:
    """What is neither the driver nor the standard library."""
    return {
        name
        for name in imported(source)
        if name != DRIVER and name.partition(".")[0] not in sys.stdlib_module_names
    }


def test_migrations_import_the_driver_and_the_standard_library_alone() -> None:
    source = Path(schema.__file__).read_text(encoding="utf-8")
    assert DRIVER in set(imported(source))
    assert of_the_program(source) == set()


def test_an_import_of_live_code_inside_a_migration_would_be_seen() -> None:
    """The control: what stands in a function counts too, and so does a neighbour by its dot."""
    live = "def renumber(db):\n    from cnss_counter.text import fold\n    from . import drafts\n"
    assert of_the_program(live) == {"cnss_counter.text", "."}
