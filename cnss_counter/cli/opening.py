"""The session that a command works in: opened by the clerk's password, closed at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from getpass import getpass
from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.home import the_home
from cnss_counter.clock import played_clock, system_clock
from cnss_counter.errors import BadInputError
from cnss_counter.services.access import login
from cnss_counter.services.access.accounts import LONGEST_PASSWORD
from cnss_counter.services.day import training

if TYPE_CHECKING:
    from datetime import date

    from cnss_counter.cli.options.commands import Options
    from cnss_counter.services.session import Session

_LONGEST_LINE = 32 * LONGEST_PASSWORD
"""Characters: what is only too long is refused by whoever knows the password's rules."""


BYTE_ORDER_MARK = "\ufeff"
"""What some shells put at the head of all they send."""


def password_line() -> str:
    """The next line of standard input; from a terminal, asked for and not shown.

    What never ends, as a device, is not read for ever.
    """
    try:
        line = _typed_unseen() if sys.stdin.isatty() else _sent()
    except UnicodeDecodeError:
        raise BadInputError("cli.password_not_text") from None
    except OSError:  # it is there, and nothing comes of it: a terminal that is gone, an output
        raise BadInputError("cli.password_missing") from None
    if len(line) == _LONGEST_LINE:
        raise BadInputError("cli.password_endless", most=str(LONGEST_PASSWORD))
    if not line:
        raise BadInputError("cli.password_missing")
    return line.removeprefix(BYTE_ORDER_MARK).rstrip("\r\n")


def _sent() -> str:
    """A whole line, however slowly it comes: where whoever sends it made the pipe non-blocking,
    the half that has come would be tried as a password."""
    with suppress(OSError, AttributeError):  # no descriptor; Windows has none of this
        os.set_blocking(sys.stdin.fileno(), True)
    return sys.stdin.readline(_LONGEST_LINE)


def _typed_unseen() -> str:

    try:
        return getpass(f"{output.french()('cli.password_asked')} ", stream=sys.stderr) + "\n"
    except EOFError:
        return ""


@contextmanager
def open_session(options: Options, *, on: date | None = None) -> Iterator[Session]:
    """Log in by `--home`, `--clerk` and the next line of standard input.

    The home may be real or training. `on` sets the clock of a training counter; a real one
    refuses it.
    """
    home = the_home(options)
    is_training = training.is_training(home)
    if on and not is_training:
        raise BadInputError("cli.on_needs_training", field="--on")
    session = login.log_in(
        home,
        options.clerk,
        password_line(),
        clock=played_clock(on) if on else system_clock,
        training=is_training,
    )
    try:
        output.tell_found(session)
        yield session
    finally:
        session.log_out()
        output.tell_found(session)  # a deposit may have begun a year
