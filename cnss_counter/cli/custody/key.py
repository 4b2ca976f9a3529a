"""`cnss-counter key change`: the database under a new key, everybody's password as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import answers
from cnss_counter.cli.opening import password_line, the_home
from cnss_counter.cli.options import CLERK, HOME, JSON, PASSWORD, Command

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options


def change(options: Options) -> int:
    from cnss_counter.services.access import login
    from cnss_counter.services.custody import key_change
    from cnss_counter.services.day import training

    home, password = the_home(options), password_line()
    session = login.log_in(home, options.clerk, password, training=training.is_training(home))
    try:
        answers.tell_found(session)
        key_change.change_key(session.context, password)
    finally:
        session.log_out()
    if options.json:
        answers.print_json({"home": str(home.folder), "done": "key_changed"})
    else:
        print(answers.french()("cli.key_changed"))
    return 0


COMMANDS = (
    Command(
        "key change",
        "recopier les données sous une nouvelle clé (quand un ancien agent a pu copier l’ancienne)",
        change,
        options=(HOME, CLERK, PASSWORD, JSON),
    ),
)
