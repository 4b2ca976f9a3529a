"""`cnss-counter backup DIR`: a backup now, proven by reopening and recounting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter.cli import answers
from cnss_counter.cli.opening import open_session
from cnss_counter.cli.options import CLERK, HOME, JSON, PASSWORD, Command, Subject
from cnss_counter.cli.progress import progress_line

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options


def run(options: Options) -> int:
    from cnss_counter.services.custody import backups

    with open_session(options) as session, progress_line() as progress:
        made = backups.back_up(session.context, options.folder, progress)
    if options.json:
        answers.print_json(
            {"backup": str(made.file), "deposits": made.counted.deposits, "journal": made.counted.n}
        )
    else:
        words = answers.french()
        print(words("backup.made", file=str(made.file), requests=made.counted.deposits))
    return 0


def a_backup_folder(typed: str) -> Path:
    from cnss_counter.services.custody import backups
    from cnss_counter.storage.files import given_places

    folder = given_places.named(typed)
    given_places.require_folder(folder, is_own=backups.is_own)
    return folder


COMMANDS = (
    Command(
        "backup",
        "sauvegarder le guichet, chiffré ; la copie est rouverte et recomptée",
        run,
        (Subject("folder", "DOSSIER", "où mettre la sauvegarde", a_backup_folder),),
        (HOME, CLERK, PASSWORD, JSON),
    ),
)
