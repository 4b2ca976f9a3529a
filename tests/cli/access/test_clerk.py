"""`clerk`, `password` and `recover`: the same services, without the screens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.conftest import REAL_CLERK, REAL_PASSWORD, Ended, command

NEW_PASSWORD = "des pommes et des poires"


def as_administrator(home: Path, *arguments: str | Path) -> Ended:
    return command(
        *arguments, "--home", home, "--clerk", REAL_CLERK.code, "--password-stdin", "--json",
        lines=(REAL_PASSWORD,),
    )  # fmt: skip


def name_salma(home: Path) -> Any:
    named = as_administrator(home, "clerk", "name", "c03", "--name", "Salma", "--role", "clerk")
    assert named.status == 0
    return named.document


def choose(home: Path, clerk: str, before: str, chosen: str) -> Ended:
    return command(
        "password", "--home", home, "--clerk", clerk, "--password-stdin", lines=(before, chosen)
    )


def test_a_clerk_is_named_chooses_a_password_and_is_listed(real_home: Path) -> None:
    given = name_salma(real_home)
    assert given["clerk"] == "C03"
    assert choose(real_home, "C03", given["code"], NEW_PASSWORD).status == 0
    assert choose(real_home, "C03", given["code"], NEW_PASSWORD).status == 2
    assert choose(real_home, "C03", NEW_PASSWORD, "treize chaises vertes").status == 0
    listed = as_administrator(real_home, "clerk", "list").document
    assert [(line["code"], line["roles"], line["active"]) for line in listed] == [
        ("A17", ["administrator", "clerk", "supervisor"], True),
        ("C03", ["clerk"], True),
    ]


def test_a_one_time_code_opens_nothing_but_a_new_password(real_home: Path) -> None:
    given = name_salma(real_home)
    ended = command(
        "clerk", "list", "--home", real_home, "--clerk", "C03", "--password-stdin",
        lines=(given["code"],),
    )  # fmt: skip
    assert ended.status == 2
    assert ended.refused.count("\n") == 1


def test_a_clerk_gets_a_code_other_roles_and_leaves(real_home: Path) -> None:
    name_salma(real_home)
    again = as_administrator(real_home, "clerk", "reset", "c03")
    assert again.document["code"]
    assert as_administrator(real_home, "clerk", "unlock", "C03").status == 0
    roles = ("clerk", "roles", "C03", "--role", "clerk,supervisor")
    assert as_administrator(real_home, *roles).status == 0
    assert as_administrator(real_home, "clerk", "remove", "C03").status == 0
    refused = as_administrator(real_home, "clerk", "reset", "C03")
    assert (refused.status, refused.refused.count("\n")) == (2, 1)


def test_the_last_administrator_stays_and_a_role_unknown_is_named(real_home: Path) -> None:
    ended = as_administrator(real_home, "clerk", "remove", REAL_CLERK.code)
    assert (ended.status, ended.refused.count("\n")) == (2, 1)
    ended = as_administrator(real_home, "clerk", "roles", "A17", "--role", "king")
    assert ended.status == 2
    assert "king" in ended.refused


def recover(home: Path, code: str, *more: str | Path) -> Ended:
    return command(
        "recover", "--home", home, "--clerk", REAL_CLERK.code, "--password-stdin", "--json", *more,
        lines=(code, NEW_PASSWORD),
    )  # fmt: skip


def test_every_password_is_lost_and_the_code_of_setup_opens(tmp_path: Path) -> None:
    home = tmp_path / "counter"
    made = command(
        "setup", "--home", home, "--agency", "041", "--agency-name-fr", "Agence de Fès",
        "--agency-name-ar", "وكالة فاس", "--city", "Fès", "--counter", "1",
        "--admin", REAL_CLERK.code, "--password-stdin", "--json", lines=(REAL_PASSWORD,),
    )  # fmt: skip
    code = made.document["recovery_code"]
    sheet = tmp_path / "sheet.pdf"
    opened = recover(home, code, "--sheet", sheet)
    assert opened.document == {"clerk": REAL_CLERK.code, "sheet": str(sheet)}
    assert sheet.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_mode & 0o077 == 0
    again = recover(home, code)
    assert (again.status, again.refused.count("\n")) == (2, 1)


def test_the_code_of_a_sheet_that_could_not_be_drawn_is_said_and_opens(tmp_path: Path) -> None:
    """The sheet before is void already: the new code must not be lost with its file."""
    home = tmp_path / "counter"
    made = command(
        "setup", "--home", home, "--agency", "041", "--agency-name-fr", "Agence de Fès",
        "--agency-name-ar", "وكالة فاس", "--city", "Fès", "--counter", "1",
        "--admin", REAL_CLERK.code, "--password-stdin", "--json", "--sheet",
        tmp_path / "nowhere" / "sheet.pdf", lines=(REAL_PASSWORD,),
    )  # fmt: skip
    assert made.status == 0
    assert "nowhere" in made.refused
    assert recover(home, made.document["recovery_code"]).status == 0


def test_the_data_get_a_new_key(real_home: Path) -> None:
    name_salma(real_home)
    assert as_administrator(real_home, "key", "change").status == 0
    assert len(as_administrator(real_home, "clerk", "list").document) == 2
