"""The `cnss-counter` command: which errand was asked for, and how it ended.

Each errand is one module with `declare(parser)` and `run(options) -> int`, imported only when
it is asked for: `check` may cost little more than Python itself.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from cnss_counter.cli.options import Parser
from cnss_counter.errors import CounterError

COMMANDS = {
    "training": "le guichet de formation, avec ses douze clients joués",
    "setup": "première mise en service d'un guichet",
    "check": "l'avis sur un dossier, sans rien enregistrer",
    "deposit": "déposer un dossier",
    "receipt": "dessiner de nouveau un accusé de dépôt",
    "rules": "les règles : list, test, replay",
    "leaflet": "le dépliant des conditions, pièces et délais",
    "doctor": "ce qui va et ce qui ne va pas sur ce poste",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one errand. Returns 0 done, 1 the answer is no, 2 wrong use or bad input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = given.pop(0) if given and given[0] in COMMANDS else ""
    errand = import_module(f"cnss_counter.cli.{command or 'application'}")
    parser = Parser(f"cnss-counter {command}".strip(), COMMANDS.get(command, ""))
    errand.declare(parser)
    _never_stop_on_a_letter()
    try:
        status: int = errand.run(parser.parse_args(given))
        sys.stdout.flush()
    except CounterError as error:
        from cnss_counter.cli.answers import tell_error

        tell_error(error)
        return error.exit_status
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        sys.stdout = None
        return 0
    return status


def _never_stop_on_a_letter() -> None:
    """A terminal that has no Arabic shows `?`; it is no reason to fail."""
    import io

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
