"""`cnss-counter`: the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter import __version__
from cnss_counter.cli import terminal
from cnss_counter.cli.opening import the_home
from cnss_counter.cli.options import HOME, Command, Option

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options


def run(options: Options) -> int:
    if options.version:
        print(__version__)
        return 0
    from cnss_counter.services.law import sound_rules

    home = the_home(options)
    sound_rules.require()  # a broken law is refused before anybody is asked
    terminal.require_terminal()
    from cnss_counter.app import CounterApp
    from cnss_counter.services.access.private_process import log_nothing

    log_nothing()
    return terminal.run(CounterApp(home))


COMMANDS = (
    Command(
        "",
        "le guichet d’une agence CNSS",
        run,
        options=(HOME, Option("--version", "la version du programme")),
    ),
)
