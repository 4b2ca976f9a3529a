"""The page of all commands, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from cnss_counter.cli.options import help_pages
from cnss_counter.cli.options.root import NAME, ROOT

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Written by `make reference` from the commands themselves: what is here is what is read, and what
`--help` says, in French. Exit statuses, output and `--json`: [README](../../README.md#use-it)."""


def reference() -> str:
    """The whole page: the application, then every command in the order of `--help`."""
    application = click.Context(ROOT, info_name=NAME)
    every = (application, *help_pages.commands_under(application))
    return "\n".join([HEAD, *(line for ctx in every for line in _section(ctx)), ""])


def _section(ctx: click.Context) -> Iterator[str]:
    usage = " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])
    yield f"\n## {ctx.command_path}"
    yield help_pages.sentence(ctx.command)
    yield f"\n```\n{usage}\n```\n\n| | |\n|---|---|"
    yield from (
        f"| `{name}` | {does} |" for name, does in help_pages.taken(ctx) if name != "--help"
    )
