"""What `--help` shows and the reference holds, from the same declarations that are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from cnss_counter.cli import output
from cnss_counter.cli.options.parameters import Option, Subject

Rows = Iterable[tuple[str, str]]
"""A name and what it is."""


def write(formatter: click.HelpFormatter, ctx: click.Context, *blocks: Rows) -> None:
    """How a command is called, what it does, and rows of what it takes or has under it."""
    usage = " ".join(ctx.command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, usage, f"{output.french()('commands.usage')} ")
    formatter.write_paragraph()
    formatter.write_text(sentence(ctx.command))
    for rows in blocks:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_dl([*rows])


def sentence(command: click.Command) -> str:
    """What a command does, as a sentence of its own."""
    does = command.help or ""
    return f"{does[:1].upper()}{does[1:]}{'' if does.endswith('?') else '.'}"


def taken(ctx: click.Context) -> Rows:
    """What a command takes."""
    return filter(None, (one.get_help_record(ctx) for one in ctx.command.get_params(ctx)))


def listed(ctx: click.Context) -> Rows:
    """The commands under a group, by their whole names."""
    return ((one.command_path, one.command.help or "") for one in commands_under(ctx))


def commands_under(ctx: click.Context) -> Iterator[click.Context]:
    """A context for each command that is no group, from this one on, in their order."""
    if not isinstance(ctx.command, click.Group):
        yield ctx
        return
    for name in ctx.command.list_commands(ctx):
        if command := ctx.command.get_command(ctx, name):
            yield from commands_under(click.Context(command, parent=ctx, info_name=name))


def usage_of(asked: Subject | Option) -> str:
    """`--clerk CODE`, `[--json]`, `[FICHIER …]`."""
    if isinstance(asked, Subject):
        return asked.asked_as if asked.is_required else f"[{asked.asked_as} …]"
    said = f"{asked.asked_as} {asked.metavar or ''}".strip()
    return said if asked.is_required else f"[{said}]"


def _show(ctx: click.Context, _: click.Parameter, is_asked: object) -> None:
    if is_asked and not ctx.resilient_parsing:
        print(ctx.get_help())
        ctx.exit()


HELP = Option("--help", "help", is_eager=True, expose_value=False, callback=_show)
