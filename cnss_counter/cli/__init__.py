"""The `cnss-counter` command: which errand was asked for, and how it ended.

Each errand is one module with its `COMMANDS`, imported only when it is asked for: `check` may
cost little more than Python itself, which is also why no option parser is imported.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from cnss_counter.cli import signals, streams
from cnss_counter.cli.options import Command, name_as_asked, read
from cnss_counter.errors import BadInputError, CounterError, StoreError
from cnss_counter.services.access.private_process import keep_private

APPLICATION = "application"
ERRANDS = {
    "training": "training",
    "setup": "access.setup",
    "check": "requests.check",
    "deposit": "requests.deposit",
    "receipt": "requests.receipt",
    "verify": "requests.verify",
    "keys": "custody.keys",
    "journal": "custody.journal",
    "backup": "custody.backup",
    "restore": "custody.restore",
    "resume": "custody.resume",
    "rules": "law.rules",
    "leaflet": "law.leaflet",
    "doctor": "custody.doctor",
    "settings": "access.settings",
    "person": "people.person",
    "clerk": "access.clerk",
    "password": "access.password",
    "recover": "access.recover",
    "key": "custody.key",
}
"""Each errand and the module that holds its `COMMANDS`."""
INTERRUPTED = 130
"""What a shell expects of a program that was ended by Ctrl+C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one errand. Returns 0 done, 1 the answer is no, 2 wrong use or bad input.

    Raises `SystemExit` with 128 and the number of a signal that ends it.
    """
    streams.prepare()
    signals.end_in_order()
    keep_private()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _help(given) if {"-h", "--help"} & set(given) else _do(given)
    except CounterError as error:
        return _tell(error)
    except OSError as refusal:
        file = str(refusal.filename or "")
        return _tell(StoreError("cli.system_refused", file=file, reason=refusal.strerror or ""))
    except KeyboardInterrupt:
        return INTERRUPTED


def _tell(error: CounterError) -> int:
    from cnss_counter.cli.answers import tell_error

    tell_error(error)
    return error.exit_status


def _do(given: list[str]) -> int:
    commands = _commands(_errand(given))
    for command in commands:
        words = command.words
        if given[: len(words)] == words:
            options = read(command, given[len(words) :])
            try:
                status = command.run(options)
            except CounterError as refused:
                name_as_asked(command, refused)
                raise
            return status if command.stands_unsaid else _said(status)
    known = ", ".join(command.whole_name for command in commands)
    raise BadInputError("cli.which_command", known=known)


def _help(given: list[str]) -> int:
    from cnss_counter.cli.usage import help_of

    errand = _errand(given)
    commands = _commands(errand)
    if errand == APPLICATION:
        print(help_of(commands[0], (c for errand in ERRANDS for c in _commands(errand))))
    else:
        asked = [command for command in commands if command.words == given[: len(command.words)]]
        print("\n\n".join(help_of(command) for command in asked or commands))
    return _said(0)


def _said(status: int) -> int:
    """The errand's own status, unless its answer found no room where somebody wanted it."""
    refused = streams.refusal()
    if refused is not None and not streams.is_closed(refused):
        raise StoreError("cli.output_refused", reason=refused.strerror or "")
    return status


def _errand(given: list[str]) -> str:
    return given[0] if given and given[0] in ERRANDS else APPLICATION


def _commands(errand: str) -> tuple[Command, ...]:
    commands: tuple[Command, ...] = import_module(
        f"cnss_counter.cli.{ERRANDS.get(errand, errand)}"
    ).COMMANDS
    return commands
