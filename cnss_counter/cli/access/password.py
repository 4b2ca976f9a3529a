"""`cnss-counter password`: one's own password, by the one before or by a one-time code."""

from __future__ import annotations

from cnss_counter.cli import output
from cnss_counter.cli.home import the_home
from cnss_counter.cli.opening import password_line
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import CLERK, HOME, JSON, PASSWORD
from cnss_counter.errors import AccessError
from cnss_counter.services.access import login, staff
from cnss_counter.services.day import training


def run(options: Options) -> int:

    home = the_home(options)
    is_training = training.is_training(home)
    before, chosen = password_line(), password_line()
    try:
        session = login.log_in(home, options.clerk, before, training=is_training)
    except AccessError as refusal:
        if refusal.code != "access.password_to_choose":
            raise
        login.choose_password(home, options.clerk, before, chosen, training=is_training)
    else:
        try:
            output.tell_found(session)
            staff.change_password(session.context, before, chosen)
        finally:
            session.log_out()
    if options.json:
        output.print_json({"clerk": options.clerk, "done": "password_changed"})
    else:
        print(output.french()("cli.password_changed"))
    return 0


COMMAND = Command("password", run, HOME, CLERK, PASSWORD.saying("password_then_new"), JSON)
