"""Whatever the store and the desk refuse can be said in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.services.access.permissions import PERMISSIONS
from cnss_counter.storage import connections
from cnss_counter.storage.files import private_files

PACKAGE = Path(connections.__file__).parents[1]
ERRORS = {
    "BadInputError",
    "AccessError",
    "AnswerIsNo",
    "AccessLostError",
    "StoreError",
    "done_already",
}


def _called_in_the_code(*errors: str) -> Iterator[str]:
    """The codes written out in the services and the store, of these."""
    for floor in ("storage", "services"):
        for file in (PACKAGE / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in errors:
                    first = node.args[0]
                    if isinstance(first, ast.Constant):
                        yield str(first.value)


def _codes() -> Iterator[str]:
    yield from connections._CODES.values()
    yield from private_files._CODES.values()
    yield from (f"home.{said}_{kind}" for said in ("is", "sealed") for kind in ("real", "training"))
    yield from (f"access.may_not.{action}" for action in PERMISSIONS)
    yield from _called_in_the_code(*ERRORS)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_refusal_has_its_sentence(language: wording.Language) -> None:
    words = wording.load(language)
    codes = set(_codes())
    assert len(codes) > 40
    assert [code for code in sorted(codes) if not words.has(f"errors.{code}")] == []


TRUE_OF_THEIR_OWN_TRANSACTION = {
    "draft.handed_over": "raised inside the deposit, which is rolled back",
    "backup.not_the_same": "of the copy, which is taken away",
    "store.copy_differs": "of the new key, before its copy takes the place of the database",
}
"""What may say that nothing was done, each with why it is true wherever it is shown."""
NOTHING_WAS_DONE = {
    "fr": ("Rien n’a", "Rien n’est"),
    "ar": ("لم يسجل", "لم يودع", "لم يتغير", "لم يحفظ"),
}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_refusal_of_a_disk_speaks_of_a_transaction_it_was_not_part_of(
    language: wording.Language,
) -> None:
    """A full disk may refuse the receipt of a deposit that is made: "nothing was recorded"."""
    words = wording.load(language)
    detail = dict.fromkeys(("clerk", "file", "folder", "reference"), "")
    saying = set()
    for code in _codes():
        try:
            sentence = words(f"errors.{code}", **detail)
        except KeyError:  # it has other values: none of the three
            continue
        if any(said in sentence for said in NOTHING_WAS_DONE[language]):
            saying.add(code)
    assert saying == set(TRUE_OF_THEIR_OWN_TRANSACTION)


@pytest.mark.parametrize(("language", "disk"), [("fr", "disque"), ("ar", "القرص")])
def test_what_is_done_already_is_told_without_a_cause(
    language: wording.Language, disk: str
) -> None:
    """What came after it was refused by the disk, or by a busy or a closed database."""
    words = wording.load(language)
    codes = set(_called_in_the_code("done_already"))
    assert {"password.not_noted", "backup.not_noted", "keys.not_published"} <= codes
    detail = dict.fromkeys(("file", "key"), "")
    assert [code for code in codes if disk in words(f"errors.{code}", **detail)] == []
    assert disk in words("errors.store.disk_full", file=""), "the control"
