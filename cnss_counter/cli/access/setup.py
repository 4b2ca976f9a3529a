"""`cnss-counter setup`: the first run, without the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import answers
from cnss_counter.cli.access.recover import SHEET, require_sheet_outside, tell_sheet
from cnss_counter.cli.opening import password_line, the_home
from cnss_counter.cli.options import HOME, JSON, PASSWORD, Command, Option

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options


def run(options: Options) -> int:
    from cnss_counter.domain.records import ALL_ROLES, Agency, Clerk
    from cnss_counter.services.access.setup import set_up

    home = the_home(options)
    require_sheet_outside(options, home)
    agency = Agency(
        options.agency,
        options.agency_name_fr,
        options.agency_name_ar,
        options.city,
        options.counter,
        privacy_authorisation=options.cndp or "",
    )
    administrator = Clerk(options.admin, options.admin_name or options.admin, ALL_ROLES)
    code = set_up(home, agency, administrator, password_line())
    if not options.json:
        print(answers.french()("cli.set_up", folder=str(home.folder)))
    sheet = tell_sheet(options, agency, code)
    if options.json:
        made = {"home": str(home.folder), "agency": agency.code, "counter": agency.counter}
        answers.give(answers.as_json(made | sheet))
    return 0


CNDP = Option("--cndp", "numéro donné par la CNDP (loi 09-08), imprimé sur l’accusé", "N°")

COMMANDS = (
    Command(
        "setup",
        "première mise en service d’un guichet",
        run,
        options=(
            HOME,
            Option("--agency", "code de l’agence, trois chiffres", "CODE", is_required=True),
            Option("--agency-name-fr", "son nom en français", "NOM", is_required=True),
            Option("--agency-name-ar", "son nom en arabe", "NOM", is_required=True),
            Option("--city", "sa ville", "VILLE", is_required=True),
            Option("--counter", "numéro du guichet, de 1 à 99", "N°", is_required=True),
            CNDP,
            Option("--admin", "code du premier administrateur", "CODE", is_required=True),
            Option("--admin-name", "son nom (sinon son code)", "NOM"),
            PASSWORD,
            SHEET,
            JSON,
        ),
    ),
)
