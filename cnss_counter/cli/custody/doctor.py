"""`cnss-counter doctor`: what this counter stands on, one line for each thing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.home import the_home
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import CLERK, HOME, JSON, PASSWORD
from cnss_counter.errors import CounterError
from cnss_counter.services.custody.health import HealthLine, examine
from cnss_counter.text import logical

if TYPE_CHECKING:
    from cnss_counter.wording import Wording

NAMES = 18
"""Cells of the column of names."""


def run(options: Options) -> int:
    pages = partial(_damaged_pages, options) if options.clerk else None
    lines = examine(the_home(options), damaged_pages=pages)
    words = output.french()
    said = {line.name: logical(_said(line, words)) for line in lines}
    if options.json:
        output.print_json(
            [{"name": line.name, "state": line.state, "said": said[line.name]} for line in lines]
        )
    else:
        for line in lines:
            name = words(f"health.names.{line.name}")
            state = words(f"health.states.{line.state}")
            output.print_line(f"{name:<{NAMES}}{state:<10}{said[line.name]}")
    return int(any(line.state == "bad" for line in lines))


def _damaged_pages(options: Options) -> str:
    """With a clerk's password; whoever may not come in is told in the place of the answer."""
    from cnss_counter.cli.opening import open_session  # a doctor without one loads no counter

    with open_session(options) as session:
        return session.context.store.damaged_pages()


def _said(line: HealthLine, words: Wording) -> str:
    """What a look was refused by is said as any other refusal."""
    if (code := line.key.removeprefix("errors.")) != line.key:
        return words.error(CounterError(code, **line.values))
    return words(line.key, **line.values)


COMMAND = Command("doctor", run, HOME, CLERK.optional(), PASSWORD.optional(), JSON)
