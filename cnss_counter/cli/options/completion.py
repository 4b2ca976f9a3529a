"""What a shell is told that completes a command: click's protocol, for three shells."""

from __future__ import annotations

from click.shell_completion import get_completion_class

from cnss_counter.cli import streams
from cnss_counter.cli.options.command_table import COMPLETION
from cnss_counter.cli.options.root import NAME, ROOT
from cnss_counter.errors import BadInputError

SHELLS = ("bash", "zsh", "fish")
INSTRUCTIONS = tuple(f"{shell}_{asked}" for shell in SHELLS for asked in ("source", "complete"))


def answer(instruction: str) -> int:
    """The script that a shell reads once, or the words that may come next. Returns 0.

    Raises `BadInputError` (`cli.not_a_choice`) for another instruction.
    """
    shell, _, asked = instruction.partition("_")
    of_shell = get_completion_class(shell)
    if of_shell is None or instruction not in INSTRUCTIONS:
        known = ", ".join(INSTRUCTIONS)
        raise BadInputError("cli.not_a_choice", option=COMPLETION, typed=instruction, known=known)
    told = of_shell(ROOT, {}, NAME, COMPLETION)
    # Its own `source` asks bash for its age first, and complains in English.
    print(told.source_template % told.source_vars() if asked == "source" else told.complete())
    streams.require_room()
    return 0
