"""What a shell is told that completes a command: click's protocol, for three shells."""

from __future__ import annotations

import os
import re

from click.shell_completion import get_completion_class

from cnss_counter.cli import streams
from cnss_counter.cli.options.command_table import COMPLETION
from cnss_counter.cli.options.root import NAME, ROOT
from cnss_counter.errors import BadInputError

SHELLS = ("bash", "zsh", "fish")
INSTRUCTIONS = tuple(f"{shell}_{asked}" for shell in SHELLS for asked in ("source", "complete"))

_LINE, _PLACE = "COMP_WORDS", "COMP_CWORD"
"""What a shell sets besides: the words, and the place of the one typed, or for fish the word."""

_NUMBER, _WORD = re.compile("[0-9]{1,9}"), re.compile(r"|.*\S.*", re.DOTALL)


def answer(instruction: str) -> int:
    """The script that a shell reads once, or the words that may come next. Returns 0.

    Raises `BadInputError`: `cli.not_a_choice` for another instruction, `cli.not_from_a_shell`
    where the words or their place are not what a shell sets.
    """
    shell, _, asked = instruction.partition("_")
    of_shell = get_completion_class(shell)
    if of_shell is None or instruction not in INSTRUCTIONS:
        known = ", ".join(INSTRUCTIONS)
        raise BadInputError("cli.not_a_choice", option=COMPLETION, typed=instruction, known=known)
    if asked == "complete":
        _require_a_line(shell)
    told = of_shell(ROOT, {}, NAME, COMPLETION)
    # Its own `source` asks bash for its age first, and complains in English.
    print(told.source_template % told.source_vars() if asked == "source" else told.complete())
    streams.require_room()
    return 0


def _require_a_line(shell: str) -> None:
    """click reads both without a look; a person who tries the variable by hand sets neither."""
    for name in (_LINE, _PLACE):
        if name not in os.environ:
            raise BadInputError("cli.not_from_a_shell", option=name)
    is_place = (_WORD if shell == "fish" else _NUMBER).fullmatch(os.environ[_PLACE])
    if not is_place:
        raise BadInputError("cli.not_from_a_shell", option=_PLACE)
