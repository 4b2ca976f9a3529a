"""Whatever the store and the desk refuse can be said in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.services.permissions import PERMISSIONS
from cnss_counter.storage import database, files

PACKAGE = Path(database.__file__).parents[1]
ERRORS = {"BadInputError", "AccessError", "AnswerIsNo", "SeatLostError", "StoreError"}


def _codes() -> Iterator[str]:
    yield from database._CODES.values()
    yield from files._CODES.values()
    yield from (f"home.{said}_{kind}" for said in ("is", "sealed") for kind in ("real", "training"))
    yield from (f"access.may_not.{action}" for action in PERMISSIONS)
    for floor in ("storage", "services"):
        for file in (PACKAGE / floor).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
                    first = node.args[0]
                    if isinstance(first, ast.Constant):
                        yield str(first.value)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_refusal_has_its_sentence(language: wording.Language) -> None:
    words = wording.load(language)
    codes = set(_codes())
    assert len(codes) > 40
    assert [code for code in sorted(codes) if not words.has(f"errors.{code}")] == []
