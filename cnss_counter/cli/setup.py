"""`cnss-counter setup`: the first run, without the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter import paths
from cnss_counter.cli import answers
from cnss_counter.cli.opening import password_line

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options, Parser

_REQUIRED = (
    ("--agency", "CODE", "code de l'agence, trois chiffres"),
    ("--agency-name-fr", "NOM", "nom de l'agence en français"),
    ("--agency-name-ar", "NOM", "nom de l'agence en arabe"),
    ("--city", "VILLE", "ville de l'agence"),
    ("--counter", "N°", "numéro du guichet, de 1 à 99"),
    ("--admin", "CODE", "code du premier administrateur"),
)


def declare(parser: Parser) -> None:
    parser.add_home()
    for name, metavar, meaning in _REQUIRED:
        parser.options.add_argument(name, metavar=metavar, required=True, help=meaning)
    parser.options.add_argument("--admin-name", metavar="NOM", help="son nom (sinon son code)")
    parser.add_password()
    parser.add_json()


def run(options: Options) -> int:
    from cnss_counter.services.setup import set_up
    from cnss_counter.storage.records import ALL_ROLES, Agency, Clerk

    home = paths.home(options.home)
    agency = Agency(
        options.agency,
        options.agency_name_fr,
        options.agency_name_ar,
        options.city,
        options.counter,
    )
    administrator = Clerk(options.admin, options.admin_name or options.admin, ALL_ROLES)
    set_up(home, agency, administrator, password_line())
    if options.json:
        answers.print_json(
            {"home": str(home.folder), "agency": agency.code, "counter": agency.counter}
        )
    else:
        print(answers.french()("cli.set_up", folder=str(home.folder)))
    return 0
