"""What a shell is told, and what it makes of it when somebody presses Tab."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

import pytest

from cnss_counter.cli.options.command_table import COMPLETION, ERRANDS
from cnss_counter.cli.options.completion import SHELLS
from cnss_counter.paths import data_folder
from testkit.pseudo_terminal import PseudoTerminal
from tests.cli.conftest import Ended

INTERACTIVE = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "-f", "-i"),
    "fish": ("fish", "--no-config", "-i"),
}
LEARN = {
    "bash": 'eval "$({}=bash_source cnss-counter)"',
    "zsh": 'autoload -U compinit; compinit -u -D; eval "$({}=zsh_source cnss-counter)"',
    "fish": "env {}=fish_source cnss-counter | source",
}
"""As docs/how_to/complete_commands.md says."""
ITS_OWN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execvp(sys.argv[1], sys.argv[1:])"
)
"""A shell wants the terminal that it is typed at to be its session's own."""
HERE = [shell for shell in SHELLS if shutil.which(shell)]


def told(instruction: str, line: str = "", at: int = 0, *, loads: str = "") -> Ended:
    """What the program answers a shell whose words are `line`, of which number `at` is typed."""
    return with_variables(instruction, {"COMP_WORDS": line, "COMP_CWORD": str(at)}, loads=loads)


def with_variables(instruction: str, variables: dict[str, str], *, loads: str = "") -> Ended:
    """What it answers where only these variables of a shell are set."""
    ended = subprocess.run(
        [sys.executable, *(("-X", "importtime") if loads else ()), "-m", "cnss_counter"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, COMPLETION: instruction, **variables},
        timeout=60,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def offered(line: str) -> list[str]:
    """What may stand in the place of the last word of a line, with its kind."""
    ended = told("bash_complete", line, line.count(" "))
    assert (ended.status, ended.refused) == (0, "")
    return ended.said.split()


def test_the_first_word_is_any_errand_and_no_errand_is_loaded_for_it() -> None:
    assert offered("cnss-counter ") == [f"plain,{name}" for name in ERRANDS]
    loading = told("bash_complete", "cnss-counter ", 1, loads="all").refused
    assert "cnss_counter.cli.options.completion" in loading
    assert "cnss_counter.cli.requests" not in loading


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("cnss-counter ch", "plain,check"),
        ("cnss-counter clerk re", "plain,reset plain,remove"),
        ("cnss-counter --v", "plain,--version"),
        ("cnss-counter check --o", "plain,--on"),
        (
            "cnss-counter verify --",
            "plain,--beside plain,--keys plain,--home plain,--json plain,--help",
        ),
        (
            "cnss-counter verify paper.pdf --json --",
            "plain,--beside plain,--keys plain,--home plain,--help",
        ),
        ("cnss-counter check ca", "file,ca"),
        ("cnss-counter doctor --home ho", "dir,ho"),
        ("cnss-counter leaflet --lang ", "plain,ar plain,fr"),
        ("cnss-counter receipt x --format p", "plain,pdf"),
        ("cnss-counter person erase 1 --reason o", "plain,ordered"),
        ("cnss-counter clerk name B2 --role super", "plain,supervisor"),
    ],
)
def test_what_may_come_next_is_offered(line: str, words: str) -> None:
    assert offered(line) == words.split()


def test_a_sentence_stands_beside_each_word_where_a_shell_shows_one() -> None:
    ended = told("zsh_complete", "cnss-counter clerk rem", 2)
    assert ended.said.split("\n")[:3] == ["plain", "remove", "retirer un agent qui part"]


@pytest.mark.parametrize("instruction", ["source", "bash", "bash_frob", "powershell_source"])
def test_another_instruction_is_refused_in_one_line(instruction: str) -> None:
    ended = told(instruction)
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert ended.refused.startswith(COMPLETION)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "COMP_WORDS"),
        ({"COMP_WORDS": "cnss-counter "}, "COMP_CWORD"),
        ({"COMP_CWORD": "1"}, "COMP_WORDS"),
    ],
)
def test_words_that_no_shell_gave_are_refused_in_one_line(
    shell: str, variables: dict[str, str], named: str
) -> None:
    ended = with_variables(f"{shell}_complete", variables)
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert ended.refused.startswith(named)


@pytest.mark.parametrize(
    ("shell", "place"),
    [("bash", "x"), ("zsh", "x"), ("bash", ""), ("bash", "-1"), ("bash", "²"),
     ("zsh", "9" * 5000), ("fish", " ")],
)  # fmt: skip
def test_a_place_that_no_shell_gave_is_refused_in_one_line(shell: str, place: str) -> None:
    variables = {"COMP_WORDS": "cnss-counter ch", "COMP_CWORD": place}
    ended = with_variables(f"{shell}_complete", variables)
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert ended.refused.startswith("COMP_CWORD")


@pytest.mark.parametrize(("word", "offers"), [("chec", ["check"]), ("", list(ERRANDS))])
def test_fish_gives_the_word_itself_which_may_be_empty(word: str, offers: list[str]) -> None:
    variables = {"COMP_WORDS": f"cnss-counter {word}", "COMP_CWORD": word}
    said = with_variables("fish_complete", variables).said.splitlines()
    assert [line.split("\t")[0] for line in said] == [f"plain,{name}" for name in offers]


@pytest.fixture
def at_hand(tmp_path: Path) -> Path:
    """A folder with a `cnss-counter` to be called, and a file that is no case."""
    program = tmp_path / "cnss-counter"
    called = f'#!/bin/sh\nexec {quote(sys.executable)} -m cnss_counter "$@"\n'
    program.write_text(called, "utf-8")
    program.chmod(0o755)
    (tmp_path / "spoilt.json").write_text("{", "utf-8")
    return tmp_path


@contextmanager
def taught(shell: str, folder: Path) -> Iterator[PseudoTerminal]:
    """An interactive shell in this folder, as soon as it has learnt to complete the command."""
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(data_folder().parent),
    }  # fmt: skip
    start = (sys.executable, "-c", ITS_OWN_TERMINAL, *INTERACTIVE[shell])
    with PseudoTerminal(start, columns=200, environment=environment) as terminal:
        terminal.wait_for("")
        learn = LEARN[shell].format(COMPLETION)
        terminal.press(f"cd {quote(str(folder))}; {learn}; echo has''learnt", "Enter")
        terminal.wait_for("haslearnt")
        yield terminal


@pytest.mark.parametrize("shell", HERE)
def test_tab_completes_in_a_real_shell(at_hand: Path, shell: str) -> None:
    """Each line, once entered, is refused by a name that nobody typed to its end."""
    with taught(shell, at_hand) as terminal:
        for line, refusal in (
            ("cnss-counter clerk rem\t", "cnss-counter clerk remove : il manque"),
            ("cnss-counter lea\t--lang x", "--lang : x : valeur inconnue"),
            ("cnss-counter check spo\t", "spoilt.json : ligne 1"),
        ):
            terminal.press(line, "Enter")
            terminal.wait_for(refusal)


@pytest.mark.parametrize("shell", HERE)
def test_the_control_without_tab_leaves_the_word_as_it_was_typed(at_hand: Path, shell: str) -> None:
    with taught(shell, at_hand) as terminal:
        terminal.press("cnss-counter check spo", "Enter")
        terminal.wait_for("spo : fichier introuvable")
