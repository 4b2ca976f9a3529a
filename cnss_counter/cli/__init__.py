"""The `cnss-counter` command: which errand was asked for, and how it ended.

Options are click's (`cli/options/`), and each errand is one module with its `COMMAND`, imported
when it is asked for. The application itself starts without click.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from cnss_counter.cli import signals, streams
from cnss_counter.cli.options.command_table import COMPLETION
from cnss_counter.cli.plain_start import told_plainly
from cnss_counter.errors import CounterError, StoreError, system_error
from cnss_counter.services.access.private_process import keep_private

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
        return _do(given)
    except CounterError as error:
        return _tell(error)
    except OSError as refusal:
        file = str(refusal.filename or "")
        return _tell(StoreError("cli.system_refused", file=file, system=system_error(refusal)))
    except KeyboardInterrupt:
        return INTERRUPTED


def _tell(error: CounterError) -> int:
    from cnss_counter.cli.output import tell_error

    tell_error(error)
    return error.exit_status


def _do(given: list[str]) -> int:
    if instruction := os.environ.get(COMPLETION):
        from cnss_counter.cli.options import completion

        return completion.answer(instruction)
    told = told_plainly(given)
    if told is None:
        from cnss_counter.cli.options import root

        return root.run(given)
    from cnss_counter.cli import application

    start = application.training_counter if told.is_training else application.counter
    status = start(told)
    streams.require_room()
    return status
