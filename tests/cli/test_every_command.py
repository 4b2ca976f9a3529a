"""Each command of the register, with each of its streams in each state: a table, made by itself.

How a command ends where nothing is wrong is the control: it ends so in every other state, but where
its output was full, or its password could not be read.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from cnss_counter.cli.options.commands import Command
from cnss_counter.cli.options.parameters import Option
from cnss_counter.cli.options.root import ROOT
from cnss_counter.domain.clerk import Clerk
from cnss_counter.paths import Home, data_place
from cnss_counter.services.access.login import log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import case_of
from tests.cli.conftest import REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, command
from tests.cli.one_process_each import (
    EMPTY,
    FILE,
    FULL,
    GIVEN,
    NULL,
    every_state,
)  # fmt: skip

PLAIN = (GIVEN, FILE, FILE)
COLLEAGUE = Clerk("B12", "Omar Tazi", frozenset({"clerk", "supervisor"}))
NEW_PASSWORD = "quatre tortues sous un figuier"


def _leaves(path: list[str], one: click.Command) -> Iterator[tuple[str, Command]]:
    if isinstance(one, click.Group):
        for name in one.list_commands(click.Context(one)):
            each = one.get_command(click.Context(one), name)
            assert each is not None
            yield from _leaves([*path, name], each)
    else:
        assert isinstance(one, Command)
        yield " ".join(path), one


COMMANDS = dict(_leaves([], ROOT))
VALUES = {
    "--home": "{home}", "--clerk": REAL_CLERK.code, "--admin": REAL_CLERK.code, "-o": "{new}.pdf",
    "CASE.json": "{case}", "RÉFÉRENCE": "{reference}", "DOSSIER": "{new}", "FICHIER": "{receipt}",
    "N°": "123456789", "CODE": COLLEAGUE.code, "--role": "clerk", "--name": "Ali",
    "--supervisor": COLLEAGUE.code, "--reason": "asked", "--last-number": "9",
    "--agency": "041", "--agency-name-fr": "Fès", "--agency-name-ar": "فاس", "--city": "Fès",
    "--counter": "1", "--with": data_place(),
}  # fmt: skip
"""What a command is given for what it requires; for whatever else is asked, `x`."""
OF_ONE = {
    "setup": {"--home": "{new}"},
    "restore": {"FICHIER": "{backup}", "--home": "{new}"},
    "clerk name": {"CODE": "C34"},
}
MORE = {"restore": ["--machine-key", "{home}/machine.key"]}
LINES = {"password": (REAL_PASSWORD, NEW_PASSWORD), "recover": ("{sheet}", NEW_PASSWORD)}
GIVES = {
    "deposit": "RCS-041-1-", "setup": "feuille de secours", "recover": "feuille de secours",
    "clerk name": "Code provisoire", "clerk reset": "Code provisoire",
}  # fmt: skip
"""What is said once."""
ANSWERS_NO = {
    "training", "keys letter", "resume", "rules test", "rules impact", "rules replay",
    "person purge", "person erase", "person overdue",
}  # fmt: skip
"""Without a terminal, without what they ask for, or with what is no file of theirs."""


class Ended(NamedTuple):
    status: int
    said: str
    refused: str


def _words(name: str, values: dict[str, str]) -> list[str]:
    words = name.split()
    for one in COMMANDS[name].params:
        asked = getattr(one, "asked_as", "")
        if not getattr(one, "is_required", False) and asked != "--home":
            continue
        if isinstance(one, Option):
            words.append(asked)
        if not getattr(one, "is_flag", False):
            words.append(OF_ONE.get(name, {}).get(asked) or VALUES.get(asked, "x"))
    return [word.format(**values) for word in words + MORE.get(name, [])]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[tuple[str, ...], Ended]]:
    """How every command ended in every state; each in a copy of one counter with a deposit."""
    folder = tmp_path_factory.mktemp("table")
    sheet = set_up(
        Home(folder / "home"), REAL_AGENCY, REAL_CLERK, REAL_PASSWORD,
        colleagues={COLLEAGUE: REAL_PASSWORD}, cost=LOWEST_COST,
    )  # fmt: skip
    as_clerk = ("--clerk", REAL_CLERK.code, "--password-stdin", "--home", folder / "home")
    case = folder / "case.json"
    case.write_text(json.dumps(case_of()), encoding="utf-8")
    made = command("deposit", case, *as_clerk, "--json", lines=(REAL_PASSWORD,))
    kept = command("backup", folder / "backup", *as_clerk, "--json", lines=(REAL_PASSWORD,))
    assert (made.status, kept.status) == (0, 0)
    session = log_in(Home(folder / "home"), REAL_CLERK.code, REAL_PASSWORD)
    with session.context.writing() as database:  # each copy has an account of its own
        database.execute("UPDATE signing_keys SET account = NULL")
    session.log_out()
    values = {
        "sheet": sheet,
        "reference": made.document["reference"],
        "receipt": made.document["receipt"],
        "backup": str(next((folder / "backup").iterdir())),
    }
    states = list(every_state())
    rows = [
        [_cell(folder, name, number, state, values) for number, state in enumerate(states)]
        for name in COMMANDS
    ]
    here = set(Path.cwd().glob("*.pdf"))
    told = subprocess.run(
        [sys.executable, "-m", "tests.cli.one_process_each"],
        input=json.dumps(rows), capture_output=True, encoding="utf-8", timeout=600, check=True,
    ).stdout  # fmt: skip
    assert set(Path.cwd().glob("*.pdf")) == here
    ended = [[Ended(*cell) for cell in row] for row in json.loads(told)]
    return {
        name: dict(zip(states, row, strict=True)) for name, row in zip(COMMANDS, ended, strict=True)
    }


def _cell(
    folder: Path, name: str, number: int, state: tuple[str, ...], values: dict[str, str]
) -> dict[str, object]:
    """Whatever changes a counter has one of its own; deposits are made in one, of other persons."""
    place = folder / name.replace(" ", "-") / ("" if name == "deposit" else str(number))
    if not place.exists():
        shutil.copytree(folder / "home", place / "home")
    case, person = place / f"case-{number}.json", case_of()
    person["answers"]["immatriculation_number"] = f"{200000000 + number}"
    case.write_text(json.dumps(person), encoding="utf-8")
    told = values | {
        "home": str(place / "home"), "new": str(place / f"new-{number}"), "case": str(case),
    }  # fmt: skip
    lines = [line.format(**told) for line in LINES.get(name, (REAL_PASSWORD,) * 2)]
    account = str(place / "account")  # each counter is a copy of one
    return {"words": _words(name, told), "streams": state, "lines": lines, "account": account}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_ends_the_same_whatever_becomes_of_its_streams(
    table: dict[str, dict[tuple[str, ...], Ended]], name: str
) -> None:
    plain = table[name][PLAIN]
    wants_password = any("--password-stdin" in one.opts and getattr(one, "is_required", False)
                         for one in COMMANDS[name].params)  # fmt: skip
    for (given, output, error), ended in table[name].items():
        where = (name, given, output, error, ended)
        seen = ended.said + ended.refused
        assert "Traceback" not in seen, where
        assert 'File "' not in seen, where
        assert "Exception ignored" not in seen, where
        assert "\x1b" not in seen, where
        if given != GIVEN:
            expected = 2 if wants_password else plain.status
            assert ended.status == expected, where
            is_asked = wants_password and plain.status == 0
            assert not is_asked or ended.refused.startswith("Entrée standard"), where
            assert ended.refused.count("\n") == int(expected == 2), where
            continue
        is_unsaid = output == FULL and plain.said and name != "deposit"
        assert ended.status == (2 if is_unsaid else plain.status), where
        if name in GIVES and (output == FILE or (error == FILE and output != NULL)):
            assert GIVES[name] in seen, where
        elif error == FILE:
            assert ended.refused.count("\n") == plain.refused.count("\n") + bool(is_unsaid), where


def test_the_table_tries_commands_that_do_something(
    table: dict[str, dict[tuple[str, ...], Ended]],
) -> None:
    """The control: where nothing is wrong they are done, whatever is said once is said."""
    known = {name for name in COMMANDS if name not in ANSWERS_NO}
    done = {name for name in known if table[name][PLAIN].status == 0}
    assert {name: table[name][PLAIN] for name in known - done} == {}
    assert all(GIVES[name] in table[name][PLAIN].said for name in GIVES)
    assert EMPTY in {given for given, _, _ in table["deposit"]}
