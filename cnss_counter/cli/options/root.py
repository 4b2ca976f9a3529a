"""The commands of `cnss-counter` as click sees them: one group, each command loaded when asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

import click
from click.shell_completion import CompletionItem

from cnss_counter import __version__, paths
from cnss_counter.cli import output, streams
from cnss_counter.cli.options import help_pages
from cnss_counter.cli.options.command_table import ERRANDS
from cnss_counter.cli.options.commands import Group, Options, refusal
from cnss_counter.cli.options.help_pages import HELP
from cnss_counter.cli.options.parameters import HOME, Option
from cnss_counter.errors import BadInputError

NAME = "cnss-counter"
ASKED_FOR_HELP = frozenset({"-h", "--help"})


def run(given: list[str]) -> int:
    """The exit status of one command; click itself catches nothing and prints nothing here."""
    if ASKED_FOR_HELP & set(given):  # wherever it stands, behind a mistake too
        given = [*_leading_to_a_command(given), "--help"]
    try:
        with ROOT.make_context(NAME, given) as ctx:
            return ROOT.invoke(ctx)
    except click.exceptions.Exit as shown:
        streams.require_room()
        return shown.exit_code


def _leading_to_a_command(given: list[str]) -> Iterator[str]:
    """The first words, as far as they name a command."""
    command: click.Command | None = ROOT
    for word in given:
        if not isinstance(command, Group):
            return
        command = command.get_command(click.Context(command), word)
        if command is None:
            return
        yield word


class Root(Group):
    """The application, and a group of every errand in the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*ERRANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ERRANDS:
            return None
        module = import_module(f"cnss_counter.cli.{ERRANDS[cmd_name]}")
        command: click.Command = module.COMMAND
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names in the table and their sentences; no command is loaded for that."""
        words = output.french()
        keys = {name: f"commands.{name}" for name in ERRANDS if name.startswith(incomplete)}
        named = [
            CompletionItem(name, help=words(key if words.has(key) else f"{key}.does"))
            for name, key in keys.items()
        ]
        return named + click.Command.shell_complete(self, ctx, incomplete)

    def refusal(
        self, ctx: click.Context, mistake: click.UsageError, given: Sequence[str] = ()
    ) -> BadInputError:
        return refusal(ctx, mistake, given)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [help_pages.usage_of(one) for one in (HOME, VERSION)]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        help_pages.write(formatter, ctx, help_pages.taken(ctx), help_pages.listed(ctx))


@click.pass_context
def _start(ctx: click.Context, home: str | None, version: bool) -> int:
    """The application. Its options belong to no other command, and are not dropped before one."""
    if ctx.invoked_subcommand:
        if home or version:
            word = ctx.invoked_subcommand
            raise BadInputError("cli.unknown", command=ctx.command_path, word=word)
        return 0
    if version:
        print("+".join(filter(None, (__version__, paths.bundle()))))
        status = 0
    else:
        from cnss_counter.cli import application

        status = application.counter(Options(home=home))
    streams.require_room()
    return status


VERSION = Option("--version", "version")
ROOT = Root(
    "application",
    params=[HOME, VERSION, HELP],
    callback=_start,
    invoke_without_command=True,
)
