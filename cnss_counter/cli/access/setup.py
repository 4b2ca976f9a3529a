"""`cnss-counter setup`: the first run, without the screens."""

from __future__ import annotations

from cnss_counter.cli import output
from cnss_counter.cli.access.recover import SHEET, require_sheet_outside, tell_sheet
from cnss_counter.cli.home import the_home
from cnss_counter.cli.opening import password_line
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import HOME, JSON, PASSWORD, Option
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.services.access.setup import set_up
from cnss_counter.text.numbers import digits_meant


def run(options: Options) -> int:

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
        print(output.french()("cli.set_up", folder=str(home.folder)))
    sheet = tell_sheet(options, agency, code)
    if options.json:
        made = {"home": str(home.folder), "agency": agency.code, "counter": agency.counter}
        output.give(output.as_json(made | sheet))
    return 0


CNDP = Option("--cndp", "cndp", "N°")

COMMAND = Command(
    "setup",
    run,
    HOME,
    Option("--agency", "agency", "CODE", is_required=True, read=digits_meant),
    Option("--agency-name-fr", "agency_name_fr", "NOM", is_required=True),
    Option("--agency-name-ar", "agency_name_ar", "NOM", is_required=True),
    Option("--city", "city", "VILLE", is_required=True),
    Option("--counter", "counter", "N°", is_required=True, read=digits_meant),
    CNDP,
    Option("--admin", "admin", "CODE", is_required=True),
    Option("--admin-name", "admin_name", "NOM"),
    PASSWORD,
    SHEET,
    JSON,
)
