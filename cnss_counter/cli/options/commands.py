"""What a command is: click's, with its mistakes as `BadInputError` (`cli.…`).

What click would say of them, in English, is said by the wording like any other refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from types import SimpleNamespace
from typing import Any

import click

from cnss_counter.cli import output, streams
from cnss_counter.cli.options import help_pages
from cnss_counter.cli.options.help_pages import HELP
from cnss_counter.cli.options.parameters import Option, Subject, Worded
from cnss_counter.errors import BadInputError, CounterError

Options = SimpleNamespace
"""What was given: one attribute for each option and subject; None, False or () when left out."""


class Command(Worded, click.Command):
    """One errand: its words after `cnss-counter`, and what it is done with.

    Its sentence is `commands.<name>`. `stands_unsaid`: what it did cannot be undone, so its status
    does not tell of its output.
    """

    allow_extra_args = True  # refused here, by the first of them

    def __init__(
        self,
        name: str,
        run: Callable[[Options], int],
        *asked: Subject | Option,
        stands_unsaid: bool = False,
    ) -> None:
        super().__init__(
            name.split()[-1],
            params=[*asked, HELP],
            help=f"commands.{name.replace(' ', '.')}",
            add_help_option=False,
        )
        self._run, self._asked, self._stands_unsaid = run, asked, stands_unsaid

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = [*args]
        try:
            left = super().parse_args(ctx, args)
        except click.UsageError as mistake:
            raise refusal(ctx, mistake, given) from None
        if not ctx.resilient_parsing:
            if left:
                raise BadInputError("cli.unknown", command=ctx.command_path, word=left[0])
            self._require_all(ctx)
        return left

    def _require_all(self, ctx: click.Context) -> None:
        """Raise `BadInputError` (`cli.missing`). An empty option comes from a variable not set."""
        options = [one for one in self._asked if isinstance(one, Option) and one.is_required]
        subjects = [one for one in self._asked if isinstance(one, Subject)]
        missing = [one.asked_as for one in options if not ctx.params[one.name]]
        missing += [one.asked_as for one in subjects if ctx.params[one.name] is None]
        if missing:
            said = ", ".join(missing)
            raise BadInputError("cli.missing", command=ctx.command_path, missing=said)

    def invoke(self, ctx: click.Context) -> int:
        try:
            with self._long_waits_told(ctx):
                status = self._run(Options(**ctx.params))
        except CounterError as refused:  # its field gets the name under which it is asked for
            names = {one.name: one.asked_as for one in self._asked}
            if (field := refused.detail.get("field")) in names:
                refused.detail["field"] = names[field]
            raise
        if not self._stands_unsaid:
            streams.require_room()
        return status

    def _long_waits_told(self, ctx: click.Context) -> AbstractContextManager[None]:
        """Only who opens a counter waits for others in it; `check` imports nothing of that."""
        passwords = [one.name for one in self._asked if one.asked_as == "--password-stdin"]
        if not any(ctx.params[name] for name in passwords):
            return nullcontext()
        from cnss_counter.cli.waiting import long_waits_told

        return long_waits_told()

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.help or ""  # whole: a shell cuts it at its window's edge

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*map(help_pages.usage_of, self._asked)]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        help_pages.write(formatter, ctx, help_pages.taken(ctx))


class Group(Worded, click.Group):
    """Commands that begin with the same word; its own sentence is `commands.<name>.does`."""

    def __init__(self, name: str, *commands: click.Command, **behaviour: Any) -> None:
        super().__init__(
            name,
            commands=commands,
            help=f"commands.{name}.does",
            add_help_option=False,
            **{"params": [HELP], **behaviour},
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.commands]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = [*args]
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as mistake:
            raise self.refusal(ctx, mistake, given) from None

    def invoke(self, ctx: click.Context) -> int:
        try:
            return int(super().invoke(ctx))
        except click.UsageError as mistake:
            raise self.refusal(ctx, mistake) from None

    def refusal(
        self, ctx: click.Context, mistake: click.UsageError, given: Sequence[str] = ()
    ) -> BadInputError:
        """The word that should follow is missing, or is none of its commands."""
        known = ", ".join(one.command_path for one in help_pages.commands_under(ctx))
        return BadInputError("cli.which_command", known=known)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [output.french()("commands.one_of_them")]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        help_pages.write(formatter, ctx, help_pages.listed(ctx))


def refusal(
    ctx: click.Context, mistake: click.UsageError, given: Sequence[str] = ()
) -> BadInputError:
    """A word that the command does not know (`cli.unknown`), or a value left out (`cli.no_value`).

    Any other mistake that click finds is a bug: it has nothing else to judge here.
    """
    match mistake:
        case click.NoSuchOption(option_name=name) | click.NoSuchCommand(command_name=name):
            pass
        case click.BadOptionUsage(option_name=name):
            option = next(one for one in ctx.command.params if name in one.opts)
            if option.metavar:
                return BadInputError("cli.no_value", option=name, value=option.metavar)
        case _:
            raise mistake
    word = next((word for word in given if word.startswith(name)), name)
    return BadInputError("cli.unknown", command=ctx.command_path, word=word)
