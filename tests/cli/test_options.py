"""Options by click, in the counter's words: asked for, left out, mistyped, explained."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from cnss_counter import wording
from cnss_counter.cli.options import root
from cnss_counter.cli.options.help_pages import commands_under
from cnss_counter.cli.options.parameters import Option, Subject, Worded
from cnss_counter.cli.options.root import NAME, ROOT
from cnss_counter.errors import BadInputError
from cnss_counter.paths import data_folder
from tests.cli.conftest import command

CONTEXTS = {ctx.command_path: ctx for ctx in commands_under(click.Context(ROOT, info_name=NAME))}
SAID_BY_CLICK = (
    "Usage:", "Options:", "Commands:", "arguments:", "Show this", "Error", "No such", "Try ",
    "Missing", "unexpected", "requires an argument", "does not take", "required",
)  # fmt: skip


def refused(*words: str) -> BadInputError:
    """What these words are refused with, before anything is done."""
    with pytest.raises(BadInputError) as caught:
        root.run([*words])
    return caught.value


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        ("frob", "unknown", "cnss-counter : frob"),
        ("--bogus=3", "unknown", "cnss-counter : --bogus=3"),
        ("--home x doctor", "unknown", "cnss-counter : doctor"),
        ("check a b", "unknown", "cnss-counter check : b"),
        ("check -abc", "unknown", "cnss-counter check : -abc"),
        ("check a --json=x", "unknown", "cnss-counter check : --json=x"),
        ("check a --js", "unknown", "cnss-counter check : --js"),
        ("clerk list x", "unknown", "cnss-counter clerk list : x"),
        ("check a --on", "no_value", "--on"),
        ("--home", "no_value", "--home"),
        ("check a --on hier", "not_a_day", "--on : hier"),
        ("check", "missing", "cnss-counter check : il manque CASE.json."),
        ("deposit --clerk=", "missing", "il manque --clerk, --password-stdin, CASE.json."),
        ("clerk", "which_command", "cnss-counter clerk list, cnss-counter clerk name"),
        ("clerk --json list", "which_command", "cnss-counter clerk list"),
        ("journal frob", "which_command", "Au choix : cnss-counter journal verify."),
    ],
)
def test_a_mistake_is_said_in_one_french_line_that_names_it(
    words: str, code: str, named: str
) -> None:
    mistake = refused(*words.split())
    said = wording.load("fr").error(mistake)
    assert mistake.code == f"cli.{code}"
    assert named in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "\n" not in said
    assert not any(words in said for words in SAID_BY_CLICK)


def test_at_the_command_it_is_one_line_on_standard_error() -> None:
    for words in (("check", "--frob"), ("clerk",), ("deposit",)):
        ended = command(*words)
        assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("name", CONTEXTS)
def test_no_mistake_makes_click_speak(name: str, tmp_path: Path) -> None:
    """Every command with an option unknown, a switch with a value, no value, a word too many."""
    _, *words = name.split()
    asked = CONTEXTS[name].command.params
    valued = [one.asked_as for one in asked if isinstance(one, Option) and one.metavar]
    assert refused(*words, "--frob").code == "cli.unknown"
    assert refused(*words, "--json=x").code == "cli.unknown"
    for option in valued:
        assert refused(*words, option).code == "cli.no_value"
    subjects = [one for one in asked if isinstance(one, Subject)]
    if all(one.is_required for one in subjects):
        typed = (str(tmp_path / "x"),) * len(subjects)
        assert refused(*words, *typed, "one too many").code == "cli.unknown"


@pytest.mark.parametrize("asked", ["check --help", "check --on --bogus -h", "check a b -- --help"])
def test_help_is_given_wherever_it_is_asked_for(asked: str) -> None:
    ended = command(*asked.split())
    assert (ended.status, ended.refused) == (0, "")
    assert ended.said.startswith("emploi\N{NO-BREAK SPACE}: cnss-counter check CASE.json")


def test_the_help_of_a_word_that_begins_several_lists_them() -> None:
    for words in (("clerk", "--help"), ("clerk", "frob", "--help")):
        ended = command(*words)
        listed = [line.split()[2] for line in ended.said.splitlines() if "  cnss-" in line]
        assert (ended.status, listed) == (0, ["list", "name", "reset", "unlock", "roles", "remove"])


def test_the_help_of_the_program_lists_every_command() -> None:
    ended = command("frob", "--help")
    assert ended.status == 0
    assert [name for name in CONTEXTS if f"  {name}  " not in ended.said] == []


@pytest.mark.parametrize("name", CONTEXTS)
def test_each_command_explains_all_that_it_asks_for_in_french(name: str) -> None:
    ctx = CONTEXTS[name]
    explained = ctx.get_help()
    assert [one.opts[0] for one in ctx.command.params if _spelt(one) not in explained] == []
    assert not any(words in explained for words in SAID_BY_CLICK)


def _spelt(one: click.Parameter) -> str:
    return str(one.metavar) if isinstance(one, Subject) else one.opts[0]


def test_every_sentence_of_the_command_line_is_shown_somewhere() -> None:
    """And none is missing: a key that no table has stops the test above."""
    tables = tomllib.loads((data_folder() / "wording" / "fr.toml").read_text(encoding="utf-8"))
    written = {f"commands.{key}" for key in _keys(tables["commands"])}
    written |= {f"options.{key}" for key in _keys(tables["options"])}
    groups = [ctx.parent.command for ctx in CONTEXTS.values() if ctx.parent]
    shown = [*groups, *(ctx.command for ctx in CONTEXTS.values())]
    asked = [one for known in shown for one in known.params]
    keys = {one._key for one in (*shown, *asked) if isinstance(one, Worded)}
    assert written - {"commands.usage", "commands.one_of_them"} == keys


def _keys(table: dict[str, Any]) -> Iterator[str]:
    for name, entry in table.items():
        if isinstance(entry, dict):
            yield from (f"{name}.{key}" for key in _keys(entry))
        else:
            yield name
