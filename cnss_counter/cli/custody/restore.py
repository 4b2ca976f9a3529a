"""`cnss-counter restore FILE`: a counter put back into an empty home."""

from __future__ import annotations

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
    Subject,
    a_place,
)
from cnss_counter.cli.progress import progress_line
from cnss_counter.services.custody import restoring

if TYPE_CHECKING:
    from cnss_counter.services.custody.numbering import Continued


def restore(options: Options) -> int:

    restoring.require_backup(options.file)
    first = password_line()
    opened_by = (
        restoring.ByMachine(first, options.machine)
        if options.machine
        else restoring.BySheet(first, password_line())
    )
    home = the_home(options)
    with progress_line() as progress:
        restored = restoring.restore(
            options.file, home, options.clerk, opened_by, options.last, progress=progress
        )
    counted, continued = restored.manifest.count, restored.continued
    if options.json:
        document = {
            "home": str(home.folder), "made_at": restored.manifest.made_at,
            "deposits": counted.deposits, "year": continued.year, "last": continued.last,
            "witness": continued.witness, "skipped": continued.skipped,
            "recovery_code": restored.sheet or None,
        }  # fmt: skip
        output.give(output.as_json(document))
        return 0
    words = output.french()
    made = restored.manifest.moment.astimezone()
    moment = words("dates.moment", day=words.date(made.date()), time=f"{made:%H:%M}")
    print(words("backup.restored", moment=moment, requests=counted.deposits))
    print(continued_line(continued))
    if restored.sheet:
        output.give(words("cli.sheet", code=restored.sheet))
    return 0


def continued_line(continued: Continued) -> str:
    """After which number the counter goes on, who knew it, and what is not there."""
    words, year = output.french(), str(continued.year)
    goes_on = words(f"backup.continued.{continued.witness}", last=str(continued.last), year=year)
    if not continued.skipped:
        return goes_on
    return f"{goes_on}\n{words('backup.missing', known=str(continued.known), year=year)}"


LAST = Option("--last-number", "last_number", "N°", is_required=True, key="last")
MACHINE = Option(
    "--machine-key", "machine_key", "FICHIER", read=a_place, offers=FILE, key="machine"
)
BACKUP = Subject("file", "FICHIER", "backup", read=a_place, offers=FILE)

COMMAND = Command(
    "restore", restore, BACKUP, HOME, CLERK, PASSWORD.saying("restoring_words"), LAST, MACHINE, JSON
)
