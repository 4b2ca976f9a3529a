"""A file, a folder or a home that is named wrong: the line says which, and who named it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import get_args

import pytest

from cnss_counter import wording
from cnss_counter.cli.custody.doctor import NAMES
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody.health import Name
from cnss_counter.storage.files.homes import FURTHEST, require_place
from cnss_counter.storage.vault.keyring import LOWEST_COST
from tests.cli.conftest import REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, command
from tests.refusals import refused

FRENCH = wording.load("fr")

NOBODY = "~nobody-of-this-name/x"
SET_UP = (
    "setup", "--agency", "041", "--agency-name-fr", "Fès", "--agency-name-ar", "فاس",
    "--city", "Fès", "--counter", "1", "--admin", "A17", "--password-stdin",
)  # fmt: skip
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


TOO_LONG = {
    "a name over 255": ("n" * 300,),
    "over what SQLite opens": ("n" * 200,) * 3,
    "over what the system opens": ("n" * 200,) * 30,
}


@pytest.mark.parametrize("names", TOO_LONG.values(), ids=TOO_LONG)
def test_a_home_by_a_path_that_is_too_long_is_one_line_about_its_length(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    home = tmp_path.joinpath(*names)
    ended = command(*SET_UP, "--home", home, lines=(REAL_PASSWORD,))
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert ended.refused.startswith(str(tmp_path))
    about = (FRENCH("system.ENAMETOOLONG"), f"{FURTHEST} ")
    assert any(told in ended.refused for told in about), ended.refused[-200:]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("names", TOO_LONG.values(), ids=TOO_LONG)
def test_the_doctor_names_a_path_that_is_too_long(tmp_path: Path, names: tuple[str, ...]) -> None:
    ended = command("doctor", "--home", tmp_path.joinpath(*names), "--json")
    told = [line["said"] for line in ended.document if line["state"] == "bad"]
    about = (FRENCH("system.ENAMETOOLONG"), f"{FURTHEST} ")
    assert any(reason in said for reason in about for said in told)
    assert (ended.status, ended.refused) == (1, "")


def test_as_far_down_as_is_allowed_there_is_a_counter(tmp_path: Path) -> None:
    """The control: the limit is one that a database can be opened at, and one byte more is not."""
    home = tmp_path / ("n" * 200)
    home /= "n" * (FURTHEST - len(str(home.resolve())) - 1)
    set_up(Home(home), REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, cost=LOWEST_COST)
    as_clerk = ("--clerk", REAL_CLERK.code, "--password-stdin", "--home", home)
    kept = command("backup", tmp_path / "usb", *as_clerk, lines=(REAL_PASSWORD,))
    assert (kept.status, kept.refused) == (0, "")
    with refused(StoreError, "home.too_far_down"):
        require_place(Home(home.with_name(f"{home.name}n")))


def test_an_option_left_empty_is_not_the_usual_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--home "$DIR"` with `DIR` not set would have been the real counter."""
    monkeypatch.delenv("CNSS_COUNTER_HOME", raising=False)
    ended = command("doctor", "--home", "")
    assert (ended.status, ended.said) == (2, "")
    assert ended.refused.startswith("--home :")


def test_the_doctor_names_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "home").symlink_to(tmp_path / "home")
    ended = command("doctor", "--home", tmp_path / "home", "--json")
    states = {line["name"]: line["state"] for line in ended.document}
    assert (ended.status, states["files"], states["disk"]) == (1, "bad", "ok")
    assert str(tmp_path / "home") in ended.said
    assert "RuntimeError" not in ended.said


def test_the_columns_of_the_doctor_do_not_run_together() -> None:
    words = wording.load("fr")
    for name in get_args(Name):
        assert len(words(f"health.names.{name}")) < NAMES, name


@pytest.mark.parametrize("name", [".", "/", os.devnull])
def test_a_folder_is_named_when_a_file_was_asked_for(tmp_path: Path, name: str) -> None:
    ended = command("verify", name, "--home", tmp_path)
    assert (ended.status, ended.refused.count("\n")) == (2, 1)
    assert ended.refused.startswith(f"{name} :")


def test_a_file_without_a_name_is_named_by_its_option(tmp_path: Path) -> None:
    for words, name in (
        (("verify", ""), "FICHIER"),
        (("deposit", "", "--clerk", "A17", "--password-stdin"), "CASE.json"),
        (("verify", "x", "--keys", ""), "--keys"),
        (("restore", "", "--clerk", "A17", "--password-stdin", "--last-number", "1"), "FICHIER"),
    ):
        ended = command(*words, "--home", tmp_path / "new")
        assert (ended.status, ended.refused.count("\n")) == (2, 1)
        assert ended.refused.startswith(f"{name} :")
