"""`cnss-counter` as another account of this computer: `ACCOUNT arguments…`, for a test run as root.

Everything is loaded and tried once before the account is taken: Python may stand where the other
account may not read.
"""

from __future__ import annotations

import ast
import contextlib
import encodings
import importlib
import importlib.resources.readers
import io
import os
import pkgutil
import sys
from pathlib import Path

import cnss_counter
from cnss_counter.cli import main


def load_all() -> None:
    """Each module of the program, whatever it imports late, and what those need at first use."""
    for module in pkgutil.walk_packages(cnss_counter.__path__, "cnss_counter."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for source in Path(cnss_counter.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            for name in _imported(node):
                with contextlib.suppress(ImportError):  # of another system
                    importlib.import_module(name)
    for encoding in pkgutil.iter_modules(encodings.__path__, "encodings."):
        with contextlib.suppress(ImportError):
            importlib.import_module(encoding.name)
    with contextlib.redirect_stdout(io.StringIO()):
        main(["doctor", "--home", "/nowhere"])


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


if __name__ == "__main__":
    load_all()
    account = int(sys.argv[1])
    os.setgroups([])
    os.setresgid(account, account, account)
    os.setresuid(account, account, account)
    raise SystemExit(main(sys.argv[2:]))
