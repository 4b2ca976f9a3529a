"""`cnss-counter settings`: what the counter was told about law 09-08, and how to tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import answers
from cnss_counter.cli.opening import open_desk
from cnss_counter.cli.options import CLERK, HOME, JSON, PASSWORD, Command, Option
from cnss_counter.cli.setup import CNDP
from cnss_counter.errors import BadInputError

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options

NO_MONTHS = "none"


def run(options: Options) -> int:
    from cnss_counter.services import counter_settings

    with open_desk(options) as desk:
        told = counter_settings.privacy(desk.seat)
        if options.cndp is not None:
            told = told._replace(authorisation=options.cndp)
        if options.retention is not None:
            told = told._replace(retention_months=options.retention or None)
        if options.cndp is not None or options.retention is not None:
            counter_settings.change_privacy(desk.seat, told)
    if options.json:
        answers.print_json(
            {"cndp": told.authorisation or None, "retention_months": told.retention_months}
        )
        return 0
    words = answers.french()
    nothing = words("cli.not_told")
    print(words("cli.cndp", number=told.authorisation or nothing))
    months = told.retention_months
    print(words("cli.retention", months=nothing if months is None else str(months)))
    return 0


def months(typed: str) -> int:
    """A number of months; `none` takes the setting back, as 0."""
    if typed == NO_MONTHS:
        return 0
    if not typed.isascii() or not typed.isdecimal() or not 1 <= int(typed[:5]) <= 1200:
        raise BadInputError("cli.not_months", typed=typed)
    return int(typed)


RETENTION = Option(
    "--retention-months", "mois de conservation après le dépôt, ou none", "N", read=months,
    key="retention",
)  # fmt: skip

COMMANDS = (
    Command(
        "settings",
        "ce que la loi 09-08 fait dire au guichet",
        run,
        options=(HOME, CLERK, PASSWORD, CNDP, RETENTION, JSON),
    ),
)
