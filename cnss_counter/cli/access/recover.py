"""`cnss-counter recover`: every password is lost, and the recovery sheet opens."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.home import the_home
from cnss_counter.cli.opening import password_line
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import (
    CLERK,
    FILE,
    HOME,
    JSON,
    PASSWORD,
    Option,
    a_new_file,
)
from cnss_counter.clock import system_clock
from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import BadInputError, CounterError
from cnss_counter.services.access.recovery import recover
from cnss_counter.services.printing import code_sheets
from cnss_counter.storage.files import given_places

if TYPE_CHECKING:
    from cnss_counter.domain.agency import Agency
    from cnss_counter.paths import Home


def run(options: Options) -> int:

    code, password = password_line(), password_line()
    clerk = Clerk(options.clerk, options.name or "", frozenset())
    home = the_home(options)
    require_sheet_outside(options, home)
    opened = recover(home, code, clerk, password)
    if not options.json:
        print(output.french()("cli.recovered", clerk=options.clerk))
    sheet = tell_sheet(options, opened.agency, opened.code)
    if options.json:
        output.give(output.as_json({"clerk": options.clerk, **sheet}))
    return 0


def require_sheet_outside(options: Options, home: Home) -> None:
    """The same again once the home is known: it may be about to be made."""
    if options.sheet:
        try:
            given_places.require_file(options.sheet, home)
        except BadInputError as refusal:
            raise BadInputError(refusal.code, **{**refusal.detail, "field": "--sheet"}) from None


def tell_sheet(options: Options, agency: Agency, code: str) -> dict[str, str]:
    """The sheet goes into the file asked for, else its code is said here, and nowhere else."""
    words = output.french()
    if options.sheet:
        sheet = code_sheets.recovery_sheet(agency, code, system_clock())
        try:
            file = str(code_sheets.save(options.sheet, sheet))
        except CounterError as refusal:  # the code before is void: this one must not be lost
            print(words("cli.sheet_not_drawn", reason=words.error(refusal)), file=sys.stderr)
        else:
            if not options.json:
                print(words("cli.sheet_drawn", file=file))
            return {"sheet": file}
    if not options.json:
        output.give(words("cli.sheet", code=code))
    return {"recovery_code": code}


SHEET = Option("--sheet", "sheet", "FICHIER", read=a_new_file, offers=FILE)

COMMAND = Command(
    "recover",
    run,
    HOME,
    CLERK.saying("recovering_clerk"),
    Option("--name", "new_name", "NOM"),
    PASSWORD.saying("code_then_password"),
    SHEET,
    JSON,
)
