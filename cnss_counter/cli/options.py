"""How options are written and refused: `argparse`, in French, one line for each mistake."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

Options = argparse.Namespace

_FRENCH = (
    ("the following arguments are required:", "il manque"),
    ("unrecognized arguments:", "inconnu :"),
    ("expected one argument", "attend une valeur"),
    ("expected at least one argument", "attend au moins une valeur"),
    ("not allowed with argument", "exclut"),
    ("ignored explicit argument", "n'attend pas de valeur :"),
    ("invalid choice:", "choix inconnu :"),
    ("(choose from", "(au choix :"),
    ("argument ", ""),
)
"""What `argparse` says, and what we say; it has no French of its own."""


class _French(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix="emploi : ") -> None:  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, prefix)


class Parser(argparse.ArgumentParser):
    """Options of one errand, abbreviations refused, so that scripts stay readable."""

    def __init__(self, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_French,
        )
        self.subjects = self.add_argument_group("arguments")
        self.options = self.add_argument_group("options")
        self.options.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def error(self, message: str) -> NoReturn:
        for english, french in _FRENCH:
            message = message.replace(english, french)
        self.exit(2, f"{self.prog} : {message}. Aide : {self.prog} --help\n")

    def add_errands(self) -> Errands:
        """Errands inside this one; `options.errand` is the function of the one asked for."""
        return Errands(self)

    def add_case(self) -> None:
        self.subjects.add_argument("case", metavar="CASE.json", type=Path, help="le dossier")

    def add_home(self) -> None:
        self.options.add_argument(
            "--home",
            metavar="DOSSIER",
            help="le dossier du guichet (sinon $CNSS_COUNTER_HOME, sinon celui du système)",
        )

    def add_clerk(self) -> None:
        """A command that opens the store: who, and the password on the first line given."""
        self.options.add_argument("--clerk", metavar="CODE", required=True, help="code de l'agent")
        self.add_password()

    def add_password(self) -> None:
        self.options.add_argument(
            "--password-stdin",
            action="store_true",
            required=True,
            help="lire le mot de passe sur la première ligne de l'entrée",
        )

    def add_json(self) -> None:
        self.options.add_argument(
            "--json", action="store_true", help="un document JSON, rien d'autre"
        )

    def add_day(self, meaning: str) -> None:
        self.options.add_argument("--on", metavar="DATE", type=a_day, help=meaning)


def a_day(typed: str) -> date:
    """A date given as an option: `2025-09-01` or `01/09/2025`."""
    from cnss_counter.rules.dates import read_date

    day = read_date(typed)
    if day is None:
        raise argparse.ArgumentTypeError(f"{typed} n'est pas une date (AAAA-MM-JJ)")
    return day


class Errands:
    """`rules list`, `rules test`: one parser each, under the parser of `rules`."""

    def __init__(self, parser: Parser) -> None:
        self._parsers = parser.add_subparsers(
            title="commandes", metavar="COMMANDE", required=True, parser_class=Parser
        )

    def add(self, name: str, does: str, errand: Callable[[Options], int]) -> Parser:
        parser = self._parsers.add_parser(name, help=does, description=does)
        parser.set_defaults(errand=errand)
        return parser
