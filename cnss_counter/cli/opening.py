"""The session that a command works in: opened by the clerk's password, closed at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cnss_counter import paths
from cnss_counter.cli import answers
from cnss_counter.clock import played_clock, system_clock
from cnss_counter.errors import BadInputError
from cnss_counter.storage.files import given_places

if TYPE_CHECKING:
    from datetime import date

    from cnss_counter.cli.commands import Options
    from cnss_counter.paths import Home
    from cnss_counter.services.session import Session


def the_home(options: Options, *, training: bool = False) -> Home:
    """The home that a command works in. Raises `BadInputError` (`place.…`) naming who says so."""
    said_by = "--home" if options.home else "CNSS_COUNTER_HOME"
    try:
        home = paths.home(options.home, training=training)
    except RuntimeError:  # `~` and a user who is not there
        said = options.home or os.environ.get(said_by, "")
        raise BadInputError("place.no_such_user", field=said_by, file=said) from None
    if not given_places.is_text(str(home.folder)):
        raise BadInputError("place.not_text", field=said_by, file=str(home.folder))
    return home


def password_line() -> str:
    """The next line of standard input; from a terminal, asked for and not shown."""
    try:
        line = _typed_unseen() if sys.stdin.isatty() else sys.stdin.readline()
    except UnicodeDecodeError:
        raise BadInputError("cli.password_not_text") from None
    if not line:
        raise BadInputError("cli.password_missing")
    return line.rstrip("\r\n")


def _typed_unseen() -> str:
    from getpass import getpass

    try:
        return getpass(f"{answers.french()('cli.password_asked')} ", stream=sys.stderr) + "\n"
    except EOFError:
        return ""


@contextmanager
def open_session(options: Options, *, on: date | None = None) -> Iterator[Session]:
    """Log in by `--home`, `--clerk` and the next line of standard input.

    The home may be real or training. `on` sets the clock of a training counter; a real one
    refuses it.
    """
    from cnss_counter.services.access import login
    from cnss_counter.services.day import training

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
        answers.tell_found(session)
        yield session
    finally:
        session.log_out()
        answers.tell_found(session)  # a deposit may have begun a year
