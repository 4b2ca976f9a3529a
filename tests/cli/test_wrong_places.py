"""A file, a folder or a home that is named wrong: the line says which, and who named it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import command

NOBODY = "~nobody-of-this-name/x"
BROKEN = os.fsdecode(b"a\xffb")
"""Bytes that are no UTF-8, as an old disk names its files."""


@pytest.mark.parametrize("errand", ["doctor", "training", "backup", "setup"])
@pytest.mark.parametrize("said", [NOBODY, BROKEN])
def test_a_home_that_is_none_is_one_line_that_says_who_named_it(
    monkeypatch: pytest.MonkeyPatch, errand: str, said: str
) -> None:
    words = {"backup": ("backup", "usb", "--clerk", "A17", "--password-stdin"), "setup": SET_UP}
    by_option = command(*words.get(errand, (errand,)), "--home", said, lines=("x",))
    monkeypatch.setenv("CNSS_COUNTER_HOME", said)
    by_environment = command(*words.get(errand, (errand,)), lines=("x",))
    for ended, name in ((by_option, "--home"), (by_environment, "CNSS_COUNTER_HOME")):
        assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
        assert ended.refused.startswith(f"{name} :")
    assert not Path(said).exists()


SET_UP = (
    "setup", "--agency", "041", "--agency-name-fr", "Fès", "--agency-name-ar", "فاس",
    "--city", "Fès", "--counter", "1", "--admin", "A17", "--password-stdin",
)  # fmt: skip


def test_an_option_left_empty_is_not_the_usual_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--home "$DIR"` with `DIR` not set would have been the real counter."""
    monkeypatch.delenv("CNSS_COUNTER_HOME", raising=False)
    ended = command("doctor", "--home", "")
    assert (ended.status, ended.said) == (2, "")
    assert ended.refused.startswith("--home :")


@pytest.mark.parametrize("name", [".", "/", os.devnull])
def test_a_folder_is_named_when_a_file_was_asked_for(tmp_path: Path, name: str) -> None:
    ended = command("verify", name, "--home", tmp_path)
    assert (ended.status, ended.refused.count("\n")) == (2, 1)
    assert ended.refused.startswith(f"{name} :")


def test_a_file_without_a_name_is_named_by_its_option(tmp_path: Path) -> None:
    for words, name in (
        (("verify", ""), "FICHIER"),
        (("verify", "x", "--keys", ""), "--keys"),
        (("restore", "", "--clerk", "A17", "--password-stdin", "--last-number", "1"), "FICHIER"),
    ):
        ended = command(*words, "--home", tmp_path / "new")
        assert (ended.status, ended.refused.count("\n")) == (2, 1)
        assert ended.refused.startswith(f"{name} :")
