"""`cnss-counter key change`: the database under a new key, everybody's password as it was."""

from __future__ import annotations

from cnss_counter.cli import output
from cnss_counter.cli.home import the_home
from cnss_counter.cli.opening import password_line
from cnss_counter.cli.options.commands import Command, Group, Options
from cnss_counter.cli.options.parameters import CLERK, HOME, JSON, PASSWORD
from cnss_counter.services.access import login
from cnss_counter.services.custody import key_change
from cnss_counter.services.day import training


def change(options: Options) -> int:

    home, password = the_home(options), password_line()
    session = login.log_in(home, options.clerk, password, training=training.is_training(home))
    try:
        output.tell_found(session)
        key_change.change_key(session.context, password)
    finally:
        session.log_out()
    if options.json:
        output.print_json({"home": str(home.folder), "done": "key_changed"})
    else:
        print(output.french()("cli.key_changed"))
    return 0


COMMAND = Group("key", Command("key change", change, HOME, CLERK, PASSWORD, JSON))
