"""`cnss-counter backup DIR`: a backup now, proven by reopening and recounting."""

from __future__ import annotations

from pathlib import Path

from cnss_counter.cli import output
from cnss_counter.cli.opening import open_session
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import CLERK, FOLDER, HOME, JSON, PASSWORD, Subject
from cnss_counter.cli.progress import progress_line
from cnss_counter.services.custody import backups
from cnss_counter.storage.files import given_places


def run(options: Options) -> int:

    with open_session(options) as session, progress_line() as progress:
        made = backups.back_up(session.context, options.folder, progress)
    if options.json:
        output.print_json(
            {"backup": str(made.file), "deposits": made.counted.deposits, "journal": made.counted.n}
        )
    else:
        words = output.french()
        print(words("backup.made", file=str(made.file), requests=made.counted.deposits))
    return 0


def a_backup_folder(typed: str) -> Path:

    folder = given_places.named(typed)
    given_places.require_folder(folder, is_own=backups.is_own)
    return folder


BACKUPS = Subject("folder", "DOSSIER", "backups", read=a_backup_folder, offers=FOLDER)

COMMAND = Command("backup", run, BACKUPS, HOME, CLERK, PASSWORD, JSON)
