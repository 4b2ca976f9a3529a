"""`cnss-counter`: the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter import paths

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options, Parser


def declare(parser: Parser) -> None:
    from cnss_counter import __version__
    from cnss_counter.cli import COMMANDS

    listed = (f"  cnss-counter {command:<10} {does}" for command, does in COMMANDS.items())
    parser.description = "Le guichet d'une agence CNSS. Sans commande : l'application."
    parser.epilog = "\n".join(("commandes :", *listed))
    parser.add_home()
    parser.options.add_argument(
        "--version", action="version", version=__version__, help="montrer la version"
    )


def run(options: Options) -> int:
    from cnss_counter.app import CounterApp

    CounterApp(paths.home(options.home)).run()
    return 0
